"""Facts of two years: the line carried over, documents in force from one year to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from audit.findings._facts import Facts, Remedy, Side, Stated
from audit.text import Value, added, distance, minus, show

_BLANKS = "（未填数字的单元格按未填计为0）"


@dataclass(frozen=True, slots=True)
class YearPair:
    """One column in the report itself (``now``) and in the earlier year's report (``then``)."""

    name: str
    now: Side
    then: Side

    @property
    def differs(self) -> bool:
        """Whether the two numbers are not the same."""
        return self.now.value != self.then.value

    def message(self) -> str:
        """“自然人”本年 3，上年 2，差 1."""
        difference = show(distance(self.now.number, self.then.number))
        return f"“{self.name}”本年 {_shown(self.now)}，上年 {_shown(self.then)}，差 {difference}"


@dataclass(frozen=True, slots=True)
class CarriedOver(Facts):
    """What was carried in, column by column, against what the report of ``year``, in the files ``sources``, carried out.

    ``pairs`` are the columns read on both sides, ``troubles`` say why the others are not. ``blank`` tells whose line is
    wholly blank: “本年”, “上年”, “两年”, or "" where both print a number.
    """

    kind: ClassVar[str] = "carried_over"
    year: int
    sources: tuple[str, ...]
    pairs: tuple[YearPair, ...]
    troubles: tuple[Stated, ...] = ()
    blank: Literal["", "本年", "上年", "两年"] = ""

    @property
    def wrong(self) -> tuple[YearPair, ...]:
        """The columns that differ."""
        return tuple(pair for pair in self.pairs if pair.differs)

    @property
    def open(self) -> bool:
        """Whether nothing can be said."""
        return self.unfilled or bool(self.troubles and not self.wrong)

    @property
    def unfilled(self) -> bool:
        """Whether a wholly blank line leaves it open, which may be meant as 0 or may not have been filled in."""
        return bool(self.blank) and (bool(self.wrong) or self.blank == "两年")

    @property
    def expected(self) -> Value | str | None:
        """What was carried out: the number of the only wrong column, or of all of them in words."""
        if self.open or not self.wrong:
            return None
        only = self.wrong[0].then.number if len(self.wrong) == 1 else None
        return only if only is not None else "，".join(f"{pair.name} {_shown(pair.then)}" for pair in self.wrong)

    @property
    def actual(self) -> Value | str | None:
        """What was carried in, told in the same way."""
        if self.open or not self.wrong:
            return None
        only = self.wrong[0].now.number if len(self.wrong) == 1 else None
        return only if only is not None else "，".join(f"{pair.name} {_shown(pair.now)}" for pair in self.wrong)

    @property
    def difference(self) -> Value | None:
        """How much more the only wrong column carried in."""
        if self.open or len(self.wrong) != 1:
            return None
        return minus(self.wrong[0].now.number, self.wrong[0].then.number)

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """The earlier year's number for the only wrong column."""
        if len(self.wrong) != 1:
            return ()
        return tuple(Remedy(self.wrong[0].then.number, cell) for cell in self.wrong[0].now.cells)

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether this year's line would be last year's."""
        return not self.open and all(_with(pair.now, cells) == pair.then.number for pair in self.pairs)

    def message(self) -> str:
        """“上年结转与2023年度报告（…）结转下年度不一致：“自然人”本年 3，上年 2，差 1”."""
        name = f"上年结转与{self.year}年度报告（{'、'.join(self.sources)}）结转下年度"
        if self.unfilled:
            return f"{name}：{self.blank}该行空白未填，无法核对"
        rest = ""
        if self.troubles:
            rest = f"{self.troubles[0].message()}{'等，其余列' if len(self.troubles) > 1 else '，该列'}无法核对"
        if self.wrong:
            return f"{name}不一致：{'；'.join([*(pair.message() for pair in self.wrong), *filter(None, [rest])])}"
        if rest:
            return f"{name}：{rest}"
        blanks = any(pair.now.blank or pair.then.blank for pair in self.pairs)
        return f"{name}逐列相符{_BLANKS if blanks else ''}"


@dataclass(frozen=True, slots=True)
class InForce(Facts):
    """Documents in force: those of the ``earlier`` year's end, and ``issued`` less ``repealed``, against the ``stock`` now.

    ``name`` is the kind of documents.
    """

    kind: ClassVar[str] = "in_force"
    name: str
    earlier: Side
    issued: Side
    repealed: Side
    stock: Side

    @property
    def expected(self) -> Value:
        """How many there should be."""
        return minus(added((self.earlier.number, self.issued.number)), self.repealed.number)

    @property
    def actual(self) -> Value:
        """How many there are."""
        return self.stock.number

    @property
    def difference(self) -> Value | None:
        """How many more there are than should be; None where the numbers agree."""
        return minus(self.actual, self.expected) or None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Another number for one of this year's cells."""
        gap = minus(self.actual, self.expected)
        changed = (
            (self.stock, self.expected),
            (self.issued, added((self.issued.number, gap))),
            (self.repealed, minus(self.repealed.number, gap)),
        )
        return tuple(Remedy(value, cell) for side, value in changed if gap and value >= 0 for cell in side.cells)

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether the numbers would agree."""
        grown = added((self.earlier.number, _with(self.issued, cells)))
        return minus(grown, _with(self.repealed, cells)) == _with(self.stock, cells)

    def message(self) -> str:
        """“规章：2023年度现行有效 5 + 本年制发 2 − 本年废止 1 = 6，本年现行有效 7，差 1”."""
        blanks = _BLANKS if self.issued.blank or self.repealed.blank else ""
        end = "相符" if self.difference is None else f"差 {show(distance(self.actual, self.expected))}"
        return (
            f"{self.name}：{self.earlier.year}年度现行有效 {show(self.earlier.number)} + 本年制发 {show(self.issued.number)}"
            f" − 本年废止 {show(self.repealed.number)} = {show(self.expected)}，本年现行有效 {show(self.actual)}{blanks}，{end}"
        )


def _with(side: Side, cells: Mapping[str, Value]) -> Value:
    """The number of a side of one cell, if cells had these numbers."""
    return cells.get(side.cells[0], side.number) if side.cells else side.number


def _shown(side: Side) -> str:
    return "空白" if side.blank else show(side.number)
