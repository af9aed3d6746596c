"""Chinese text and numbers: folding for comparison, and what a cell says.

Nothing here knows a form or a report. Numbers are read exactly or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, localcontext
from functools import lru_cache, wraps
from typing import Literal, TypeVar

from audit import script

Value = int | Decimal
Kind = Literal["number", "blank", "not_applicable", "text"]
_Result = TypeVar("_Result")

#: The usual context rounds sums, and even signs, to 28 digits; cells are read with more.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)

#: Longest text of which a result is remembered, in characters, and how many results of one function are.
_SHORT, _REMEMBERED = 90, 4096

#: Characters that print nothing: zero-width marks, soft hyphen, byte order mark, bidi marks.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u00ad\ufeff\u0007]")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟〝〞＂「」『』", '"') | dict.fromkeys("‘’‚‛＇", "'"))
_FOLDED = {**script.certain(), **_QUOTES}
_DASHES = "-—–―‐‑‒−－─━﹣ー"
_DASH_CLASS = f"[{re.escape(_DASHES)}]"

#: What printed cells use for “not applicable”; compared after folding.
_NOT_APPLICABLE = re.compile(
    rf"(?:[/\\、]+|{_DASH_CLASS}+|无|不适用|不涉及|暂无|没有|n/?a|无此项|\*+|\(无\))", re.IGNORECASE
)
_UNIT = "件|条|个|份|项|次|起|宗|人次|人|万元|元|期|篇"
_NUMBER = re.compile(
    rf"(?P<sign>[+]|{_DASH_CLASS})?(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,12}}|\d{{1,40}})(?P<fraction>\.\d{{1,20}})?(?P<unit>{_UNIT})?"
)
#: Digits with a space between, and the ways in which one number is written so: letter by letter, or by thousands.
_APART = re.compile(r"\d\s+\d")
_EVENLY = re.compile(
    r"\D*(?:\d(?:(?:\s*+[.,])?\s+\d)*(?:\s*+\.\s*+\d+)?|\d{1,3}(?:(?:\s*+,)?\s+\d{3})+(?:\s*+\.\s*+\d+)?)\D*"
)
_ANY_DIGIT = re.compile(r"[\d〇○零一二三四五六七八九十百千]")
_CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
#: Longest number written digit by digit; a report prints years and days so.
_MOST_DIGITS = 12
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = re.compile(rf"(?P<digits>[〇○零一二两三四五六七八九十百千]+)(?P<unit>{_UNIT})?")

#: “2019号” and “第2023期” are numbers of papers.
_YEAR = re.compile(r"(?<![\d第])(20\d{2})(?!\d|\s*[号期件])")
#: A date in a name (20250120, 2025-01-20, 2025年1月) says when, not for which year.
_DATE = re.compile(r"20\d{2}[01]\d[0-3]\d|20\d{2}[-._年]\d{1,2}(?:[-._月]\d{1,2}日?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says.

    ``value`` is set only for ``kind == "number"``; ``note`` (Chinese) tells of a unit inside
    the cell or of characters that had to be removed; ``sure`` is False where the digits stood
    apart and were joined, so that a caller can lower its confidence.
    """

    kind: Kind
    value: Value | None = None
    note: str | None = None
    sure: bool = True


def remembered(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
    """``function``, of a text alone, with its last results for short texts kept.

    Labels and small figures recur from cell to cell and from report to report; long texts do not, and would hold memory.
    """
    recall = lru_cache(_REMEMBERED)(function)

    @wraps(function)
    def call(text: str) -> _Result:
        return recall(text) if len(text) <= _SHORT else function(text)

    return call


def visible(text: str) -> str:
    """``text`` without characters that print nothing."""
    return _INVISIBLE.sub("", text)


def clean(text: str) -> str:
    """``text`` without characters that print nothing, nbsp and the like turned into spaces."""
    return visible(text).replace("\u00a0", " ").replace("\u3000", " ")


def unspaced(text: str) -> str:
    """``text`` cleaned, without any blank: titles and headings are often set apart letter by letter."""
    return "".join(clean(text).split())


#: Half-width marks, where they do not stand inside Latin words, numbers and addresses, and their full-width forms.
_HALF_MARK = re.compile(r"(?<![!-~])[,;:?!()]|[,;:?!()](?![!-~])")
_FULL_MARKS = str.maketrans(",;:?!()", "，；：？！（）")


def widened(text: str) -> str:
    """``text`` with the half-width marks of Chinese sentences made full-width; no character moves.

    Converters and typists leave “,” for “，”; patterns written for Chinese punctuation then read both.
    """
    return _HALF_MARK.sub(lambda match: match[0].translate(_FULL_MARKS), text)


_CITED = re.compile("《[^》]*》")


def without_cited(text: str, kinds: re.Pattern[str]) -> str:
    """``text`` without the titles in book-title marks that say one of ``kinds`` (通知, 条例 …)."""
    last = text.rfind("》") + 1  # a mark that is never closed opens no title
    return _CITED.sub(lambda match: "" if kinds.search(match[0]) else match[0], text[:last]) + text[last:]


@remembered
def fold(text: str) -> str:
    """``text`` for comparing labels: NFKC, no white space, one form of quotes, lower case, simplified characters."""
    folded = unicodedata.normalize("NFKC", visible(text))
    return "".join(folded.split()).translate(_FOLDED).lower()


def chinese_number(text: str) -> int | None:
    """The whole number below 10,000 that Chinese numerals write, or None (“一百零五” → 105, “二〇二四” → 2024)."""
    if not text or any(c not in _CHINESE_DIGITS and c not in _CHINESE_UNITS for c in text):
        return None
    if all(c in _CHINESE_DIGITS for c in text):
        if len(text) > _MOST_DIGITS:
            return None
        return int("".join(str(_CHINESE_DIGITS[c]) for c in text))
    total, digit, last_unit = 0, 0, 10_000
    for char in text:
        if char in _CHINESE_UNITS:
            unit = _CHINESE_UNITS[char]
            if unit >= last_unit or (digit == 0 and not (unit == 10 and total == 0)):
                return None
            total += (digit or 1) * unit
            digit, last_unit = 0, unit
        else:
            if digit:
                return None
            digit = _CHINESE_DIGITS[char]
    # “一百五” means 150 to some and is no number in writing: only 十 may stand right before the last digit.
    if digit and last_unit not in (10, 10_000) and "零" not in text and "〇" not in text:
        return None
    return total + digit


@remembered
def read_cell(raw: str) -> Reading:
    """Read one printed cell: a number, a blank, “not applicable”, or text.

    Full-width digits, thousands separators in groups of three, nbsp, signs, Chinese numerals
    and a unit behind the number are read; digits that stand apart are joined only where they are spaced
    evenly (“1 2 3”, “12 345”), and never from two lines of a cell, since they may be two numbers.
    """
    lines = [line.strip() for line in clean(raw).splitlines() if line.strip()]
    if not lines:
        return Reading("blank")
    if any(_is_mark(char) for line in lines for char in line):
        return Reading("text", note="单元格内有带圈数字或上下标数字，可能是脚注，无法确定数值")
    folded = fold("".join(lines))
    if sum(bool(_ANY_DIGIT.search(unicodedata.normalize("NFKC", line))) for line in lines) > 1:
        return Reading("text", note="单元格内有多行数字，无法确定是一个数还是几个数")
    if _NOT_APPLICABLE.fullmatch(folded):
        return Reading("not_applicable")
    if match := _NUMBER.fullmatch(folded):
        if _APART.search(spaced := unicodedata.normalize("NFKC", lines[0])) and not _EVENLY.fullmatch(spaced):
            return Reading("text", note="单元格内的数字分成几段，无法确定是一个数还是几个数")
        return _number(match, lines[0])
    if folded != "一" and (match := _CHINESE.fullmatch(folded)):  # a lone 一 may be a dash
        value = chinese_number(match["digits"])
        if value is not None:
            return Reading("number", value, _unit_note(match["unit"]) or "单元格内为汉字数字")
    return Reading("text")


def _is_mark(char: str) -> bool:
    """Whether ``char`` is a circled, raised or otherwise dressed-up digit that folding would turn into a plain one."""
    folded = unicodedata.normalize("NFKC", char)
    return (
        folded != char and any(c.isdigit() for c in folded) and not unicodedata.decomposition(char).startswith("<wide>")
    )


def _number(match: re.Match[str], line: str) -> Reading:
    digits = match["digits"].replace(",", "")
    negative = match["sign"] is not None and match["sign"] != "+"
    value: Value
    if match["fraction"]:
        value = Decimal(("-" if negative else "") + digits + match["fraction"])
    else:
        value = -int(digits) if negative else int(digits)
    joined = bool(re.search(r"\d\s+[\d.,]|[.,]\s+\d", unicodedata.normalize("NFKC", line)))
    note = "单元格内数字之间有空格，已合并读取" if joined else _unit_note(match["unit"])
    return Reading("number", value, note, sure=not joined)


def _unit_note(unit: str | None) -> str | None:
    return f"单元格内带有单位“{unit}”" if unit else None


def year_in(text: str) -> int | None:
    """The first year in ``text``, Arabic or Chinese."""
    match = re.search(r"(20\d{2})(?!\d)|(二[〇零○][〇零○一二三四五六七八九]{2})", clean(text))
    if not match:
        return None
    return int(match[1]) if match[1] else chinese_number(match[2])


def only_year(name: str) -> int | None:
    """The year in the name of a file or folder, None where it names none or several; dates aside."""
    years = {int(found) for found in _YEAR.findall(_DATE.sub(" ", name))}
    return years.pop() if len(years) == 1 else None


def show(value: Value | None) -> str:
    """``value`` as people read it; a decimal keeps its printed digits."""
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def added(values: Iterable[Value]) -> Value:
    """The exact sum, whatever the number of digits; what a generator computes of its terms is exact too."""
    with localcontext(_EXACT):
        return sum(values)


def minus(left: Value, right: Value) -> Value:
    """``left`` less ``right``, exact."""
    with localcontext(_EXACT):
        return left - right


def apart(left: Value, right: Value) -> Value:
    """How far two numbers lie apart, exact."""
    return minus(left, right) if left >= right else minus(right, left)
