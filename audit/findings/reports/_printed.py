"""Facts of what a report prints: where it stands, what differs from what is due, what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from audit.findings._facts import Fact, Facts, Listed, Side, Stated, filled
from audit.findings._outcome import PART_NUMERALS, SECTION_NAMES
from audit.text import Value

#: Findings in recognised text, and lines or columns that are missing, that a sentence names.
_FOUND, _LINES = 3, 6


@dataclass(frozen=True, slots=True)
class Part(Facts):
    """A part of the report by its number: 1 to 6, 0 for what stands before the first heading."""

    kind: ClassVar[str] = "part"
    number: int

    def message(self) -> str:
        """“第一部分”."""
        return SECTION_NAMES[self.number] if self.number else "标题和引言"


@dataclass(frozen=True, slots=True)
class Parts(Facts):
    """Several parts of the report by their numbers, 1 to 6; the whole report where there are none."""

    kind: ClassVar[str] = "parts"
    numbers: tuple[int, ...]

    def message(self) -> str:
        """“第一、五部分”."""
        return f"第{'、'.join(PART_NUMERALS[number] for number in self.numbers)}部分" if self.numbers else "全文"


@dataclass(frozen=True, slots=True)
class Named(Facts):
    """A thing that the toolkit knows by ``key`` (a cell, an aspect, the number of a part) under the name that people read."""

    kind: ClassVar[str] = "named"
    key: str | int
    name: str

    def message(self) -> str:
        """The name that people read (Chinese)."""
        return self.name


@dataclass(frozen=True, slots=True)
class Label(Facts):
    """The name of a line or column as ``printed`` in table ``table``; ``key`` is the form’s, None where the form has none."""

    kind: ClassVar[str] = "label"
    table: str
    axis: Literal["line", "column", "block"]
    key: str | None
    printed: str

    def message(self) -> str:
        """The name as printed."""
        return self.printed


@dataclass(frozen=True, slots=True)
class Period(Facts):
    """The days from ``first`` to ``last``."""

    kind: ClassVar[str] = "period"
    first: dt.date
    last: dt.date

    def message(self) -> str:
        """“2024年1月1日至2024年12月31日”."""
        return filled("{first}至{last}", first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class OtherPeriod(Facts):
    """The title is of the year ``title``, the period printed of another."""

    kind: ClassVar[str] = "other_period"
    title: int
    period: Period

    def holds_with_period(self, period: Period) -> bool:
        """Whether the years would agree if that period were printed."""
        return self.title in (period.first.year, period.last.year)

    def message(self) -> str:
        """“标题为2024年，统计期限为2023年”."""
        return f"标题为{self.title}年，统计期限为{self.period.last.year}年"


@dataclass(frozen=True, slots=True)
class Differs(Stated):
    """A sentence on a thing that is printed otherwise than is due: its values ``printed`` and ``expected``."""

    kind: ClassVar[str] = "differs"

    @property
    def expected(self) -> Value | str | None:
        """What is due."""
        return _plain(self.value("expected"))

    @property
    def actual(self) -> Value | str | None:
        """What is printed."""
        return _plain(self.value("printed"))


def differs(form: str, /, *, printed: Fact, expected: Fact, **values: Fact) -> Differs:
    """Facts of a sentence on a thing printed otherwise than is due; of a ``Side`` its value is compared."""
    return Differs(form, (("printed", printed), ("expected", expected), *values.items()))


@dataclass(frozen=True, slots=True)
class Miscounted(Stated):
    """A sentence on a number such as a telephone’s: as ``printed``, its ``digits``, and how many of them are ``expected``."""

    kind: ClassVar[str] = "miscounted"

    @property
    def expected(self) -> Value | str | None:
        """The number of digits that are due."""
        return _plain(self.value("expected"))

    @property
    def actual(self) -> Value | str | None:
        """The number of digits printed."""
        return _plain(self.value("digits"))


def miscounted(form: str, /, *, printed: str, digits: int, expected: int, **values: Fact) -> Miscounted:
    """Facts of a sentence on the number of digits of a number."""
    return Miscounted(form, (("printed", printed), ("digits", digits), ("expected", expected), *values.items()))


@dataclass(frozen=True, slots=True)
class Missing(Stated):
    """A sentence on something that a report should have and that was not seen: its value ``missing``.

    ``where`` are the parts looked at, ``reason`` is why it may be there all the same, each where the sentence says so.
    """

    kind: ClassVar[str] = "missing"


def lacks(form: str, /, *, missing: Fact, **values: Fact) -> Missing:
    """Facts of a sentence on something that was not seen."""
    return Missing(form, (("missing", missing), *values.items()))


@dataclass(frozen=True, slots=True)
class MissingCells(Facts):
    """Cells of a table that are not printed, ``cells``, of ``due`` that the form has.

    ``names`` are those of the lines that they stand in, or of the columns where ``columns`` are missing as a whole.
    """

    kind: ClassVar[str] = "missing_cells"
    table: str
    cells: tuple[str, ...]
    due: int
    names: tuple[str, ...]
    columns: bool = False

    @property
    def expected(self) -> Value:
        """The number of cells that the form has."""
        return self.due

    @property
    def actual(self) -> Value:
        """The number of cells that are printed."""
        return self.due - len(self.cells)

    def message(self) -> str:
        """“表三缺少20个单元格，涉及“予以公开”、“部分公开”等”."""
        if not self.actual:
            return f"表{self.table}整张未见"
        names = Listed(tuple(f"“{name}”" for name in self.names), _LINES)
        return f"表{self.table}缺少{len(self.cells)}个单元格，{'整列缺少' if self.columns else '涉及'}{names}"


@dataclass(frozen=True, slots=True)
class Recognised(Facts):
    """What was found in text that was recognised in pictures, all of it: the slips may be the reader’s."""

    kind: ClassVar[str] = "recognised"
    found: tuple[Facts, ...]

    def message(self) -> str:
        """The first of it, how much there is, and what to do."""
        sentences = [facts.message() for facts in self.found[:_FOUND]]
        more = [f"等{len(self.found)}处"] if len(self.found) > _FOUND else []
        return f"{'；'.join((*sentences, *more))}。文字由图像识别取得，可能是识别差错，请对照原件核对"


def _plain(value: Fact) -> Value | str | None:
    """``value`` as an outcome gives it for what is expected, or there instead."""
    if isinstance(value, Side):
        value = value.value
    if value is None or isinstance(value, (int, Decimal)):
        return value
    return filled("{value}", value=value)
