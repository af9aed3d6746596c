"""The tables of a web page while it is read: data or layout, and data as a grid of cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from audit.patterns import regex
from audit.readers._limits import MAX_ROWSPAN
from audit.readers.flow import Span, filled_cell, is_heading
from audit.readers.web._items import WebGrid, WebItem, WebLine
from audit.words import MEASURE

_COUNT = regex(r"\s*(\d{1,9})")
_FIGURE = regex(rf"[\d,.，．\s+－-]{{1,20}}[{MEASURE}]{{0,2}}")
#: A line this long is prose: no cell of the form prints as much.
_SHORTEST_PROSE = 120
_MOST_LINES_OF_CELL = 5


@dataclass(slots=True)
class WebCell:
    """A cell: what it prints, its spans as stated, a mark in brackets for what it shows besides text, whether text in it is struck out."""

    items: list[WebItem]
    colspan: int = 1
    rowspan: int = 1
    shown: str = ""
    struck: bool = False


@dataclass(slots=True)
class WebTable:
    """A table that is open: its block, where its content goes in the end, row groups of rows, the open cell."""

    holder: int
    outer: list[WebItem]
    groups: list[list[list[WebCell]]] = field(default_factory=lambda: [[]])
    cell: WebCell | None = None


def spans_of(cell: LexborNode) -> tuple[int, int]:
    """The columns and rows that ``cell`` states to cover."""
    attributes = cell.attrs
    columns = (_count(attributes["colspan"]) or 1) if "colspan" in attributes else 1
    # By the standard, rowspan="0" reaches to the end of the row group.
    rows = (_count(attributes["rowspan"]) or MAX_ROWSPAN) if "rowspan" in attributes else 1
    return columns, rows


def to_grid(table: WebTable) -> WebGrid:
    """A data table as a grid; what its cells nest is not in it."""
    groups = tuple(tuple(tuple(_span(cell) for cell in row) for row in group) for group in table.groups if group)
    return WebGrid(groups, table.holder)


def _count(attribute: str | None) -> int:
    """The number that an attribute begins with, 1 where it has none."""
    match = _COUNT.match(attribute or "")
    return int(match[1]) if match else 1


def _span(cell: WebCell) -> Span:
    texts = [item.text for item in cell.items if isinstance(item, WebLine)]
    text = texts[0] if len(texts) == 1 else "\n".join(texts)
    return Span(filled_cell(text, tables=bool(cell.items), struck=cell.struck), cell.colspan, cell.rowspan)


def only_arranges(groups: list[list[list[WebCell]]]) -> bool:
    """Whether a table holds parts of the page (prose, headings, links, other tables) rather than data."""
    rows = [row for group in groups for row in group]
    cells = [cell for row in rows for cell in row]
    lines = [item for cell in cells for item in cell.items if isinstance(item, WebLine)]
    nested = len(lines) < sum(len(cell.items) for cell in cells)
    prose = [cell for cell in cells for item in cell.items if isinstance(item, WebLine) and _is_prose(item.text)]
    if prose and (nested or any(len(cell.items) > _MOST_LINES_OF_CELL for cell in prose)):
        return True
    numbers = (line for line in lines if _FIGURE.fullmatch(line.text))
    if next(numbers, None) and next(numbers, None):
        return False
    narrow = all(len(row) <= 2 for row in rows)
    return nested or (bool(prose) and narrow) or all(line.linked for line in lines)


def _is_prose(text: str) -> bool:
    return len(text) >= _SHORTEST_PROSE or is_heading(text)
