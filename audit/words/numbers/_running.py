"""Running numbers in front of headings and paragraphs, and of lines of tables: “一、”, “（一）”, “1.”, “一是”."""

from __future__ import annotations

from collections.abc import Mapping

from audit.patterns import regex
from audit.words._data import one_of
from audit.words.counts import measures
from audit.words.numbers._numerals import ORDINAL
from audit.words.numbers._years import YEAR

_NUMERAL, _FIGURE = f"[{ORDINAL}]{{1,3}}", r"\d{1,2}"
#: What no decimal point stands in front of: a year, a number of things that are not cut up (“2.2家单位”).
_WHOLE = rf"{YEAR}年|\d{{1,3}}(?:{one_of(('家', *measures('papers', 'cases', 'persons', 'bodies')))})"

#: Each way of writing them by name, as a pattern without groups; the more of the line it takes, the earlier it is tried.
#: Blanks inside brackets are no part of the number; a point before a figure is a decimal point, but not before a year or a
#: number of things that are not cut up.
RUNNING: Mapping[str, str] = {
    "part": rf"第\s?{_NUMERAL}\s?(?:部分|章|节)",
    "paragraph": rf"[（(]\s*{_NUMERAL}\s*[)）]",
    "clause": rf"[（(]\s*{_FIGURE}\s*[)）]",
    "section": rf"{_NUMERAL}\s?[、.．](?=\D)",
    "paragraph_half": rf"{_NUMERAL}[)）]",
    "item": rf"{_FIGURE}(?:[.．](?:(?!\d)|(?={_WHOLE}))|、)",
    "clause_half": rf"{_FIGURE}[)）]",
    "point": rf"{_NUMERAL}(?:是|要)",
    "numeral": _NUMERAL,
    "figure": _FIGURE,
}
#: In front of a line of a table, where a bracket may be missing and no style is told from another: “（一）”, “1.”, “一、”.
LINE_NUMBER = rf"(?:[（(]?{_NUMERAL}[)）、．.]|[（(]?{_FIGURE}[)）、．.])"
#: “一是” inside of a text: behind a mark or a blank, and no question (“是否”). Its group is the numeral.
POINT = regex(rf"(?:^|(?<=[。；：，、,;:\s]))([{ORDINAL}]{{1,2}})是(?!否)")
