"""Facts of an organ that covers others: its numbers against the sums over the reports of its units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from audit.findings._facts import Facts, Listed, Remedy, Side
from audit.text import Value, minus, show

#: Cells and units that a sentence names.
_CELLS, _UNITS = 5, 3


@dataclass(frozen=True, slots=True)
class UnitSum:
    """One cell: the number that the organ states, the ``total`` over its units, which are more where some are ``lacking``."""

    cell: str
    name: str
    stated: Value
    total: Value
    lacking: tuple[str, ...] = ()

    def message(self) -> str:
        """“表三“自然人”总计为12，各单位之和至少为13”."""
        return f"{self.name}为{show(self.stated)}，各单位之和{'至少' if self.lacking else ''}为{show(self.total)}"


@dataclass(frozen=True, slots=True)
class UnitSums(Facts):
    """Cells of a table that are all below, or all above, the sums over the reports of so many ``units``.

    ``surely`` says that the rest cannot be the organ's own numbers; ``blanks`` cells of the table are blank in some unit.
    """

    kind: ClassVar[str] = "unit_sums"
    table: str
    units: int
    sums: tuple[UnitSum, ...]
    surely: bool
    blanks: int = 0

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """The sum for the only cell that differs."""
        only = self.sums[0]
        return () if len(self.sums) > 1 or only.lacking else (Remedy(only.total, only.cell),)

    @property
    def beyond(self) -> tuple[tuple[str, int | None, object], ...]:
        """The sums over the units, cell by cell."""
        return tuple((item.cell, None, item.total) for item in self.sums)

    def holds_with(self, cells: Mapping[str, Value]) -> bool:
        """Whether every cell would be the sum over the units."""
        return not any(item.lacking or cells.get(item.cell, item.stated) != item.total for item in self.sums)

    def message(self) -> str:
        """“表三与12家单位报告之和有2格不符：…”."""
        each = Listed(tuple(item.message() for item in self.sums), _CELLS, "格", "；")
        head = f"表{self.table}与{self.units}家单位报告之和有{len(self.sums)}格不符：{each}"
        return f"{head}；{self._why()}{filled_in(self.blanks)}"

    def _why(self) -> str:
        """What the direction of the difference tells."""
        if all(item.stated < item.total for item in self.sums):
            return "汇总数不应少于其中各单位之和"
        return "名录已列出本级，多出的部分没有来源" if self.surely else "多出的可能是本级的数字"


@dataclass(frozen=True, slots=True)
class UnitsInText(Facts):
    """A number of the text on some ``units`` against the sum of the cell called ``name`` over their reports."""

    kind: ClassVar[str] = "units_in_text"
    text: Side
    name: str
    units: tuple[str, ...]
    total: Value

    @property
    def holds(self) -> bool:
        """Whether the number is the sum."""
        return self.text.value == self.total

    @property
    def expected(self) -> Value | None:
        """The sum, where the number is another."""
        return None if self.holds else self.total

    @property
    def actual(self) -> Value | None:
        """The number of the text, where it is not the sum."""
        return None if self.holds else self.text.number

    @property
    def difference(self) -> Value | None:
        """The number of the text less the sum, where they differ."""
        return None if self.holds else minus(self.text.number, self.total)

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """The sum for the text."""
        text = Remedy(self.total, words=self.text.words, sentence=self.text.sentence, unit=self.text.unit)
        return () if self.holds else (text,)

    def message(self) -> str:
        """“正文“县公安局12件”（…），而县公安局的报告为13”."""
        head, units = f"正文“{self.text.words}”（{self.name}）", Listed(self.units, _UNITS, "家")
        if self.holds:
            return f"{head}与{units}的报告相符"
        return f"{head}，而{units}的报告{'合计' if len(self.units) > 1 else ''}为{show(self.total)}"


def filled_in(blanks: int) -> str:
    """The remark that some units left ``blanks`` cells blank, which count as 0 (Chinese)."""
    return f"（{blanks}格有单位未填，按未填计为0）" if blanks else ""


@dataclass(frozen=True, slots=True)
class UnitsFirst(Listed):
    """Units whose own reports are to be looked at first: once these are corrected nothing is left to find here."""
