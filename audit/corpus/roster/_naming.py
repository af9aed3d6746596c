"""Which agency of the roster a printed name means: exactly, by a documented short form, or not for certain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property
from typing import Literal

from audit.corpus.roster._likeness import is_one_off, likeness, most_alike
from audit.corpus.roster._places import Regions
from audit.corpus.roster._roster import Agency, Roster
from audit.patterns import regex
from audit.text import fold
from audit.words import DEPARTMENT, ending, in_front, parts, relation, same, together, ways

How = Literal["name", "short", "ambiguous", "similar", "unknown"]

#: A name this alike (0 to 100) is shown as the one probably meant; it is never taken for it.
_ALIKE = 80
_MAX_ALIKE_SHOWN = 5
#: An organ whose words are less alike than this is another one, not the same one with a slip of the pen or renamed.
_RELATED = 50
_ORGAN = regex(rf"(?:{ending('bureau', 'office', 'government', 'township', 'force', 'unit')}|办)$")
#: An organ of one kind become one of another: 卫生健康委员会, 卫生健康局.
_KIND = regex(rf"(?:{ending('department', 'office', 'centre')}|委|办)$")
#: “农业农村局（乡村振兴局）”: one organ under two names; a branch in brackets is another organ.
_TWO_NAMES = regex(rf"(?P<first>.{{3,}}?)[（(](?P<second>[^（()）]+(?:(?<!分)[{DEPARTMENT}]|[办室会]))[)）]")


def two_names(name: str) -> tuple[str, ...]:
    """The two names of an organ that is written under both, () for any other."""
    match = _TWO_NAMES.fullmatch(name)
    return match.groups() if match else ()


def is_slip(printed: str, agency: Agency) -> bool:
    """Whether one character is all that parts ``printed`` from a name of ``agency``: either may be mistyped."""
    flat = fold(printed)
    return any(is_one_off(flat, fold(name)) for name in (agency.name, *agency.aliases))


@dataclass(frozen=True, slots=True)
class Naming:
    """What a name means in a roster.

    ``agency`` is set for "name" (name or alias as printed) and "short" (only one agency fits when short forms are
    written out and regions left away); ``candidates`` for "ambiguous" (several fit) and "similar" (none fits, these
    are most alike). ``near`` are those of them that may well be meant, for one of the names may be mistyped or outdated:
    one character off, or an organ of another kind in the same place and field (局 for 委员会).
    """

    how: How
    agency: Agency | None = None
    candidates: tuple[Agency, ...] = ()
    near: tuple[Agency, ...] = ()


@dataclass(frozen=True)
class RosterNames:
    """The names of a roster, prepared for looking up."""

    roster: Roster

    @cached_property
    def folded(self) -> Sequence[tuple[str, Agency]]:
        """Every name and alias, folded, with its agency."""
        return [(fold(name), agency) for agency in self.roster.agencies for name in (agency.name, *agency.aliases)]

    @cached_property
    def expected(self) -> Sequence[tuple[re.Pattern[str], Agency]]:
        """What the folded name of a file has to match wholly, with the agency that the roster expects it from.

        Folders may be parted by either slash, whichever system the roster or the reports come from.
        """
        patterns = ((translate(fold(a.expected).replace("\\", "/")), a) for a in self.roster.agencies if a.expected)
        return [(re.compile(pattern), agency) for pattern, agency in patterns]

    @cached_property
    def exact(self) -> Mapping[str, Sequence[Agency]]:
        """The agencies of each name and alias, folded; an alias may be several agencies'."""
        found: dict[str, list[Agency]] = defaultdict(list)
        for name, agency in self.folded:
            if agency not in found[name]:
                found[name].append(agency)
        return found

    @cached_property
    def regions(self) -> Regions:
        """The regions in front of the roster's names and in its column of regions."""
        names = {region for name, _ in self.folded for region in in_front(name)[0]}
        names |= {region for agency in self.roster.agencies for region in in_front(fold(agency.region) + "某局")[0]}
        return Regions(frozenset(names))

    @cached_property
    def by_organ(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], Agency]]]:
        """The regions and the agency of every name and alias, by the organ's words without its regions."""
        found: dict[str, list[tuple[tuple[str, ...], Agency]]] = defaultdict(list)
        for name, agency in self.folded:
            for regions, organ in self._parts(name):
                found[organ].append((regions or self._seat(agency), agency))
        return found

    @cached_property
    def by_field(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], Agency]]]:
        """The regions and the agency of every name and alias, by the organ's words without its regions and its kind."""
        found: dict[str, list[tuple[tuple[str, ...], Agency]]] = defaultdict(list)
        for organ, known in self.by_organ.items():
            if (field := _KIND.sub("", organ)) not in ("", organ, "政府"):
                found[field] += known
        return found

    @cached_property
    def whole(self) -> Mapping[str, Agency]:
        """Every name and alias with short forms written out, for finding names that are alike."""
        return {way: agency for name, agency in self.folded for way in sorted(ways(name))}

    def recognise(self, name: str | None, place: str = "") -> Naming:
        """Who is meant by ``name``; never a guess by likeness alone.

        ``place`` is the region of the folder that the report lies in: it decides where the name leaves its region open.
        """
        flat = fold(name or "")
        if not flat:
            return Naming("unknown")
        found = self.exact.get(flat, ())
        if len(found) == 1 and flat == fold(found[0].name):
            return Naming("name", found[0])
        parts = self._parts(flat)
        fitting = {agency.name: agency for agency in found} or {
            agency.name: agency
            for regions, organ in parts
            for others, agency in self.by_organ.get(organ, ())
            if together(regions, others)
        }
        chosen = self._in_place(list(fitting.values()), parts[0][0], place)
        if len(chosen) == 1:
            return Naming("name" if found else "short", chosen[0])
        if fitting:
            return Naming("ambiguous" if len(fitting) > 1 else "similar", candidates=tuple(fitting.values()))
        if two := two_names(flat):
            agencies = [known for part in two if (known := self.recognise(part, place).agency)]
            if agencies:
                one = all(agency is agencies[0] for agency in agencies)
                return Naming("short", agencies[0]) if one else Naming("ambiguous", candidates=tuple(agencies))
        if branch := self._branch(flat):
            return Naming("short", branch)
        alike = most_alike(min(ways(flat)), self.whole, _ALIKE, _MAX_ALIKE_SHOWN)
        kinds = self._of_another_kind(parts)
        candidates = dict.fromkeys([*kinds, *(self.whole[form] for form in alike)])
        near = tuple(agency for agency in candidates if agency in kinds or is_slip(flat, agency))
        return Naming("similar", candidates=tuple(candidates), near=near) if candidates else Naming("unknown")

    def _branch(self, name: str) -> Agency | None:
        """The one agency that is a branch like ``name``, written the other way round: 云州市青禾生态环境局."""
        if "分局" not in name:
            return None
        found = {agency.name: agency for known, agency in self.folded if relation(known, name) == "same"}
        return next(iter(found.values())) if len(found) == 1 else None

    def _of_another_kind(self, parts: Sequence[tuple[tuple[str, ...], str]]) -> list[Agency]:
        """Those of the same place and field that are an organ of another kind: 局 for 委员会."""
        return [
            agency
            for written, organ in parts
            for regions, agency in self.by_field.get(_KIND.sub("", organ), ())
            if written and together(written, regions)
        ]

    def contradicts(self, name: str | None, agency: Agency) -> bool:
        """Whether ``name`` is so unlike ``agency``'s names that another organ is meant: by its region, or by its words."""
        flat = fold(name or "")
        if not _ORGAN.search(flat):
            return False
        own = [part for known in (agency.name, *agency.aliases) for part in self._parts(fold(known))]
        return not any(
            together(regions, others or self._seat(agency)) and likeness(words, organ) >= _RELATED
            for regions, words in self._parts(flat)
            for others, organ in own
        )

    def _in_place(self, fitting: Sequence[Agency], written: Sequence[str], place: str) -> Sequence[Agency]:
        """Those of ``fitting`` that lie in ``place``, where the ``written`` regions of the name do not contradict it."""
        if not place or not (not written or same(written[-1], place)):
            return fitting
        here = [a for a in fitting if (seat := self._seat(a)) and same(seat[-1], place)]
        if here or len(fitting) > 1:
            return here or fitting
        # The only one that fits lies elsewhere: the name alone is not enough.
        return [a for a in fitting if not (seat := self._seat(a)) or any(same(region, place) for region in seat)]

    def _seat(self, agency: Agency) -> tuple[str, ...]:
        """The regions of an agency, by its name and by its column, the smallest last."""
        own = in_front(fold(agency.name), self.regions.stems)[0]
        column = in_front(fold(agency.region) + "某局", self.regions.stems)[0]
        if own and column and same(own[-1], column[-1]):
            return max(own, column, key=len)
        return own or column

    def _parts(self, name: str) -> list[tuple[tuple[str, ...], str]]:
        """The regions in front of a folded name, and each way of the organ's own words."""
        return parts(name, self.regions.stems)
