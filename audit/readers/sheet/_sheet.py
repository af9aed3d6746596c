"""One sheet of a workbook as printed text, and how stored numbers print; shared by both file formats."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from audit.readers.sheet._numberformat import Shown, shown

#: Sheets of one workbook.
MAX_SHEETS = 100


class Style(NamedTuple):
    """A cell style: the code of its number format, and what stands for text that it strikes out or prints in white."""

    code: str = ""
    instead: str = ""


@dataclass(slots=True)
class Sheet:
    """One sheet: printed text by (row, column) from 1, merged ranges (first row, first column, last row, last column).

    ``columns`` are the hidden columns; ``zeros`` says whether zeros are printed. The rest counts what notes tell.
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: int = 0
    uncalculated: int = 0
    rounded: int = 0
    otherwise: int = 0
    unseen: int = 0
    zeros: bool = True
    columns: set[int] = field(default_factory=set)


def print_number(stored: str, code: str, sheet: Sheet) -> str:
    """What a cell of format ``code`` prints for a stored number; ``sheet`` counts what its format changes."""
    text = number(stored)
    if text is None:
        return stored
    found = shown(text, code) if sheet.zeros or text not in ("0", "-0") else Shown("", other=True)
    sheet.rounded += found.rounded
    sheet.otherwise += found.other
    return found.text


def styled(text: str, style: Style, sheet: Sheet) -> str:
    """``text``, or what stands for it where its style strikes it out or prints it in white."""
    if not text or not style.instead:
        return text
    sheet.unseen += 1
    return style.instead


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
