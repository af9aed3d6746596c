"""Another department of the same county in a department's report, as if it were the organ itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from audit.model import Report
from audit.patterns import regex
from audit.rules.kit import data_file, narrative
from audit.rules.wording.organs._framed import NamedOrgan, is_department, is_name
from audit.rules.wording.organs._names import kin
from audit.text import fold, widened
from audit.words import ending, endings, in_front, is_named, is_zone, same

_SENTENCE = regex(r"[^。；\n]+")
#: The sections that speak of the organ's own work, and those that say whom to ask about the report.
_SECTIONS, _CONTACTS = (0, 1, 5, 6), (0, 6)


def colleagues(report: Report, agency: str) -> Iterator[NamedOrgan]:
    """“县水务局将进一步…” in the report of “清河县农业农村局”, as the subject of what the organ itself does or reports.

    A sentence that names the organ, several departments or a dispute, or tells how the two come from one another, may
    well speak of the other one; so may any on a body that guides others or may be a part of the organ.
    """
    own, office = in_front(agency)
    if not own or not is_named(own[-1]) or is_zone(own[-1]) or not is_department(agency) or len(office) < 3:
        return
    if agency.endswith(endings("branch")):
        return
    others, silent = _data()["peers"], _silent()
    for passage in narrative(report):
        text = widened(passage.text) if passage.section in _SECTIONS else ""
        for sentence in _SENTENCE.finditer(text):
            if silent.search(sentence[0]) or office in sentence[0]:
                continue
            for match in _matches(text, sentence.span(), contacts=passage.section in _CONTACTS):
                explained = re.match(others["after"], text[match.end("who") :])
                if not explained and _is_colleague(fold(match["who"]), agency):
                    yield NamedOrgan(passage, match.span("who"), True)


def _is_colleague(who: str, agency: str) -> bool:
    """Whether ``who`` is surely another department of the organ's own county, and no part of the organ nor above it.

    Names that begin alike (水利局, 水务局) may be those of one department before and after a reform.
    """
    (regions, office), (own, its) = in_front(who), in_front(agency)
    lists = _data()["colleagues"]
    return (
        bool(regions)
        and same(regions[-1], own[-1])
        and is_name(office)
        and office[0] != its[0]
        and kin("".join(own) + office, agency) == "other"
        and not re.search(f"{lists['coordinating']}|{lists['managed']}", office)
    )


def _data() -> Mapping[str, Any]:
    return data_file(__package__, "organ_frames")


def _matches(text: str, span: tuple[int, int], *, contacts: bool) -> Iterator[re.Match[str]]:
    doing, *contact = _patterns()
    for pattern in (doing, *contact) if contacts else (doing,):
        yield from pattern.finditer(text, *span)


@cache
def _silent() -> re.Pattern[str]:
    """What says of a sentence that it may well speak of another department."""
    others = _data()["peers"]
    return re.compile("|".join((others["together"], others["disputes"], _data()["colleagues"]["explained"])))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A department at the beginning of a clause, with what the organ itself would do behind it; one to get in touch with."""
    lists = _data()["colleagues"]
    name = rf"(?P<who>[\u4e00-\u9fff]{{3,20}}?{ending('department')})"
    doing = rf"(?:^|[。；，：]|\n)\s*+{lists['lead']}{name}(?=\s*(?:{lists['doing']}))"
    contact = (pattern.replace("NAME", name) for pattern in lists["contact"])
    return tuple(re.compile(pattern, re.VERBOSE) for pattern in (doing, *contact))
