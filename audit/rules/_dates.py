"""The dates that a report bears: of its publication, as the page or the text gives it, and of its signature."""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice

from audit.findings import Evidence
from audit.model import Passage, Report
from audit.rules._passages import narrative
from audit.text import clean
from audit.words import chinese_number

_SAID = re.compile(
    r"(?:发布|公布|公开|发文|生成)(?:日期|时间)\s*+[:：]?\s*+(\d{4})\s*+[-年/.]\s*+(\d{1,2})\s*+[-月/.]\s*+(\d{1,2})"
)
_NUMERAL = "[0-9０-９〇○零一二三四五六七八九十]"
#: A line that holds a date and perhaps the organ that signs; the organ's name holds no digit and no mark.
_SIGNED = re.compile(
    r"\s*+[（(]?\s*+(?:[\u4e00-\u9fff]{2,38}(?:局|厅|委|会|办公室|府|处|镇|乡|街道|中心|院|队|所|部|分局|署|站)\s*+)?"
    rf"(?P<date>(?P<y>{_NUMERAL}{{4}})\s*+年\s*+(?P<m>{_NUMERAL}{{1,2}})\s*+月\s*+(?P<d>{_NUMERAL}{{1,3}})\s*+日)\s*+[）)]?\s*+"
)
#: Lines looked at from the report's end.
_LAST_LINES = 6
_LONGEST_LINE = 60


def published_day(report: Report) -> tuple[dt.date | None, list[Evidence]]:
    """The date of publication with the place where it is printed: the document's own, else one printed above the text."""
    for passage in report.passages:
        for match in _SAID.finditer(passage.text):
            day = _real(*map(int, match.groups()))
            if day and (day == report.published or (report.published is None and passage.section == 0)):
                return day, [Evidence(passage.place.span(*match.span()), match[0], "发布日期")]
    return report.published, []


def signed_day(report: Report) -> tuple[dt.date, Evidence] | None:
    """The date on a line of its own: at the report's end, else above the text."""
    lines = [passage for passage in narrative(report) if passage.text.strip()]
    last = islice(reversed(lines), _LAST_LINES)
    for passage in (*last, *(line for line in lines if line.section == 0)):
        found = _line(passage)
        if found is not None:
            return found
    return None


def _line(passage: Passage) -> tuple[dt.date, Evidence] | None:
    match = _SIGNED.fullmatch(clean(passage.text)) if len(passage.text) <= _LONGEST_LINE else None
    numbers = [_number(match[name]) for name in "ymd"] if match else [None]
    day = _real(*(number for number in numbers if number is not None)) if None not in numbers else None
    if match is None or day is None:
        return None
    return day, Evidence(passage.place.span(*match.span("date")), match["date"], "落款日期")


def _number(text: str) -> int | None:
    digits = text.translate(str.maketrans("０１２３４５６７８９○", "0123456789〇"))
    return int(digits) if digits.isdecimal() else chinese_number(digits)


def _real(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
