"""Write a generated report on one sheet of a workbook of any kind, ruled or not, with a cell deleted from one of its rows.

Where office programs delete a cell, what stands behind it moves up with its lines, and a place without lines is left at the end.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.generate.formats import odt, xls
from tests.generate.report.layout import PLAIN, LayoutTable, blocks
from tests.generate.report.truth import TextLine, Truth

_LINE = Side(style="thin")
_LINES = Border(top=_LINE, bottom=_LINE, left=_LINE, right=_LINE)
_WIDTH = 10
_REPEATED = "table:number-columns-repeated"


class GridCell(NamedTuple):
    """A cell of the sheet: its place from 1, its spans, its text, the key of its number; ``ruled`` where it belongs to a table."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    key: str | None
    ruled: bool

    def places(self) -> Iterator[tuple[int, int]]:
        """All places that it covers."""
        return ((self.row + down, self.column + along) for down in range(self.rowspan) for along in range(self.colspan))


def cells_of(report: Truth) -> list[GridCell]:
    """All cells of the report, paragraphs in cells that are merged over the sheet."""
    found: list[GridCell] = []
    row = 1
    for item in blocks(report, PLAIN):
        if isinstance(item, TextLine):
            found.append(GridCell(row, 1, 1, _WIDTH, item.printed, None, ruled=False))
            row += 1
        elif isinstance(item, LayoutTable):
            found += [
                GridCell(row + offset - 1, column, cell.rowspan, cell.colspan, cell.text, cell.key, ruled=True)
                for offset, column, cell in item.placed()
            ]
            row += len(item.rows)
    return found


def without(cells: list[GridCell], gone: GridCell) -> list[GridCell]:
    """``cells`` after ``gone`` was deleted from its row."""
    return [
        cell._replace(column=cell.column - gone.colspan) if cell.row == gone.row and cell.column > gone.column else cell
        for cell in cells
        if cell is not gone
    ]


def write_xlsx(cells: list[GridCell], *, ruled: bool) -> bytes:
    """The sheet as an .xlsx workbook."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for cell in cells:
        sheet.cell(cell.row, cell.column, _stored(cell))
        if ruled and cell.ruled:
            for place in cell.places():
                sheet.cell(*place).border = _LINES
        if cell.rowspan > 1 or cell.colspan > 1:
            end = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
            sheet.merge_cells(start_row=cell.row, start_column=cell.column, end_row=end[0], end_column=end[1])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def write_xls(cells: list[GridCell], *, ruled: bool) -> bytes:
    """The sheet as an .xls workbook."""
    look = xls.Look(ruled=True)
    stored: dict[tuple[int, int], tuple[xls.Stored, xls.Look]] = {}
    for cell in cells:
        if ruled and cell.ruled:
            stored |= dict.fromkeys(cell.places(), (None, look))
        if cell.text:
            stored[cell.row, cell.column] = _stored(cell), look if ruled and cell.ruled else xls.PLAIN
    merges = [
        (cell.row, cell.column, cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        for cell in cells
        if cell.rowspan > 1 or cell.colspan > 1
    ]
    return xls.write(xls.Sheet(stored, merges))


def write_ods(cells: list[GridCell], *, ruled: bool) -> bytes:
    """The sheet as an .ods, whose columns are ruled where cells say nothing else, as the office program writes it."""
    begin = {(cell.row, cell.column): cell for cell in cells}
    covered = {place for cell in cells for place in cell.places()} - set(begin)
    last = max(column for _, column in (*begin, *covered))
    rows = []
    for row in range(1, max(row for row, _ in begin) + 1):
        listed = [
            _ods_cell(begin.get((row, n)), ruled=ruled, is_covered=(row, n) in covered) for n in range(1, last + 1)
        ]
        rows.append(f"<table:table-row>{''.join(listed)}<table:table-cell {_REPEATED}='16000'/></table:table-row>")
    columns = f"<table:table-column {_REPEATED}='{last}' table:default-cell-style-name='lines'/>" if ruled else ""
    styles = (
        "<style:style style:name='lines' style:family='table-cell' style:parent-style-name='plain'>"
        "<style:table-cell-properties fo:border='0.74pt solid #000000'/></style:style>"
        "<style:style style:name='plain' style:family='table-cell'/>"
    )
    names = "".join(f" xmlns:{name}='urn:{name}'" for name in ("office", "style", "fo"))
    sheet = f"<office:document-styles{names}>{styles}</office:document-styles>"
    return odt.package(f"<table:table>{columns}{''.join(rows)}</table:table>", "spreadsheet", **{"styles.xml": sheet})


def _ods_cell(cell: GridCell | None, *, ruled: bool, is_covered: bool) -> str:
    if is_covered:
        return "<table:covered-table-cell/>"
    if cell is None:
        return "<table:table-cell table:style-name='plain'/>"
    style = "" if ruled and cell.ruled else " table:style-name='plain'"
    spans = f" table:number-columns-spanned='{cell.colspan}' table:number-rows-spanned='{cell.rowspan}'"
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.splitlines())
    return f"<table:table-cell{style}{spans}>{text}</table:table-cell>"


def _stored(cell: GridCell) -> float | str | None:
    return float(cell.text) if cell.text.isdigit() else cell.text or None


#: For each format its writer.
WRITERS: Mapping[str, Callable[..., bytes]] = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}
