"""What the cells of the tables print, as far as a row must know it to tell its labels from its values."""

from __future__ import annotations

from audit.cells import read_cell
from audit.document import Cell


def is_value(cell: Cell) -> bool:
    """Whether a cell may hold a value: a number, “/” and the like; blanks count as well."""
    return read_cell(cell.text).kind != "text"


def is_number(cell: Cell) -> bool:
    """Whether a cell prints a number."""
    return read_cell(cell.text).kind == "number"


def is_figure(text: str) -> bool:
    """Whether ``text`` may stand for a value: it prints no words."""
    return read_cell(text).kind != "text"
