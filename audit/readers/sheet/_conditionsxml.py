"""The conditional formats that an .xlsx sheet lists, those of newer versions too, which name their areas in elements."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from audit.patterns import regex
from audit.readers.sheet._stylesxml import SheetStyles, decimal_of, is_on, read_change, whole
from audit.readers.sheet.looks import ConditionalFormats, ConditionalRule, StyleChange, is_comparison

_CORNER = regex(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def read_conditions(root: etree._Element, styles: SheetStyles) -> ConditionalFormats:
    """The conditional formats in the part ``root`` of a sheet; ReadError where there are more than any report needs."""
    return ConditionalFormats(_rules(root, styles))


def _rules(root: etree._Element, styles: SheetStyles) -> Iterator[ConditionalRule]:
    for element in root.iter("{*}conditionalFormatting"):
        areas = list(_areas(element.get("sqref") or element.findtext("{*}sqref") or ""))
        for entry in element.iterchildren("{*}cfRule"):
            change = _change(entry, styles)
            if change != StyleChange():
                compare, bounds = _comparison(entry)
                yield from (ConditionalRule(area, change, compare, bounds) for area in areas)


def _change(entry: etree._Element, styles: SheetStyles) -> StyleChange:
    """What a rule changes of what is seen."""
    if any(
        not is_on(bar.get("showValue", "1")) for name in ("dataBar", "iconSet") for bar in entry.iter(f"{{*}}{name}")
    ):
        return StyleChange(code=";;;")
    own, index = entry.find("{*}dxf"), whole(entry.get("dxfId"), -1)
    if own is not None:
        return read_change(own, styles.palette)
    return styles.changes[index] if 0 <= index < len(styles.changes) else StyleChange()


def _comparison(entry: etree._Element) -> tuple[str, tuple[float, ...]]:
    """The comparison with numbers that a rule makes and its bounds; "" where it is another condition."""
    compare = entry.get("operator", "") if entry.get("type") == "cellIs" else ""
    written = [each.text or "" for name in ("formula", "f") for each in entry.iterchildren(f"{{*}}{name}")]
    bounds = tuple(decimal_of(text.strip(), math.nan) for text in written)
    is_decided = is_comparison(compare, bounds) and not any(map(math.isnan, bounds))
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
