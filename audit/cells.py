"""What one printed cell says: a number, a blank, “not applicable”, or text. Numbers are read exactly or not at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from audit.patterns import regex
from audit.text import Value, clean, fold, remembered
from audit.words import CELL_MEASURE, DIGIT, NUMERAL, TENS, chinese_number

Kind = Literal["number", "blank", "not_applicable", "text"]

_DASHES = "-—–―‐‑‒−－─━﹣ー"
_DASH_CLASS = f"[{re.escape(_DASHES)}]"

#: What printed cells use for “not applicable”; compared after folding.
_NOT_APPLICABLE = regex(
    rf"""(?:
      [/\\、]+ | {_DASH_CLASS}+ | \*+                               # marks
    | 无 | 不适用 | 不涉及 | 暂无 | 没有 | n/?a | 无此项 | \(无\)    # words
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = regex(
    rf"""
    (?P<sign> [+] | {_DASH_CLASS} )?
    (?P<digits> \d{{1,3}} (?:,\d{{3}}){{1,12}} | \d{{1,40}} )  # by thousands, or at a stretch
    (?P<fraction> \. \d{{1,20}} )?
    (?P<unit> {CELL_MEASURE} )?
    """,
    re.VERBOSE,
)
#: Digits with a space between, and the ways in which one number is written so: letter by letter, or by thousands.
_APART = regex(r"\d\s+\d")
_EVENLY = regex(
    r"""
    \D*
    (?: \d (?: (?: \s*+ [.,] )? \s+ \d )* (?: \s*+ \. \s*+ \d+ )?          # 1 2 3 4
      | \d{1,3} (?: (?: \s*+ , )? \s+ \d{3} )+ (?: \s*+ \. \s*+ \d+ )?    # 1 234
    )
    \D*
    """,
    re.VERBOSE,
)
_ANY_DIGIT = regex(rf"[\d{DIGIT}{TENS}]")
_CHINESE = regex(rf"(?P<digits>[{NUMERAL}]+)(?P<unit>{CELL_MEASURE})?")


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one cell says.

    ``value`` is set only for ``kind == "number"``; ``note`` (Chinese) tells of a unit inside
    the cell or of characters that had to be removed; ``sure`` is False where the digits stood
    apart and were joined, so that a caller can lower its confidence.
    """

    kind: Kind
    value: Value | None = None
    note: str | None = None
    sure: bool = True


@remembered
def read_cell(raw: str) -> CellReading:
    """Read one printed cell: a number, a blank, “not applicable”, or text.

    Full-width digits, thousands separators in groups of three, nbsp, signs, Chinese numerals
    and a unit behind the number are read; digits that stand apart are joined only where they are spaced
    evenly (“1 2 3”, “12 345”), and never from two lines of a cell, since they may be two numbers.
    """
    lines = [line.strip() for line in clean(raw).splitlines() if line.strip()]
    if not lines:
        return CellReading("blank")
    if any(_is_mark(char) for line in lines for char in line):
        return CellReading("text", note="单元格内有带圈数字或上下标数字，可能是脚注，无法确定数值")
    folded = fold("".join(lines))
    if sum(bool(_ANY_DIGIT.search(unicodedata.normalize("NFKC", line))) for line in lines) > 1:
        return CellReading("text", note="单元格内有多行数字，无法确定是一个数还是几个数")
    if _NOT_APPLICABLE.fullmatch(folded):
        return CellReading("not_applicable")
    if match := _NUMBER.fullmatch(folded):
        if not _ANY_DIGIT.search(unicodedata.normalize("NFKC", lines[0])):
            return CellReading("text", note="单元格内的符号和数字不在同一行，无法确定是否为一个数")
        if _APART.search(spaced := unicodedata.normalize("NFKC", lines[0])) and not _EVENLY.fullmatch(spaced):
            return CellReading("text", note="单元格内的数字分成几段，无法确定是一个数还是几个数")
        return _number(match, lines[0])
    if folded != "一" and (match := _CHINESE.fullmatch(folded)):  # a lone 一 may be a dash
        value = chinese_number(match["digits"])
        if value is not None:
            return CellReading("number", value, _unit_note(match["unit"]) or "单元格内为汉字数字")
    return CellReading("text")


def _is_mark(char: str) -> bool:
    """Whether ``char`` is a circled, raised or otherwise dressed-up digit that folding would turn into a plain one."""
    folded = unicodedata.normalize("NFKC", char)
    return (
        folded != char and any(c.isdigit() for c in folded) and not unicodedata.decomposition(char).startswith("<wide>")
    )


def _number(match: re.Match[str], line: str) -> CellReading:
    digits = match["digits"].replace(",", "")
    negative = match["sign"] is not None and match["sign"] != "+"
    value: Value
    if match["fraction"]:
        value = Decimal(("-" if negative else "") + digits + match["fraction"])
    else:
        value = -int(digits) if negative else int(digits)
    joined = bool(re.search(r"\d\s+[\d.,]|[.,]\s+\d", unicodedata.normalize("NFKC", line)))
    note = "单元格内数字之间有空格，已合并读取" if joined else _unit_note(match["unit"])
    return CellReading("number", value, note, sure=not joined)


def _unit_note(unit: str | None) -> str | None:
    return f"单元格内带有单位“{unit}”" if unit else None
