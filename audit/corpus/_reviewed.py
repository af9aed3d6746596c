"""The year under review: of the day of the review where there is anything of it, of the roster's due dates, else of most agencies' latest reports."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from audit.corpus.roster import Roster

#: A report due in one of the year's last months is of that year; the others are of the year before.
_YEAR_ENDS = 11


def year_under_review(
    years: Iterable[tuple[object, int]], roster: Roster | None = None, asof: dt.date | None = None
) -> int | None:
    """The year under review; ``years`` are each report's agency (or what stands for one not known) and year.

    The year before ``asof``, where any report or most of the roster's due dates are of it, or nothing tells of another:
    what was reported may be followed up on days of later years. Else the one that most of the roster's due dates are for,
    unless more than half of the agencies have reported on one later year: the roster is then one of a former review. Else
    the year that most agencies' latest reports are of, the later of two that are equal: one report of a later year stays alone.
    """
    latest: dict[object, int] = {}
    known = set[int | None]()
    for agency, year in years:
        known.add(year)
        latest[agency] = max(year, latest.get(agency, year))
    counts = Counter(latest.values())
    most = max(counts, key=lambda year: (counts[year], year), default=None)
    due = due_year(roster)
    outdated = due and most and most > due and 2 * counts[most] > counts.total() and counts.total() > 1
    told = due if due and not outdated else most
    if asof and (told is None or asof.year - 1 in {due, *known}):
        return asof.year - 1
    return told


def due_year(roster: Roster | None) -> int | None:
    """The year that most of the roster's due dates are for, the later of two that are equal."""
    days = [agency.due for agency in roster.agencies if agency.due] if roster and roster.given else []
    counts = Counter(day.year if day.month >= _YEAR_ENDS else day.year - 1 for day in days)
    return max(counts, key=lambda year: (counts[year], year), default=None)
