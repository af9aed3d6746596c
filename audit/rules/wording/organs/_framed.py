"""Names of organs in the sentences that say whose the report is: organ_frames.toml, made into patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from audit.model import Passage, Report
from audit.patterns import regex
from audit.rules.kit import data_file, narrative
from audit.rules.wording.organs._names import Kin, kin
from audit.text import fold, widened
from audit.words import ending, endings, is_phrase

_NAME = rf"""(?P<who>
    [\u4e00-\u9fff]{{3,25}}? (?: {ending("bureau", "township", "seat", "force", "centre")} )
    (?! (?<= 委 ) [会办] )  # 县卫生健康委办公室
)"""
#: The section at whose end the organ signs.
_LAST_SECTION = 6
_SEAT = regex(rf"{ending('government_full', 'street_office', 'town')}$")


class NamedOrgan(NamedTuple):
    """A name of an organ, ``span`` of a passage, and whether it is that of another organ than should stand there."""

    passage: Passage
    span: tuple[int, int]
    wrong: bool


@dataclass(frozen=True, slots=True)
class _OrganFrame:
    """One kind of sentence: in whose reports (``of``) and ``where`` it says whose the report is, and which kin are ``wrong``."""

    pattern: re.Pattern[str]
    of: str
    where: str | int
    wrong: frozenset[Kin]

    def asks(self, agency: str) -> bool:
        """Whether it is looked for in reports of ``agency``."""
        return {
            "any": True,
            "no_seat": not _SEAT.search(agency),
            "department": is_department(agency),
            "government": agency.endswith(endings("government_full")),
        }[self.of]

    def stands_in(self, passage: Passage, opening: Passage | None) -> bool:
        """Whether ``passage`` is where it is looked for; ``opening`` is the first of section 一."""
        places = {"any": True, "first": passage is opening, "line": passage.section == _LAST_SECTION}
        return places[self.where] if isinstance(self.where, str) else passage.section == self.where


def is_department(agency: str) -> bool:
    """Whether the name is that of a bureau, an office or a commission."""
    return agency.endswith(endings("department"))


def framed(report: Report, agency: str) -> Iterator[NamedOrgan]:
    """The names that sentences on the report's own organ give it, where they are its own or surely another's.

    Where ``agency`` is "" all such names are given.
    """
    opening = next((p for p in narrative(report) if p.section == 1), None)
    frames = [frame for frame in _frames() if frame.asks(agency)]
    for passage in narrative(report):
        text = widened(passage.text)
        for frame in frames:
            for match in frame.pattern.finditer(text) if frame.stands_in(passage, opening) else ():
                group = match.lastgroup or "who"
                who = fold(match[group])
                relation = kin(who, agency) if agency else "own"
                # A government's report may be drawn up by one of its offices.
                office = agency.endswith("政府") and re.search(_data()["for_governments"], who)
                if (
                    is_name(who)
                    and (relation in frame.wrong or relation == "own")
                    and (not office or relation == "elsewhere")
                ):
                    yield NamedOrgan(passage, match.span(group), relation != "own")


def own_towns(report: Report) -> Iterator[NamedOrgan]:
    """“我镇” in the report of an organ that is no town."""
    pattern = _own_town()
    for passage in narrative(report):
        yield from (NamedOrgan(passage, match.span("who"), True) for match in pattern.finditer(widened(passage.text)))


def is_name(text: str) -> bool:
    """Whether ``text`` is surely an organ's name: neither a pronoun nor half a sentence."""
    return not re.search(_data()["pronouns"], text) and not is_phrase(text)


def _data() -> Mapping[str, Any]:
    return data_file(__package__, "organ_frames")


@cache
def _own_town() -> re.Pattern[str]:
    return re.compile(_data()["own_town"]["pattern"])


@cache
def _frames() -> tuple[_OrganFrame, ...]:
    return tuple(
        _OrganFrame(_compiled(frame["pattern"]), frame["of"], frame["where"], frozenset(frame["wrong"]))
        for frame in _data()["frames"]
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with a name in it; each of several names is a group of its own."""
    count = iter(range(pattern.count("NAME")))
    return regex(re.sub("NAME", lambda _: _NAME.replace("who", f"who{next(count)}"), pattern), re.VERBOSE)
