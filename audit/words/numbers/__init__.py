"""How numbers, years, days, pages and running numbers are written."""

from __future__ import annotations

from audit.words.numbers._dates import DAY_IN_FIGURES, DAY_OF_YEAR, PUBLISHED_DAY, SIGNED_DAY, SIGNED_DAY_IN_FIGURES
from audit.words.numbers._numerals import (
    CAPITALS,
    DIGIT,
    MYRIADS,
    NUMERAL,
    ONE_TO_NINE,
    ORDINAL,
    TENS,
    ZERO,
    chinese_number,
    digit_by_digit,
    in_numerals,
    whole_number,
)
from audit.words.numbers._pages import DASHED_PAGE, PAGE_NUMBER
from audit.words.numbers._running import LINE_NUMBER, POINT, RUNNING
from audit.words.numbers._years import CHINESE_YEAR, YEAR, only_year, year_in, year_of

__all__ = [
    "CAPITALS",
    "CHINESE_YEAR",
    "DASHED_PAGE",
    "DAY_IN_FIGURES",
    "DAY_OF_YEAR",
    "DIGIT",
    "LINE_NUMBER",
    "MYRIADS",
    "NUMERAL",
    "ONE_TO_NINE",
    "ORDINAL",
    "PAGE_NUMBER",
    "POINT",
    "PUBLISHED_DAY",
    "RUNNING",
    "SIGNED_DAY",
    "SIGNED_DAY_IN_FIGURES",
    "TENS",
    "YEAR",
    "ZERO",
    "chinese_number",
    "digit_by_digit",
    "in_numerals",
    "only_year",
    "whole_number",
    "year_in",
    "year_of",
]
