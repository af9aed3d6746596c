"""Conditional formats of a sheet that may change what is seen of a cell: white on white, another number format.

A comparison with a number is decided. Whether any other condition holds is not known: the cell then has several looks, and is
read only where all of them print the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from audit.errors import ReadError
from audit.readers.sheet.looks._colours import Colour
from audit.readers.sheet.looks._looks import Style

#: Areas of conditional formats that change what is seen, in one sheet.
_MAX_AREAS = 5_000
COMPARISONS: Mapping[str, Callable[[float, Sequence[float]], bool]] = {
    "lessThan": lambda value, bounds: value < bounds[0],
    "lessThanOrEqual": lambda value, bounds: value <= bounds[0],
    "equal": lambda value, bounds: value == bounds[0],
    "notEqual": lambda value, bounds: value != bounds[0],
    "greaterThanOrEqual": lambda value, bounds: value >= bounds[0],
    "greaterThan": lambda value, bounds: value > bounds[0],
    "between": lambda value, bounds: min(bounds) <= value <= max(bounds),
    "notBetween": lambda value, bounds: not min(bounds) <= value <= max(bounds),
}


class StyleChange(NamedTuple):
    """What a conditional format changes of a cell's style; None and "" leave it."""

    colour: Colour | None = None
    grounds: tuple[Colour, ...] | None = None
    code: str | None = None
    struck: bool = False

    def of(self, style: Style) -> Style:
        """``style`` with these changes."""
        font = style.font._replace(
            colour=style.font.colour if self.colour is None else self.colour, struck=style.font.struck or self.struck
        )
        code = style.code if self.code is None else self.code
        return style._replace(font=font, code=code, grounds=style.grounds if self.grounds is None else self.grounds)


class ConditionalRule(NamedTuple):
    """One condition over an area: first row and column, last row and column, from 1; ``compare`` is "" for what is not decided."""

    area: tuple[int, int, int, int]
    change: StyleChange
    compare: str = ""
    bounds: tuple[float, ...] = ()

    def holds(self, value: float | None) -> bool | None:
        """Whether a cell that stores ``value`` (None for no number) meets the condition; None where that is not known."""
        if not self.compare or value is None:
            return None
        return COMPARISONS[self.compare](value, self.bounds)


class ConditionalFormats:
    """The conditional formats of one sheet, asked row by row; ReadError where there are more than any report needs."""

    def __init__(self, rules: Iterable[ConditionalRule] = ()) -> None:
        self.rules = [rule for rule in islice(rules, _MAX_AREAS + 1) if rule.change != StyleChange()]
        if len(self.rules) > _MAX_AREAS:
            raise ReadError(
                f"工作表中改变文字颜色或数字格式的条件格式超过{_MAX_AREAS:,}处，未读取。请清除条件格式后再核查。"
            )
        self._row = 0
        self._of_row: list[ConditionalRule] = []

    def looks(self, row: int, column: int, style: Style, value: float | None) -> Sequence[Style]:
        """The styles that a cell may have that stores ``value``, None for what is no number."""
        if not self.rules:
            return (style,)
        if row != self._row:
            self._row, self._of_row = row, [rule for rule in self.rules if rule.area[0] <= row <= rule.area[2]]
        rules = [rule for rule in self._of_row if rule.area[1] <= column <= rule.area[3]]
        held = [(rule, rule.holds(value)) for rule in rules]
        changed = [rule.change.of(style) for rule, holds in held if holds is not False]
        return changed if any(holds for _, holds in held) else (style, *changed)


def is_comparison(compare: str, bounds: Sequence[float]) -> bool:
    """Whether ``compare`` is a comparison with so many numbers."""
    return compare in COMPARISONS and len(bounds) == (2 if compare in ("between", "notBetween") else 1)
