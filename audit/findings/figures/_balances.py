"""Facts of what the text says came in, was left and went out: both sides of a balance, of the text's own figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from audit.findings._facts import Facts, Remedy, Side
from audit.findings.figures._sums import added_up
from audit.text import Value, added, distance, minus, show


@dataclass(frozen=True, slots=True)
class TextBalance(Facts):
    """Figures of the text that should add up to the same: ``left`` (what was in hand) and ``right`` (where it went).

    ``most`` says that the right side are parts of the left one, of which not all need be stated.
    """

    kind: ClassVar[str] = "text_balance"
    left: tuple[Side, ...]
    right: tuple[Side, ...]
    most: bool = False

    @property
    def expected(self) -> Value:
        """The left side."""
        return added(side.number for side in self.left)

    @property
    def actual(self) -> Value:
        """The right side."""
        return added(side.number for side in self.right)

    @property
    def difference(self) -> Value | None:
        """The right side less the left one, where that is the fault."""
        return None if self.agrees else minus(self.actual, self.expected)

    @property
    def agrees(self) -> bool:
        """Whether both sides are equal, or the parts no more than the whole."""
        return self.actual == self.expected or (self.most and self.actual < self.expected)

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """Another number for any one of the figures."""
        if self.agrees:
            return ()
        gap = minus(self.actual, self.expected)
        moved = [*((side, gap) for side in self.left), *((side, minus(0, gap)) for side in self.right)]
        return tuple(
            Remedy(value, words=side.words, sentence=side.sentence, unit=side.unit)
            for side, by in moved
            if (value := added((side.number, by))) >= 0
        )

    def message(self) -> str:
        """“正文“新收78件”“上年结转3件”：78 + 3 = 81，“办结75件”“结转下年3件”：75 + 3 = 78，差 3”."""
        sides = "，".join(
            f"{''.join(f'“{side.words}”' for side in part)}：{_sum(part, total)}"
            for part, total in ((self.left, self.expected), (self.right, self.actual))
        )
        if self.agrees:
            return f"正文{sides}，{'未超过' if self.most else '相等'}"
        return f"正文{sides}，{'超过' if self.most else '差'} {show(distance(self.actual, self.expected))}"


def _sum(part: tuple[Side, ...], total: Value) -> str:
    numbers = [side.number for side in part]
    return f"{added_up(numbers)} = {show(total)}" if len(numbers) > 1 else show(total)
