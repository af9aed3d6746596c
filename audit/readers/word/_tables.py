"""The tables of a .docx body: how rows and cells are printed, and each table on its grid while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from audit.document import Cell, Place
from audit.errors import ReadError
from audit.readers._limits import MAX_SPAN
from audit.readers.word._xml import VAL, W, integer, is_on, members, properties_of

TABLE, ROW, CELL = W + "tbl", W + "tr", W + "tc"
_ROW_PROPERTIES, _CELL_PROPERTIES = W + "trPr", W + "tcPr"
_DELETED, _HIDDEN, _GRID_BEFORE = W + "del", W + "hidden", W + "gridBefore"
_HEIGHT, _RULE = W + "trHeight", W + "hRule"
_GRID_SPAN, _V_MERGE, _H_MERGE, _CELL_DELETED = W + "gridSpan", W + "vMerge", W + "hMerge", W + "cellDel"
#: Twips; a column or row below this is there for alignment only and prints nothing.
_MAX_SPACER_TWIPS = 30
#: Digits of a number of columns that are taken as a number at all, and those that a message shows.
_MAX_SPAN_DIGITS, _DIGITS_SHOWN = 9, 12


class RowKind(NamedTuple):
    """Whether a row is printed, and on how many empty columns it begins."""

    printed: bool = True
    before: int = 0


@dataclass(slots=True)
class CellKind:
    """Columns spanned; ``vertical`` and ``horizontal`` are the merges: "", "restart" or "continue"."""

    span: int = 1
    vertical: str = ""
    horizontal: str = ""
    deleted: bool = False


@dataclass(slots=True)
class OpenCell:
    """A cell at its first grid place, from 1; its spans grow while the table is read."""

    text: str
    row: int
    column: int
    colspan: int
    rowspan: int = 1


@dataclass(slots=True)
class OpenTable:
    """A table being read; ``widths`` are the widths of its grid columns in twips, as far as stated."""

    widths: list[int]
    cells: list[OpenCell] = field(default_factory=list)

    def add(self, cells: list[OpenCell]) -> None:
        """Take the cells of a row, without those that only fill columns of no width."""
        self.cells += [cell for cell in cells if cell.text or not self._is_spacer(cell)]

    def placed(self, number: int) -> tuple[Cell, ...]:
        """The cells of table ``number`` of the document."""
        return tuple(
            Cell(c.text, Place(table=number, row=c.row, column=c.column), c.row, c.column, c.rowspan, c.colspan)
            for c in self.cells
        )

    def _is_spacer(self, cell: OpenCell) -> bool:
        """Whether an empty cell only fills columns of no width, as Word leaves them where rows are not aligned."""
        own = self.widths[cell.column - 1 : cell.column - 1 + cell.colspan]
        return len(own) == cell.colspan and sum(own) < _MAX_SPACER_TWIPS <= sum(self.widths)


def open_table(table: etree._Element) -> OpenTable:
    """``table`` without its rows."""
    return OpenTable([integer(column.get(W + "w"), 0) for grid in table.iterchildren(W + "tblGrid") for column in grid])


def framed(table: etree._Element) -> list[etree._Element]:
    """The cells of a table that only frames others: one cell a row, tables in them; [] for every other table."""
    alone = []
    for row in members(table, ROW):
        if row_kind(row).printed:
            cells = members(row, CELL)
            if len(cells) != 1 or cell_kind(cells[0]).deleted:
                return []  # as almost every table does in its first row
            alone.append(cells[0])
    return alone if next(table.iterdescendants(TABLE), None) is not None else []


def row_kind(row: etree._Element) -> RowKind:
    """How ``row`` is printed: not at all where it is deleted, hidden, or empty and of no height."""
    before = 0
    flat = False
    for properties in row.iterchildren(_ROW_PROPERTIES):
        for child in properties:
            tag = child.tag
            if tag == _DELETED or (tag == _HIDDEN and is_on(child)):
                return _NOT_PRINTED
            if tag == _GRID_BEFORE:
                before = _columns(child.get(VAL), 0)
            elif tag == _HEIGHT and child.get(_RULE) == "exact":
                flat = integer(child.get(VAL), 0) < _MAX_SPACER_TWIPS
    if flat and not any(text.text for text in row.iter(W + "t")):
        return _NOT_PRINTED
    return RowKind(before=before) if before else _PLAIN


_PLAIN, _NOT_PRINTED = RowKind(), RowKind(printed=False)


def cell_kind(cell: etree._Element) -> CellKind:
    """What the properties of ``cell`` say of its place."""
    found = CellKind()
    properties = properties_of(cell, _CELL_PROPERTIES)
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == _GRID_SPAN:
            found.span = max(_columns(child.get(VAL), 1), 1)
        elif tag == _V_MERGE:
            found.vertical = child.get(VAL) or "continue"
        elif tag == _H_MERGE:
            found.horizontal = child.get(VAL) or "continue"
        elif tag == _CELL_DELETED:
            found.deleted = True
    return found


def _columns(text: str | None, default: int) -> int:
    """The columns a property states; a number that no table can have is an attack or damage."""
    digits = (text or "").strip()
    if not digits.isdecimal():
        return default
    if len(digits) > _MAX_SPAN_DIGITS or int(digits) > MAX_SPAN:
        raise ReadError(
            f"表格中有单元格跨{digits[:_DIGITS_SHOWN]}列，超过上限（{MAX_SPAN}列），未读取。请用办公软件打开后另存一份再核查。"
        )
    return int(digits)
