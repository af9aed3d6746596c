"""Facts of rates and changes that lie far from those of peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from audit.findings._facts import Facts
from audit.findings.figures._comparisons import Counted
from audit.text import Value, hundredths, show


@dataclass(frozen=True, slots=True)
class AmongPeers:
    """A value beside those of the ``size`` agencies of its group that have it, its own included.

    What lies outside of ``low`` to ``high`` is far from the ``median``. ``group`` names the peers (县级部门).
    """

    value: Fraction
    median: Fraction
    low: Fraction
    high: Fraction
    size: int
    group: str

    @property
    def above(self) -> bool:
        """Whether the value is more than the median."""
        return self.value > self.median

    def near(self, value: Fraction) -> bool:
        """Whether a value would not be far from the median."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class FarRate(Facts):
    """A rate far from those of peers: the key ``metric`` of the dictionary of rates, its name, its unit (%).

    It is the count ``part`` over the count ``whole``.
    """

    kind: ClassVar[str] = "far_rate"
    metric: str
    name: str
    unit: str
    part: Counted
    whole: Counted
    peers: AmongPeers

    @property
    def quotient(self) -> str:
        """How the rate is computed from the two counts: “3 ÷ 20”."""
        return f"{show(self.part.number)} ÷ {show(self.whole.number)}"

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether the rate would not be far from those of peers."""
        part, whole = self.part.with_cells(cells), self.whole.with_cells(cells)
        return part is not None and bool(whole) and self.peers.near(Fraction(part) / Fraction(whole or 1))

    def message(self) -> str:
        """“公开率为20.0%（3 + 1 = 4，4 ÷ 20），同类（县级部门）9家机关的中位数为85.0%，明显偏低”."""
        own, middle = (hundredths(value) + self.unit for value in (self.peers.value, self.peers.median))
        sums = [words for count in (self.part, self.whole) if (words := count.sum_words())]
        return (
            f"{self.name}为{own}（{'，'.join([*sums, self.quotient])}），"
            f"同类（{self.peers.group}）{self.peers.size}家机关的中位数为{middle}，明显偏{'高' if self.peers.above else '低'}"
        )


@dataclass(frozen=True, slots=True)
class FarChange(Facts):
    """A change of a cell from ``last`` year to ``now`` far from those of peers, all as this year's number over last year's."""

    kind: ClassVar[str] = "far_change"
    cell: str
    name: str
    now: Value
    last: Value
    peers: AmongPeers

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether the change would not be far from those of peers."""
        return bool(self.last) and self.peers.near(Fraction(cells.get(self.cell, self.now)) / Fraction(self.last))

    def message(self) -> str:
        """“行政许可决定本年度500，上年度20，为上年度的25.0倍；9家同类机关的中位数为1.1倍”."""
        own, middle = float(self.peers.value), float(self.peers.median)
        return (
            f"{self.name}本年度{show(self.now)}，上年度{show(self.last)}，为上年度的{own:.1f}倍；"
            f"{self.peers.size}家同类机关的中位数为{middle:.1f}倍"
        )
