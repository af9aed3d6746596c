"""Finds the dates that a report bears: of its publication, as the page or the text gives it, and of its signature."""

from __future__ import annotations

import datetime as dt
from itertools import islice

from audit.findings import Evidence
from audit.model import Passage, Report
from audit.rules.kit._passages import narrative
from audit.text import clean
from audit.words import PUBLISHED_DAY, SIGNED_DAY, whole_number

_PARTS = ("year", "month", "day")
#: Lines looked at from the report's end.
_LAST_LINES = 6
_LONGEST_LINE = 60


def published_day(report: Report) -> tuple[dt.date | None, list[Evidence]]:
    """The day of publication, and where it is printed: the one that the document states, else one printed above the text.

    (None, []) where there is none.
    """
    for passage in report.passages:
        for match in PUBLISHED_DAY.finditer(passage.text):
            day = _real(*(int(match[name]) for name in _PARTS))
            if day and (day == report.published or (report.published is None and passage.section == 0)):
                return day, [Evidence(passage.place.span(*match.span()), match[0], "发布日期")]
    return report.published, []


def signed_day(report: Report) -> tuple[dt.date, Evidence] | None:
    """The day that stands on a line of its own, at the report's end or else above the text, and where; None without one."""
    lines = [passage for passage in narrative(report) if passage.text.strip()]
    last = islice(reversed(lines), _LAST_LINES)
    for passage in (*last, *(line for line in lines if line.section == 0)):
        found = _line(passage)
        if found is not None:
            return found
    return None


def _line(passage: Passage) -> tuple[dt.date, Evidence] | None:
    match = SIGNED_DAY.fullmatch(clean(passage.text)) if len(passage.text) <= _LONGEST_LINE else None
    numbers = [whole_number(match[name]) for name in _PARTS] if match else [None]
    day = _real(*(number for number in numbers if number is not None)) if None not in numbers else None
    if match is None or day is None:
        return None
    return day, Evidence(passage.place.span(*match.span("date")), match["date"], "落款日期")


def _real(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
