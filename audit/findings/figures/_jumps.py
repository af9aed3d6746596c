"""Facts of a number over the years: how it changed, and within what it would be usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from audit.findings._facts import Facts, Side
from audit.text import Value, added, decimal, show


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for a number by those of earlier years.

    ``base`` is last year's number or, ``by_median``, the median of the years. Another number is out of the ordinary where it
    differs from ``base`` by at least ``difference``, the larger is at least ``ratio`` times the smaller, and it does not
    lie from ``low`` to ``high``, where the earlier years lie.
    """

    base: Fraction
    by_median: bool
    ratio: int
    difference: int
    low: Fraction
    high: Fraction

    def holds(self, value: Value) -> bool:
        """Whether the value is usual."""
        more, less = max(Fraction(value), self.base), min(Fraction(value), self.base)
        jumped = more - less >= self.difference and more >= self.ratio * less
        return not jumped or self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Jump(Facts):
    """The number called ``figure``, the sum of the cells ``now``, beside the sums of earlier years, the latest first.

    ``before`` are those sums, each with its year. ``explained`` says that the text speaks of a change that is out of the
    ordinary.
    """

    kind: ClassVar[str] = "jump"
    figure: str
    now: tuple[Side, ...]
    before: tuple[Side, ...]
    usual: Usual
    explained: bool = False

    @property
    def result(self) -> Literal["usual", "explained", "unexplained"]:
        """What comes of it."""
        if self.usual.holds(self.actual):
            return "usual"
        return "explained" if self.explained else "unexplained"

    @property
    def actual(self) -> Value:
        """This year's number."""
        return added(side.number for side in self.now)

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether the number would be usual."""
        return self.usual.holds(added(cells.get(side.cells[0], side.number) for side in self.now))

    def message(self) -> str:
        """“行政许可”本年 900，2023年度 100，相差 800，正文未见说明，请核实."""
        basis = "、".join(f"{side.year}年度 {show(side.number)}" for side in self.before)
        if self.usual.by_median:
            basis = f"以往{len(self.before)}年中位数 {show(decimal(self.usual.base))}（{basis}）"
        ends = {
            "usual": "未见异常变化",
            "explained": "变化较大，正文已有说明",
            "unexplained": f"相差 {show(decimal(abs(Fraction(self.actual) - self.usual.base)))}，正文未见说明，请核实",
        }
        return f"“{self.figure}”本年 {show(self.actual)}，{basis}，{ends[self.result]}"
