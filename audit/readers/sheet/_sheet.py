"""One sheet of a workbook as printed text, and how stored numbers print; shared by both file formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from audit.readers.flow import LineBuilder, Print, Unseen, filled_cell, nothing_unseen, whole_cell
from audit.readers.sheet._numberformat import Shown, shown

#: Sheets of one workbook.
MAX_SHEETS = 100


class Style(NamedTuple):
    """A cell style: the code of its number format, how its font prints, and whether its ground is coloured."""

    code: str = ""
    how: Print | None = None
    coloured: bool = False


class TextPiece(NamedTuple):
    """A piece of a cell's text that has a font of its own, and how that prints it."""

    text: str
    how: Print | None = None


#: Text of a cell: in the cell's own font, or in pieces.
CellText = str | tuple[TextPiece, ...]


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


def styled(text: CellText, style: Style, sheet: Sheet) -> str:
    """What is read of the ``text`` of a cell of this style; ``sheet`` counts the cells of which something is not."""
    if isinstance(text, str) and style.how is None:
        return text
    unseen = nothing_unseen()
    printed = text if isinstance(text, str) else _joined(text, style, unseen)
    read = whole_cell(printed, None if style.how is Print.WHITE and style.coloured else style.how)
    sheet.unseen += read != printed or sum(unseen.values()) > unseen[Print.RAISED]
    return read


def _joined(pieces: Iterable[TextPiece], style: Style, unseen: Unseen) -> str:
    line = LineBuilder(unseen)
    for text, how in pieces:
        if how is None or (how is Print.WHITE and style.coloured) or not text.strip():
            line.parts.append(text)
        else:
            line.add(text, how)
    return filled_cell(line.take(in_cell=True), struck=unseen[Print.STRUCK] > 0)


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
