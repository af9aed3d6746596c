"""Organs whose names leave out the place: told apart, or joined, by the folders that they lie in, where no roster does it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from audit.corpus.roster import Regions
from audit.model import Report
from audit.text import fold
from audit.words import CITY, in_front, is_named, may_be_elsewhere, parts, same

#: Stands for an organ behind a folder's region.
_SOME = "某局"


def folders(source: str) -> list[str]:
    """The folders, and archives, that a source lies in, the outermost first."""
    return re.split(r"[/\\!]", source)[:-1]


def by_folder(reports: Sequence[Report]) -> list[Report]:
    """``reports``, those without a place in their name under the region of their folder where that tells something.

    “教育局” in the folders 青禾县 and 白石县 are two organs, and that in 青禾县 is 青禾县教育局 if another report says so;
    where no other report has such a name it stays as printed. So does “鼓楼区教育局” with regard to the cities 南京市 and 徐州市.
    """
    regions = _regions(reports)
    cities = Regions(frozenset(name for name in regions.names if name.endswith(tuple(CITY))))
    named: dict[str, set[str]] = defaultdict(set)
    lying: dict[str, set[str]] = defaultdict(set)
    places = [_city(report, cities) if _district(report) else _place(report, regions) for report in reports]
    for report, place in zip(reports, places, strict=True):
        if report.agency:
            known, organ = parts(fold(report.agency))[0]
            if known and is_named(known[-1]):
                named[organ].add(known[-1])
                # The city in front of a district.
                named[known[-1] + organ].update(known[-2:-1])
            if place:
                lying[_without_place(report)].add(place)
    ambiguous = {organ for organ, its in lying.items() if len(its) > 1 or named[organ]}
    return [
        _placed(report, place) if place and _without_place(report) in ambiguous else report
        for report, place in zip(reports, places, strict=True)
    ]


def _placed(report: Report, place: str) -> Report:
    own = in_front(fold(report.agency or ""))[1]
    return replace(report, agency=f"{place}{_district(report)}{own}", called=report.agency)


def _without_place(report: Report) -> str:
    """The name of its organ behind what its folder may say: the own words, and the district in front of them."""
    return _district(report) + parts(fold(report.agency or ""))[0][1]


def _district(report: Report) -> str:
    """The district that the name of its organ begins with, of which other cities may have one of that name; "" where it does not."""
    known = parts(fold(report.agency))[0][0] if report.agency and may_be_elsewhere(report.agency) else ()
    return known[0] if known and is_named(known[0]) else ""


def _city(report: Report, cities: Regions) -> str:
    """The city in whose folder the report of a district's organ lies; "" for none."""
    return cities.of_folders(folders(report.source))


def _regions(reports: Sequence[Report]) -> Regions:
    """The regions that names of organs begin with, and those that folders are called after."""
    names = {region for report in reports if report.agency for region in in_front(fold(report.agency))[0]}
    for folder in {folder for report in reports for folder in folders(report.source)}:
        regions, rest = in_front(fold(folder) + _SOME)
        names |= set(regions) if rest == _SOME else set()
    return Regions(frozenset(filter(is_named, names)))


def _place(report: Report, regions: Regions) -> str:
    """The region of the folder, where the report's name says none and does not contradict it; else ""."""
    own = parts(fold(report.agency))[0][0] if report.agency else ("-",)
    place = regions.of_folders(folders(report.source)) if not (own and is_named(own[-1])) else ""
    return place if place and (not own or same(own[-1], place)) else ""
