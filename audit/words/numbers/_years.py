"""Years as reports write them, and the year that a text or a name says."""

from __future__ import annotations

import re

from audit.patterns import regex
from audit.text import clean
from audit.words.numbers._numerals import DIGIT, ZERO, chinese_number

#: A year in figures, and one in Chinese numerals.
YEAR = r"20\d\d"
CHINESE_YEAR = f"二[{ZERO}][{DIGIT}]{{2}}"

_FIRST = regex(
    rf"""
      (?P<figures>  {YEAR}) (?!\d)
    | (?P<numerals> {CHINESE_YEAR})
    """,
    re.VERBOSE,
)
#: “2019号” and “第2023期” are numbers of papers.
_OF_NAME = regex(rf"(?<![\d第])({YEAR})(?!\d|\s*[号期件])")
#: A date in a name says when, not for which year.
_DATE_OF_NAME = regex(
    rf"""
      {YEAR} [01]\d [0-3]\d                                          # 20250120
    | {YEAR} [-._年] \d{{1,2}} (?: [-._月] \d{{1,2}} 日? )? (?!\d)   # 2025-01-20, 2025年1月
    """,
    re.VERBOSE,
)


def year_of(printed: str) -> int | None:
    """The year that ``printed``, a year and nothing else, writes in figures or in Chinese numerals."""
    return int(printed) if printed.isdecimal() else chinese_number(printed)


def year_in(text: str) -> int | None:
    """The first year in ``text``, in figures or Chinese numerals."""
    match = _FIRST.search(clean(text))
    return year_of(match[0]) if match else None


def only_year(name: str) -> int | None:
    """The year in the name of a file or folder, None where it names none or several; dates aside."""
    years = {int(found) for found in _OF_NAME.findall(_DATE_OF_NAME.sub(" ", name))}
    return years.pop() if len(years) == 1 else None
