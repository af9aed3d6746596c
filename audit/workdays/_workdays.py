"""Working days of public offices, by which a time limit for corrections is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from audit import settings

_SATURDAY = 5
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """What is arranged for a year: days ``off`` besides weekends, ``working`` days at weekends, by which ``notice``."""

    notice: str
    off: frozenset[dt.date]
    working: frozenset[dt.date]


@cache
def due(date: dt.date, days: int) -> dt.date:
    """The day with which a limit of so many working ``days`` ends that begins with ``date``, which is not counted itself.

    In a year whose arrangement is not known, weekends alone are left out: see ``doubt``. ValueError for less than one day.
    """
    if days < 1:
        raise ValueError(f"a limit has one working day at least, not {days}")
    day = date
    for _ in range(days):
        day += _DAY
        while not is_working(day):
            day += _DAY
    return day


def is_working(day: dt.date) -> bool:
    """Whether offices work on ``day``, as far as the arrangement of its year is known."""
    known = arranged().get(day.year)
    if known and day in known.working:
        return True
    return day.weekday() < _SATURDAY and not (known and day in known.off)


def doubt(date: dt.date, end: dt.date) -> str:
    """What is to be said of a limit from ``date`` to ``end`` in years whose holidays are not known, in Chinese; else ""."""
    unknown = [str(year) for year in range(date.year, end.year + 1) if year not in arranged()]
    return f"{'、'.join(unknown)}年的节假日安排本工具没有收录，只扣除了周末，请核对日期。" if unknown else ""


@cache
def arranged() -> Mapping[int, YearOfDays]:
    """What is arranged, by year."""
    return {
        each["year"]: YearOfDays(
            each["notice"],
            frozenset(day for first, last in each["off"] for day in _days(first, last)),
            frozenset(each["working"]),
        )
        for each in settings.own("audit.workdays", "workdays.toml").data["year"]
    }


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + number * _DAY for number in range((last - first).days + 1)]
