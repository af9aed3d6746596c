"""Place cells that span rows and columns on a grid, within bounds; shared by the readers of HTML and ODF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit.document import Cell, Place, Table
from audit.errors import ReadError
from audit.readers._limits import MAX_CELLS, MAX_ROWSPAN, MAX_SPAN


@dataclass(frozen=True, slots=True)
class Span:
    """One cell as the source lists it: its text and how many rows and columns it covers.

    ``covered`` marks a place that the source lists although a cell from above or from the left covers it, ``is_drawn`` is
    that of the cell.
    """

    text: str
    colspan: int = 1
    rowspan: int = 1
    covered: bool = False
    is_drawn: bool = True


class Budget:
    """Grid places that one document may still use, over all its tables."""

    def __init__(self, places: int = MAX_CELLS) -> None:
        self.left = places

    def take(self, places: int) -> None:
        """Use ``places``; ReadError once the document asks for more than any report needs."""
        self.left -= places
        if self.left < 0:
            raise ReadError(
                f"文件中的表格单元格超过{MAX_CELLS:,}个（含合并单元格），远超年度报告所需，未读取。请核对文件内容。"
            )


def grid(groups: Iterable[Sequence[Sequence[Span]]], table: int, budget: Budget) -> tuple[Cell, ...]:
    """The cells of table number ``table`` at their grid places, from 1, as a browser lays them out.

    ``groups`` are row groups (thead, tbody …) of rows of cells; no cell reaches below its group. In a row that
    lists its covered places, every cell stands where it is listed.
    ReadError where the spans cover more places than ``budget`` holds.
    """
    cells: list[Cell] = []
    above = 0
    for rows in groups:
        taken: list[int] = []  # for each column the first row of the group that is free again
        for index, row in enumerate(rows):
            column = 0
            number = above + index + 1
            listed = any(span.covered for span in row)
            for span in row:
                if span.covered:
                    column += 1
                    continue
                while not listed and column < len(taken) and taken[column] > index:
                    column += 1
                width, height = span.colspan, span.rowspan
                if width != 1 or height != 1:
                    width = min(max(width, 1), MAX_SPAN)
                    height = min(max(height, 1), MAX_ROWSPAN, len(rows) - index)
                    taken += [0] * (column + width - len(taken))
                    for covered in range(column, column + width):
                        taken[covered] = max(taken[covered], index + height)
                elif column >= len(taken):
                    taken += [0] * (column + 1 - len(taken))
                budget.take(width * height)
                place = Place(table=table, row=number, column=column + 1)
                cells.append(Cell(span.text, place, number, column + 1, height, width, is_drawn=span.is_drawn))
                column += 1 if listed else width
        above += len(rows)
    return tuple(cells)


def rows_of(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """``cells`` (row by row) as rows; rows in which no cell begins are skipped."""
    row: list[Cell] = []
    for cell in cells:
        if row and cell.row != row[0].row:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def table_of(cells: tuple[Cell, ...], number: int) -> Table:
    """``cells`` as table ``number`` of the document; their rows and columns stay."""
    if cells and cells[0].place.table != number:
        cells = tuple(cell._replace(place=cell.place._replace(table=number)) for cell in cells)
    return Table(cells, Place(table=number))
