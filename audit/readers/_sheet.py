"""One sheet of a workbook as printed text, and how stored numbers print; shared by both file formats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

#: Sheets of one workbook.
MAX_SHEETS = 100
#: Formats that every workbook has without naming them: dates and times, percentages, two decimals.
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0"}
_NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclass(slots=True)
class Sheet:
    """One sheet: printed text by (row, column) from 1, merged ranges (first row, first column, last row, last column)."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: int = 0
    uncalculated: int = 0
    rounded: int = 0


def number_format(index: int, custom: Mapping[int, str]) -> str:
    """Number format ``index`` reduced to its first part without quoted text; "d" for dates, "" for the general one.

    ``custom`` are the formats that the workbook defines.
    """
    if index not in custom:
        return "d" if index in _DATES else _BUILT_IN.get(index, "")
    code = _NOT_CODE.sub("", custom[index]).split(";")[0].lower()
    if "general" in code:
        return ""
    return "d" if re.search("[ymdhs年月日]", code) else code


def print_number(stored: str, code: str, sheet: Sheet) -> str:
    """What a cell prints for a stored number; ``sheet`` counts those that its format would round."""
    if code == "d":
        return f"[日期{stored.strip()}]"
    text = number(stored)
    if text is None:
        return stored
    if "%" in code:
        return f"{number(str(Decimal(text) * 100))}%"
    decimals = len(re.sub("[^0#?]", "", code.partition(".")[2]))
    sheet.rounded += bool(code) and code != "@" and len(text.partition(".")[2]) > decimals
    return text


def number(stored: float | str) -> str | None:
    """A stored number as a spreadsheet prints it: fifteen digits, whole numbers without a point; None if it is none."""
    try:
        value = float(stored)
    except ValueError:
        return None
    if not -1e30 < value < 1e30:
        return None
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
