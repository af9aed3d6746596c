"""Write a generated report as a workbook, in the ways in which offices fill them in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.generate.report.layout import PLAIN, LayoutCell, LayoutTable, Variant, blocks
from tests.generate.report.truth import TextLine, Truth


@dataclass(frozen=True, slots=True)
class Book:
    """How the workbook is made; all difficulties are off by default."""

    numbers: bool = False  # numbers as numbers, not as text
    per_section: bool = False  # a sheet for each section
    hidden: bool = False  # a hidden sheet and a hidden row with other figures
    gaps: bool = False  # empty rows between parts, first column and row empty
    named_sheets: bool = False  # the section heading only on the sheet’s tab


SIMPLE = Book()
BOOKS: dict[str, Book] = {
    "plain": SIMPLE,
    "numbers": Book(numbers=True),
    "six sheets": Book(per_section=True),
    "headings on tabs": Book(per_section=True, named_sheets=True),
    "hidden": Book(hidden=True, numbers=True),
    "gaps": Book(gaps=True),
    "everything": Book(numbers=True, per_section=True, hidden=True, gaps=True),
}
WIDTH = 10


def write(truth: Truth, variant: Variant = PLAIN, book: Book = SIMPLE) -> bytes:
    """The bytes of the .xlsx file."""
    workbook = Workbook()
    workbook.remove(workbook.active)  # type: ignore[arg-type]
    items = list(blocks(truth, variant))
    groups = [(1, items)] if not book.per_section else [(n, list(group)) for n, group in _by_section(items)]
    for number, group in groups:
        heading = next((item for item in group if isinstance(item, TextLine) and item.kind == "heading"), None)
        tab = heading.printed[:31] if book.named_sheets and heading else f"表{number}"
        sheet = workbook.create_sheet(tab)
        if book.named_sheets and group[0] is heading:
            group.remove(heading)
        _fill(sheet, group, book)
    if book.hidden:
        decoy = workbook.create_sheet("底稿", 0)
        decoy.append(["一、总体情况", 99])
        decoy.sheet_state = "hidden"
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _by_section(items: list[TextLine | LayoutTable]) -> Iterator[tuple[int, Iterator[TextLine | LayoutTable]]]:
    """The blocks of the front, of each section and what follows, numbered."""
    number = 0
    numbered = []
    for item in items:
        number += isinstance(item, TextLine) and item.kind == "heading"
        numbered.append((max(number, 1), item))
    for section, group in groupby(numbered, key=lambda pair: pair[0]):
        yield section, (item for _, item in group)


def _fill(sheet: Worksheet, items: list[TextLine | LayoutTable], book: Book) -> None:
    row = left = 2 if book.gaps else 1
    for item in items:
        if isinstance(item, TextLine):
            sheet.cell(row, left, item.printed)
            sheet.merge_cells(start_row=row, end_row=row, start_column=left, end_column=left + WIDTH - 1)
            row += 1
        else:
            for offset, column, cell in item.placed():
                _put(sheet, row + offset - 1, left + column - 1, cell, book)
            row += len(item.rows)
        if book.hidden:
            for column in range(3):
                sheet.cell(row, left + column, 77)
            sheet.row_dimensions[row].hidden = True
            row += 1
        row += book.gaps


def _put(sheet: Worksheet, row: int, column: int, cell: LayoutCell, book: Book) -> None:
    whole = re.fullmatch(r"-?\d+(\.\d+)?", cell.text) if book.numbers and cell.key else None
    sheet.cell(row, column, float(cell.text) if whole else cell.text or None)
    if cell.rowspan > 1 or cell.colspan > 1:
        end = row + cell.rowspan - 1, column + cell.colspan - 1
        sheet.merge_cells(start_row=row, start_column=column, end_row=end[0], end_column=end[1])
