"""Organs of one short name in the folders of several regions: told apart where no roster does it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from audit.corpus._places import Regions
from audit.model import Report
from audit.text import fold
from audit.words import in_front, is_named, same

#: Stands for an organ behind a folder's region.
_SOME = "某局"


def folders(source: str) -> list[str]:
    """The folders, and archives, that a source lies in, the outermost first."""
    return re.split(r"[/\\!]", source)[:-1]


def by_folder(reports: Sequence[Report]) -> list[Report]:
    """``reports``, those of one name without a place under the region of their folder where the name comes in several.

    “教育局” in the folders 青禾县 and 白石县 are two organs; in one folder it stays as printed.
    """
    regions = _regions(reports)
    places: dict[str, set[str]] = defaultdict(set)
    found = [_place(report, regions) for report in reports]
    for report, place in zip(reports, found, strict=True):
        if place:
            places[fold(report.agency or "")].add(place)
    return [
        replace(report, agency=place + in_front(fold(report.agency or ""))[1], called=report.agency)
        if place and len(places[fold(report.agency or "")]) > 1
        else report
        for report, place in zip(reports, found, strict=True)
    ]


def _regions(reports: Sequence[Report]) -> Regions:
    """The regions that names of organs begin with, and those that folders are called after."""
    names = {region for report in reports if report.agency for region in in_front(fold(report.agency))[0]}
    for folder in {folder for report in reports for folder in folders(report.source)}:
        regions, rest = in_front(fold(folder) + _SOME)
        names |= set(regions) if rest == _SOME else set()
    return Regions(frozenset(filter(is_named, names)))


def _place(report: Report, regions: Regions) -> str:
    """The region of the folder, where the report's name says none and does not contradict it; else ""."""
    own = in_front(fold(report.agency or ""))[0] if report.agency else ("-",)
    place = regions.of_folders(folders(report.source)) if not (own and is_named(own[-1])) else ""
    return place if place and (not own or same(own[-1], place)) else ""
