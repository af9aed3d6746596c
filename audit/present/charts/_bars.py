"""What charts of bars are made of: bars of cells and sums, rows that place them; zero, blank and unread are different things."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from audit.forms import FormTable
from audit.metrics import Metric
from audit.model import Report
from audit.present import facts
from audit.present.charts import _style as style
from audit.present.html import brief
from audit.text import Value, added, hundredths, show

#: Largest value that a bar is drawn for; beyond it the bar is cut and the number still printed.
AXIS_END = 10**9
#: Digits of a number that a chart prints before it names only how many there are.
_DIGITS = 12
_UNREAD = (facts.UNREAD, facts.KIND_NAMES["text"])
#: The word for a cell that the form of the year does not have.
_NO_LINE = "无此项"
#: Words for cells of which it is known that they hold nothing.
_EMPTY = (facts.KIND_NAMES["blank"], facts.KIND_NAMES["not_applicable"], facts.NOT_PRINTED, _NO_LINE)


@dataclass(frozen=True, slots=True)
class Bar:
    """One value to draw: its printed label, the number (``note`` behind it) or, where there is none, a word for it."""

    label: str
    value: Value | None
    word: str | None = None
    note: str = ""

    @property
    def length(self) -> Value:
        """What is drawn: never below zero, never beyond the axis."""
        return min(max(self.value or 0, 0), AXIS_END)

    @property
    def printed(self) -> str:
        """The number in full, or the word; what was not read has a mark."""
        if self.value is not None:
            return printed(self.value) + self.note
        word = self.word or facts.UNREAD
        return word if word in _EMPTY else f"※ {word}"

    @property
    def colour(self) -> str:
        """The colour of what is printed: numbers in ink, what was left blank quiet, what was not read set apart."""
        if self.value is not None:
            return style.INK
        return style.UNREAD if self.printed.startswith("※") else style.QUIET


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row of a chart: its label, the parts of its bar (length, colour) from the left, what is printed behind them.

    ``inside`` are the words printed in the parts that have room for them.
    """

    label: str
    parts: Sequence[tuple[float, str]]
    end: str
    colour: str = style.INK
    inside: Sequence[str] = ()

    @property
    def length(self) -> float:
        """Of all parts together."""
        return math.fsum(length for length, _ in self.parts)


def printed(value: Value) -> str:
    """The number in full; only beyond 12 digits its beginning, with the length named."""
    return brief(show(value), _DIGITS)


def bar(report: Report, label: str, key: str, *, is_printed: bool = True) -> Bar:
    """The bar of one cell; ``is_printed`` is False where the report surely does not print it."""
    form = facts.form_of(report)
    asked = key in report.cells or (form is not None and key in form.cells)
    word = facts.words(report.cells.get(key), is_printed=is_printed)
    return Bar(label, report.value(key), word if asked else _NO_LINE)


def sum_of(label: str, parts: Sequence[Bar]) -> Bar:
    """The sum of the parts; no number where a part was not read, and blanks named beside the sum."""
    unread = sum(part.word in _UNREAD for part in parts)
    if unread:
        return Bar(label, None, f"有{unread}格未读取或非数字")
    if all(part.value is None for part in parts):
        return Bar(label, None, parts[0].word)
    numbers: list[Value] = [part.value for part in parts if part.value is not None]
    rest = len(parts) - len(numbers)
    return Bar(label, added(numbers), note=f"（另{rest}格未填）" if rest else "")


def summed(report: Report, label: str, keys: Sequence[str]) -> Bar:
    """The bar of the sum of some cells; no number where one of them was not read."""
    return sum_of(label, [bar(report, "", key) for key in keys])


def share_of(share: Metric, *, doubted: bool) -> str:
    """The share in percent, in brackets; "" where that says nothing. ``doubted`` says that the whole is in doubt."""
    part, whole = share.numerator, share.denominator
    if not part or not whole or not 0 < part <= whole:
        return ""
    percent = hundredths(Fraction(part) / Fraction(whole), 1)
    return f"（{'存疑' if doubted else ''}{percent}{share.definition.unit}）"


def nothing_to_draw(bars: Iterable[Bar]) -> str:
    """The sentence in place of a chart without a bar: why there is none; "" where there is one."""
    every = list(bars)
    if any(each.length for each in every):
        return ""
    if all(each.value == 0 for each in every):
        return "各项均为0。"
    kinds = Counter(_kind(each) for each in every)
    return f"没有大于0的数字：{'，'.join(f'{number}项{kind}' for kind, number in kinds.items())}。"


def _kind(each: Bar) -> str:
    if each.value is None:
        return each.word or facts.UNREAD
    return "为负数" if each.value else "为0"


def in_words(title: str, bars: Iterable[Bar]) -> str:
    """The chart in a sentence: the largest first, how many are nought, what is no number."""
    every = list(bars)
    numbers = sorted((each for each in every if each.value), key=lambda each: -(each.value or 0))
    words = [f"{each.label}{each.printed}" for each in numbers]
    if noughts := sum(each.value == 0 for each in every):
        words.append(f"{'其余' if words else ''}{noughts}项为0")
    words += [f"{each.label}{each.printed.removeprefix('※ ')}" for each in every if each.value is None]
    return f"{title}：{'，'.join(words)}。"


def table_of(report: Report, prefix: str) -> FormTable | None:
    """The table of the report’s form whose keys begin with ``prefix``; None without a form."""
    form = facts.form_of(report)
    return next((table for table in form.tables if table.prefix == prefix), None) if form else None


def legend_of(rows: Iterable[BarRow], names: Mapping[str, str]) -> dict[str, str]:
    """Of the colours in ``names`` those that occur."""
    drawn = {colour for row in rows for length, colour in row.parts if length}
    return {colour: name for colour, name in names.items() if colour in drawn}
