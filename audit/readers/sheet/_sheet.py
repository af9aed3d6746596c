"""One sheet of a workbook as printed text, and how stored numbers print; shared by both file formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from audit.readers.sheet.looks import CellText, Palette, Shown, Style, plain_text, read_text, shown, shown_text

#: Sheets of one workbook.
MAX_SHEETS = 100
#: Stands for a cell whose conditional formats may show it in one way or in another.
_CONDITIONAL = "[条件格式显示的文字]"
#: What a column must be wide to show anything, in widths of a digit: its margins alone take this.
NARROWEST_COLUMN = 0.7


@dataclass(slots=True)
class Sheet:
    """One sheet: printed text by (row, column) from 1, merged ranges (first row, first column, last row, last column).

    ``columns`` are the hidden columns; ``zeros`` says whether zeros are printed. ``ruled`` are by row the columns, as bits,
    of blank cells behind text that are ruled off from other rows. The rest counts what notes tell.
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: int = 0
    uncalculated: int = 0
    rounded: int = 0
    otherwise: int = 0
    unseen: int = 0
    conditional: int = 0
    zeros: bool = True
    columns: set[int] = field(default_factory=set)
    ruled: dict[int, int] = field(default_factory=dict)

    def print_cell(self, stored: CellText, looks: Sequence[Style], palette: Palette, *, number: bool = False) -> str:
        """What is read of a cell that stores this text, or the digits of a ``number``.

        ``looks`` are the styles that the cell may have, one but for conditional formats. The counts for notes are kept.
        """
        found = [self._printed(stored, style, palette, number=number) for style in looks]
        text, format_, unseen = found[0]
        if any(other[0] != text for other in found[1:]) and any(map(str.isdigit, plain_text(stored))):
            self.conditional += 1
            return _CONDITIONAL
        self.rounded += format_.rounded
        self.otherwise += format_.other
        self.unseen += unseen
        return text

    def _printed(self, stored: CellText, style: Style, palette: Palette, *, number: bool) -> tuple[str, Shown, bool]:
        """What is read in this style, how its number format shows it, and whether something is not read."""
        digits = number_text(stored) if number and isinstance(stored, str) else None
        if digits is not None:
            zero = not self.zeros and digits in ("0", "-0")
            format_ = Shown("", other=True) if zero else shown(digits, style.code)
        else:
            format_ = shown_text(plain_text(stored), style.code)
        text = format_.text if format_.other or digits is not None else stored
        if (colour := palette.named(format_.colour)) is not None:
            style = style._replace(font=style.font._replace(colour=colour))
        read, unseen = read_text(text, style)
        return read, format_, unseen


def number_text(stored: float | str) -> str | None:
    """A stored number as a spreadsheet prints it: fifteen digits, whole numbers without a point; None if it is none."""
    try:
        value = float(stored)
    except ValueError:
        return None
    if not -1e30 < value < 1e30:
        return None
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
