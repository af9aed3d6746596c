"""Facts of numbers of the text against each other: lists and their totals, one number stated twice, a fee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from audit.findings._facts import Facts, Remedy, Side, Stated
from audit.findings.figures._sums import added_up
from audit.text import Value, added, distance, minus, show

#: What comes of a list: the items add up to the total; are not more than it; one is greater than it; all together are
#: more, surely or perhaps as they cross; they do not add up; or it is open whether they cross or are all listed.
ListResult = Literal[
    "agrees", "below", "one_greater", "exceeds", "may_cross", "differs", "differs_crossing", "unlisted"
]
_CROSSING = "；分项可能交叉，请人工核对"


@dataclass(frozen=True, slots=True)
class Listing(Facts):
    """A total of the text against the items that the text lists; ``before`` says that they stand before it (合计)."""

    kind: ClassVar[str] = "listing"
    total: Side
    items: tuple[Side, ...]
    result: ListResult
    before: bool = False

    @property
    def expected(self) -> Value:
        """The total."""
        return self.total.number

    @property
    def actual(self) -> Value:
        """The sum of the items; where it is the total behind them, as that prints it."""
        if self.before and self.result == "agrees":
            return self.total.number
        return added(item.number for item in self.items)

    @property
    def difference(self) -> Value | None:
        """The sum less the total, where that is the fault."""
        return self._gap if self.result in ("exceeds", "differs") else None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Another total, or another number for one item."""
        if self.result in ("agrees", "below"):
            return ()
        items = [(item, minus(item.number, self._gap)) for item in self.items]
        changed = [(self.total, self.actual), *((item, value) for item, value in items if value >= 0)]
        return tuple(Remedy(value, words=side.words, sentence=side.sentence, unit=side.unit) for side, value in changed)

    def message(self) -> str:
        """“正文“收到12件”，其中各项 5 + 6 = 11，与总数差 1”."""
        listed = f"{added_up([item.number for item in self.items])} = {show(self.actual)}"
        gap = show(distance(self.actual, self.expected))
        if self.before:
            return f"正文“{self.total.words}”，之前各项 {listed}，{'与合计相符' if self.result == 'agrees' else f'与合计差 {gap}'}"
        ends = {
            "agrees": "与总数相符",
            "below": "未超过总数",
            "one_greater": "有一项大于总数",
            "exceeds": f"超过总数 {gap}",
            "may_cross": f"超过总数 {gap}{_CROSSING}",
            "differs": f"与总数差 {gap}",
            "differs_crossing": f"与总数差 {gap}{_CROSSING}",
            "unlisted": f"与总数差 {gap}；是否逐项列全不能确定，请人工核对",
        }
        return f"正文“{self.total.words}”，其中各项 {listed}，{ends[self.result]}"

    @property
    def _gap(self) -> Value:
        return minus(self.actual, self.expected)


@dataclass(frozen=True, slots=True)
class Repeated(Facts):
    """One number that the text states several times, in printed order.

    ``ways`` are the ways of counting that differing numbers agree with in the tables, () where one agrees with none.
    ``unclear`` says that the statements may count different things, ``again`` that the last speaks of those before it and
    says none of their numbers.
    """

    kind: ClassVar[str] = "repeated"
    statements: tuple[Side, ...]
    ways: tuple[str, ...] = ()
    unclear: bool = False
    again: bool = False

    @property
    def differing(self) -> Side | None:
        """The first statement that says another number than the first of all; the last, where it speaks of the others."""
        if self.again:
            return self.statements[-1]
        return next((side for side in self.statements if side.value != self.statements[0].value), None)

    @property
    def expected(self) -> Value | None:
        """The number stated first, where another differs; None where it may be one of several."""
        if self.again and len({side.number for side in self.statements[:-1]}) > 1:
            return None
        return self.statements[0].number if self.differing else None

    @property
    def actual(self) -> Value | None:
        """The number that differs."""
        return self.differing.number if self.differing else None

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """The other number for each of two statements, or of more that hold two numbers one of which is stated once."""
        numbers = [side.number for side in self.statements]
        if self.ways or len(set(numbers)) != 2:
            return ()
        once = [side for side in self.statements if numbers.count(side.number) == 1]
        other = {value: next(number for number in numbers if number != value) for value in numbers}
        return tuple(
            Remedy(other[side.number], words=side.words, sentence=side.sentence, unit=side.unit) for side in once
        )

    def message(self) -> str:
        """“正文前后不一：“全年收到12件”、“本年度收到申请13件”，分别为 12、13”."""
        quoted = "、".join(f"“{side.clause}”" for side in self.statements)
        if self.again:
            before, last = self.statements[:-1], self.statements[-1]
            quoted = "、".join(f"“{side.clause}”（{show(side.number)}）" for side in before)
            return f"正文前后不一：“{last.words}”（{show(last.number)}）所指的，前文为{quoted}"
        if self.differing is None:
            return f"正文{len(self.statements)}处所述相同：{quoted}"
        if self.ways:
            return f"{quoted}：分别符合表格的“{'”“'.join(self.ways)}”口径"
        end = "；两处的统计范围可能不同，请人工核对" if self.unclear else ""
        return f"正文前后不一：{quoted}，分别为 {'、'.join(show(side.number) for side in self.statements)}{end}"


#: What comes of the statement on the fee: no contradiction; faults; amounts that are not stated; a fee that table 三
#: says was due; numbers that may not be of the fee.
FeeResult = Literal["agrees", "faults", "no_amounts", "unpaid", "unclear"]


@dataclass(frozen=True, slots=True)
class FeeStatement(Facts):
    """What the text states of the fee: its numbers, the faults among them, the cases in table 三 that paid none."""

    kind: ClassVar[str] = "fee_statement"
    statements: tuple[Side, ...]
    result: FeeResult
    faults: tuple[Stated, ...] = ()
    unpaid: Side | None = None

    def message(self) -> str:
        """“正文“应收15元”：应收金额 15 元不是10元的整数倍”."""
        quoted = f"正文{'、'.join(f'“{side.words}”' for side in self.statements)}"
        if self.unpaid:
            return f"{quoted}，而{self.unpaid.name}为 {show(self.unpaid.number)}，请人工核对"
        ends = {
            "faults": f"：{'；'.join(fault.message() for fault in self.faults)}",
            "no_amounts": "，未见应收和实收金额，请人工核对",
            "unclear": "：数字之间没有矛盾，但所指事项不能完全确定，请人工核对",
        }
        return quoted + ends.get(self.result, "，件数与金额没有矛盾")
