"""The days that a report bears: how those of its publication and of its signature are printed."""

from __future__ import annotations

import re

from audit.patterns import regex
from audit.words.numbers._numerals import DIGIT, TENS
from audit.words.organs import ending

_NUMERAL = f"[0-9０-９{DIGIT}{TENS[0]}]"
#: A day without its year: 1月20日.
DAY_OF_YEAR = r"\d{1,2}月\d{1,2}日"
#: A day in figures, whatever stands between them: 2025-01-20, 2025年1月20日.
DAY_IN_FIGURES = r"(?P<year>\d{4})\s*+[-年/.]\s*+(?P<month>\d{1,2})\s*+[-月/.]\s*+(?P<day>\d{1,2})"
#: A day in words, whatever its numbers are written with: 2025年1月20日, 二〇二五年一月二十日.
_DAY_IN_WORDS = rf"""
    (?P<year> {_NUMERAL}{{4}} ) \s*+ 年
    \s*+ (?P<month> {_NUMERAL}{{1,2}} ) \s*+ 月
    \s*+ (?P<day> {_NUMERAL}{{1,3}} ) \s*+ 日
"""

#: “发布日期：2025-01-20”, as pages and papers print it above the text.
PUBLISHED_DAY = regex(rf"(?:发布|公布|公开|发文|生成)(?:日期|时间)\s*+[:：]?\s*+{DAY_IN_FIGURES}")

_ORGANS = ending("government", "bureau", "office", "township", "force", "unit", "room")


def _signed(day: str) -> re.Pattern[str]:
    """A line that holds a day and perhaps the organ that signs, whose name holds no digit and no mark."""
    return re.compile(
        rf"""
        \s*+ [（(]? \s*+
        (?: [\u4e00-\u9fff]{{1,38}} (?:{_ORGANS}|会) \s*+ )?   # 清河县水务局, 清河县红十字会
        (?P<date>{day})
        \s*+ [）)]? \s*+
        """,
        re.VERBOSE,
    )


#: The signature's day in words (2025年1月20日, in any numerals), and in figures with any marks between.
SIGNED_DAY = _signed(_DAY_IN_WORDS)
SIGNED_DAY_IN_FIGURES = _signed(rf"{DAY_IN_FIGURES}\s*+日?")
