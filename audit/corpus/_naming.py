"""Which agency of the roster a printed name means: exactly, by a documented short form, or not for certain."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from rapidfuzz import fuzz, process

from audit.corpus._roster import Agency, Roster
from audit.text import fold

How = Literal["name", "short", "ambiguous", "similar", "unknown"]

#: A name this alike (0 to 100) is shown as the one probably meant; it is never taken for it.
_ALIKE = 80
_MOST_CANDIDATES = 5
#: Words that differ between two ways of writing the same name.
_FILLING = re.compile(r"(?<=[镇乡])人民政府$|[的和与及·\-—_.()（）《》\[\]【】]|人民(?=政府)|机关$|本级$|办事处$")
#: A region in front of an organ's words; a lone “县” stands for the county of whoever writes.
_REGION = re.compile(
    r"^(?:.{2,9}?(?:省|自治区|自治州|自治县|自治旗|市|地区|盟|州|县|区|旗)|[省市县区旗州盟](?!场|政|容|直|监|管))(?=.{2})"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """What a name means in a roster.

    ``agency`` is set for "name" (name or alias as printed) and "short" (only one agency fits when short forms are
    written out and regions left away); ``candidates`` for "ambiguous" (several fit) and "similar" (none fits, these
    are most alike).
    """

    how: How
    agency: Agency | None = None
    candidates: tuple[Agency, ...] = ()


@dataclass(frozen=True)
class Names:
    """The names of a roster, prepared for looking up."""

    roster: Roster

    @cached_property
    def folded(self) -> Sequence[tuple[str, Agency]]:
        """Every name and alias, folded, with its agency."""
        return [(fold(name), agency) for agency in self.roster.agencies for name in (agency.name, *agency.aliases)]

    @cached_property
    def expected(self) -> Sequence[tuple[re.Pattern[str], Agency]]:
        """What the folded name of a file has to match wholly, with the agency that the roster expects it from."""
        return [(re.compile(translate(fold(a.expected))), a) for a in self.roster.agencies if a.expected]

    @cached_property
    def exact(self) -> Mapping[str, Agency]:
        """Each agency by its names and aliases, folded."""
        return dict(self.folded)

    @cached_property
    def by_organ(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], Agency]]]:
        """The regions and the agency of every name and alias, by the organ's words without its regions."""
        found: dict[str, list[tuple[tuple[str, ...], Agency]]] = defaultdict(list)
        for agency in self.roster.agencies:
            for name in (agency.name, *agency.aliases):
                regions, organ = _parts(name)
                found[organ].append((regions or _parts(agency.region + "某局")[0], agency))
        return found

    @cached_property
    def whole(self) -> Mapping[str, Agency]:
        """Every name and alias with short forms written out, for finding names that are alike."""
        return {_written_out(name): a for a in self.roster.agencies for name in (a.name, *a.aliases)}

    def recognise(self, name: str | None) -> Naming:
        """Who is meant by ``name``; never a guess by likeness alone."""
        if not name or not fold(name):
            return Naming("unknown")
        if agency := self.exact.get(fold(name)):
            return Naming("name", agency)
        regions, organ = _parts(name)
        fitting = {a.name: a for others, a in self.by_organ.get(organ, ()) if _same_region(regions, others)}
        if len(fitting) == 1:
            return Naming("short", next(iter(fitting.values())))
        if fitting:
            return Naming("ambiguous", candidates=tuple(fitting.values())[:_MOST_CANDIDATES])
        alike = process.extract(
            _written_out(name), list(self.whole), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST_CANDIDATES
        )
        candidates = dict.fromkeys(self.whole[form] for form, _, _ in alike)
        return Naming("similar", candidates=tuple(candidates)) if candidates else Naming("unknown")


def _parts(name: str) -> tuple[tuple[str, ...], str]:
    """The regions in front of a name, the largest first, and the organ's own words, short forms written out."""
    rest, regions = fold(name), []
    while match := _REGION.match(rest):
        regions.append(match[0])
        rest = rest[match.end() :]
    return tuple(regions), _written_out(rest)


def _same_region(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two lists of regions can mean the same place: none is given, or each one given fits from the smallest up.

    “县” fits “青禾县”; “云州市” does not fit “云州市、青禾县”, since a city's organ is not a county's.
    """
    if not some or not others:
        return True
    pairs = zip(reversed(some), reversed(others), strict=False)
    return all(one.endswith(other) or other.endswith(one) for one, other in pairs)


def _written_out(name: str) -> str:
    flat = _FILLING.sub("", fold(name))
    for short, full in _short_names():
        if full not in flat:
            flat = re.sub(f"{short}(?=[局厅委办]|$)" if short[-1] not in "局委办" else f"{short}$", full, flat)
    return flat


@cache
def _short_names() -> tuple[tuple[str, str], ...]:
    """Short and full words, fillings left away, the longest short word first."""
    table = tomllib.loads(files("audit.corpus").joinpath("shortnames.toml").read_text("utf-8"))
    pairs = ((fold(short), _FILLING.sub("", fold(full))) for short, full in table.items())
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
