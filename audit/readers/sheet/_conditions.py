"""Conditional formats of an .xlsx sheet that may change what is seen of a cell: white on white, another number format.

A comparison with a number is decided. Whether any other condition holds is not known: the cell then has several looks, and is
read only where all of them print the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from audit.errors import ReadError
from audit.readers.sheet._looks import Style
from audit.readers.sheet._stylesxml import SheetStyles, StyleChange, decimal, is_on, read_change, whole

#: Areas of conditional formats that change what is seen, in one sheet.
_MAX_AREAS = 5_000
_CORNER = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_COMPARISONS: Mapping[str, Callable[[float, Sequence[float]], bool]] = {
    "lessThan": lambda value, bounds: value < bounds[0],
    "lessThanOrEqual": lambda value, bounds: value <= bounds[0],
    "equal": lambda value, bounds: value == bounds[0],
    "notEqual": lambda value, bounds: value != bounds[0],
    "greaterThanOrEqual": lambda value, bounds: value >= bounds[0],
    "greaterThan": lambda value, bounds: value > bounds[0],
    "between": lambda value, bounds: min(bounds) <= value <= max(bounds),
    "notBetween": lambda value, bounds: not min(bounds) <= value <= max(bounds),
}


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
        return _COMPARISONS[self.compare](value, self.bounds)


class ConditionalFormats:
    """The conditional formats of one sheet, asked row by row."""

    def __init__(self, rules: Sequence[ConditionalRule] = ()) -> None:
        self.rules = rules
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


def read_conditions(root: etree._Element, styles: SheetStyles) -> ConditionalFormats:
    """The conditional formats in the part ``root`` of a sheet; ReadError where there are more than any report needs."""
    return ConditionalFormats(list(_rules(root, styles)))


def _rules(root: etree._Element, styles: SheetStyles) -> Iterator[ConditionalRule]:
    found = 0
    for element in root.iter("{*}conditionalFormatting"):
        areas = list(_areas(element.get("sqref") or element.findtext("{*}sqref") or ""))
        for entry in element.iterchildren("{*}cfRule"):
            change = _change(entry, styles)
            if change is None:
                continue
            found += len(areas)
            if found > _MAX_AREAS:
                raise ReadError(
                    f"工作表中改变文字颜色或数字格式的条件格式超过{_MAX_AREAS:,}处，未读取。请清除条件格式后再核查。"
                )
            compare, bounds = _comparison(entry)
            yield from (ConditionalRule(area, change, compare, bounds) for area in areas)


def _change(entry: etree._Element, styles: SheetStyles) -> StyleChange | None:
    """What a rule changes where that may change what is seen, else None."""
    if any(
        not is_on(bar.get("showValue", "1")) for name in ("dataBar", "iconSet") for bar in entry.iter(f"{{*}}{name}")
    ):
        return StyleChange(code=";;;")
    own, index = entry.find("{*}dxf"), whole(entry.get("dxfId"), -1)
    if own is not None:
        change = read_change(own, styles.palette)
    elif 0 <= index < len(styles.changes):
        change = styles.changes[index]
    else:
        return None
    return None if change == StyleChange() else change


def _comparison(entry: etree._Element) -> tuple[str, tuple[float, ...]]:
    """The comparison with numbers that a rule makes and its bounds; "" where it is another condition."""
    compare = entry.get("operator", "") if entry.get("type") == "cellIs" else ""
    written = [each.text or "" for name in ("formula", "f") for each in entry.iterchildren(f"{{*}}{name}")]
    bounds = tuple(decimal(text.strip(), math.nan) for text in written)
    needed = 2 if compare in ("between", "notBetween") else 1
    is_decided = compare in _COMPARISONS and len(bounds) == needed and not any(map(math.isnan, bounds))
    return (compare, bounds) if is_decided else ("", ())


def _areas(written: str) -> Iterator[tuple[int, int, int, int]]:
    for part in written.split():
        corners = [(int(row), column_number(letters)) for letters, row in _CORNER.findall(part)]
        if corners:
            yield *corners[0], *corners[-1]


def column_number(letters: str) -> int:
    """The number, from 1, of the column that office programs call so."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
