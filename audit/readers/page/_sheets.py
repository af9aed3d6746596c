"""Pages of characters and rulings taken apart, step by step: what rules tables, their cells, the lines outside of them.

Each page becomes a ``PageParts`` that keeps what every step decided, so that it can be drawn.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from audit.errors import ReadError
from audit.readers._limits import MAX_CELLS
from audit.readers.page.lines import (
    PageLine,
    Run,
    compose_lines,
    drop_double_prints,
    join_labels,
    right_margin,
    settle_note_marks,
)
from audit.readers.page.rulings import Box, RuledGrid, Stroke, cut_strays, drop_struck, find_grids
from audit.readers.page.tables import (
    RuledTable,
    drop_cut_cells,
    fill_grid,
    mend_page_break,
    part_at_headings,
    rejoin_wrapped_figures,
)
from audit.words import PAGE_NUMBER

Edges = tuple[float, float, float, float]
#: A frame higher than this many points around text is no table of one row.
_MAX_ROW_HEIGHT = 60.0
#: How far the edges of tables of one width may differ, in points.
_EDGE_TOLERANCE = 4.0
#: How far figures must reach into a table to be a cell's, in points.
_MIN_REACH = 3.0
#: Where the head of a page ends and where its foot begins, as shares of its height; and where they surely do.
_HEAD, _FOOT, _SURE_HEAD, _SURE_FOOT = 0.14, 0.84, 0.12, 0.88
#: How far a line of the head or the foot may reach into a table, in points.
_MAX_REACH_OF_EDGE = 3
#: Characters of a line that shows where the text of its page begins on the left.
_MIN_FULL_LINE = 12


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What one page prints, in points from the top left corner of the upright page.

    ``turn`` says how many quarter turns clockwise bring the page as displayed upright, so that boxes can be
    given as displayed. Before it, ``matrix`` (a, b, c, d, e, f) takes x, y of a straightened page to
    ax + by + c, dx + ey + f of the page as it was; after it, one point is ``unit`` points as displayed.
    ``confidence`` is that of everything on the page; ``aslant`` says that text stamped across it is left out; ``pictures``
    counts its images that may hold a table, ``faint`` its pieces of text that are white, ``covered`` those
    that white shapes cover.
    """

    number: int
    width: float
    height: float
    runs: Sequence[Run]
    horizontal: Sequence[Stroke]
    vertical: Sequence[Stroke]
    turn: int = 0
    matrix: tuple[float, ...] | None = None
    unit: float = 1.0
    confidence: float = 1.0
    aslant: bool = False
    pictures: int = 0
    faint: int = 0
    covered: int = 0


@dataclass(slots=True)
class PageParts:
    """A page while it is put together: its tables, whether one goes on beyond the page, and the lines outside them.

    ``across`` and ``down`` are the strokes that were taken for rulings; ``regions`` are what these enclose; ``furniture`` are
    page numbers, and headers and footers that several pages repeat. ``items`` are lines and tables from top to bottom.
    """

    page: PrintedPage
    tables: list[RuledTable]
    lines: list[PageLine]
    across: Sequence[Stroke]
    down: Sequence[Stroke]
    regions: Sequence[RuledGrid]
    cut: bool = False
    left: float = 0.0
    right: float | None = None
    furniture: list[PageLine] = field(default_factory=list)
    items: list[PageLine | RuledTable] = field(default_factory=list)


def take_apart(pages: Sequence[PrintedPage]) -> list[PageParts]:
    """``pages`` with their tables and lines in order; ReadError for too many cells or no text at all."""
    if not any(page.runs for page in pages):
        raise ReadError("文件各页均没有文字，无法读取。请确认文件内容，或提供文字版文件（如.docx）后再核查。")
    sheets: list[PageParts] = []
    last: RuledTable | None = None
    for page in pages:
        sheets.append(_sheet(page, last))
        last = sheets[-1].tables[-1] if sheets[-1].tables else None
    if sum(len(table.pieces) for sheet in sheets for table in sheet.tables) > MAX_CELLS:
        raise ReadError("文件中的表格单元格数量超出上限，未读取。请确认文件来源，或只保留年度报告部分后再核查。")
    _drop_furniture(sheets)
    margins: dict[int, list[PageLine]] = {}
    for sheet in sheets:
        margins.setdefault(round(sheet.page.width), []).extend(sheet.lines)
    for sheet in sheets:
        peers = margins[round(sheet.page.width)]
        sheet.right = right_margin(peers)
        sheet.left = min((line.x0 for line in peers if len(line.text) >= _MIN_FULL_LINE), default=0.0)
        sheet.items = sorted([*sheet.lines, *sheet.tables], key=attrgetter("top"))
    for before, after in pairwise(sheets):
        if before.items and after.items:
            end, start = before.items[-1], after.items[0]
            if isinstance(end, RuledTable) and isinstance(start, RuledTable):
                mend_page_break(end, start)
                for table in (end, start):
                    table.pieces = rejoin_wrapped_figures(table.pieces)
    return sheets


def is_table(grid: RuledGrid) -> bool:
    """Whether a ruled region may be a table: a high frame without cells is none."""
    return len(grid.boxes) > 1 or grid.ys[-1] - grid.ys[0] <= _MAX_ROW_HEIGHT


def _sheet(page: PrintedPage, before: RuledTable | None) -> PageParts:
    """Give each run to the smallest ruled region it stands in; ``before`` is the table before the page's first."""
    # Beside the page nothing is printed.
    runs = drop_double_prints([run for run in page.runs if _within(run, 0, 0, page.width, page.height)])
    runs, across = drop_struck(runs, page.horizontal)
    down = cut_strays(runs, across, page.vertical)
    regions = find_grids(across, down)
    regions.sort(key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0]))
    inside: list[list[Run]] = [[] for _ in regions]
    outside = []
    for run in runs:
        for grid, members in zip(regions, inside, strict=True):
            if _within(run, grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]) or _sticks_out(run, grid):
                members.append(run)
                break
        else:
            outside.append(run)
    tables: list[RuledTable] = []
    for grid, members in sorted(zip(regions, inside, strict=True), key=lambda item: item[0].ys[0]):
        if not is_table(grid):
            outside += members
            continue
        wide = (
            before and abs(before.x0 - grid.xs[0]) < _EDGE_TOLERANCE and abs(before.x1 - grid.xs[-1]) < _EDGE_TOLERANCE
        )
        table = before = fill_grid(page.number, grid, members, before.edges() if before and wide else ())
        parts = part_at_headings(table, outside) if grid.open else [table]
        for part in parts:
            if sum(bool(piece.text) for piece in part.pieces) > 1 or (len(grid.boxes) > 1 and not grid.open):
                tables.append(part)
            else:
                outside += [run for piece in part.pieces for line in piece.lines for run in line.runs]
    cut = sum(drop_cut_cells(table, page.width, page.height) for table in tables)
    kept = [table for table in tables if table.pieces]
    return PageParts(
        page, kept, join_labels(compose_lines(settle_note_marks(outside))), across, down, regions, cut=cut > 0
    )


def _within(run: Run, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether the middle of ``run`` lies in the given box."""
    return left <= (run.x0 + run.x1) / 2 <= right and top <= (run.top + run.bottom) / 2 <= bottom


def _sticks_out(run: Run, grid: RuledGrid) -> bool:
    """Whether figures begin or end in a ruled region, most of them outside: its cell is not blank."""
    return (
        run.text[-1].isdigit()
        and grid.ys[0] <= (run.top + run.bottom) / 2 <= grid.ys[-1]
        and (run.x0 < grid.xs[-1] - _MIN_REACH < run.x1 or run.x0 < grid.xs[0] + _MIN_REACH < run.x1)
    )


def _drop_furniture(sheets: Sequence[PageParts]) -> None:
    """Take away page numbers, and headers and footers that stand at the same place of several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        seen.update({_signature(line) for line in _edges(sheet)})
    for sheet in sheets:
        for line in _edges(sheet):
            number = PAGE_NUMBER.fullmatch(line.text.strip())
            if number or (seen[_signature(line)] >= max(2, len(sheets) // 2) and _in_margin(sheet, line)):
                sheet.lines.remove(line)
                sheet.furniture.append(line)


def _edges(sheet: PageParts) -> list[PageLine]:
    """The lines that nothing but other such lines parts from the top or bottom of the page."""
    tops, bottoms = [t.top for t in sheet.tables], [t.bottom for t in sheet.tables]
    first, last = sheet.lines[:2], sheet.lines[-2:]
    high = [
        line
        for line in first
        if line.bottom < min(tops, default=math.inf) + _MAX_REACH_OF_EDGE and line.bottom < _HEAD * sheet.page.height
    ]
    low = [
        line
        for line in last
        if line.top > max(bottoms, default=-math.inf) - _MAX_REACH_OF_EDGE and line.top > _FOOT * sheet.page.height
    ]
    return [*high, *(line for line in low if line not in high)]


def _in_margin(sheet: PageParts, line: PageLine) -> bool:
    return line.bottom < _SURE_HEAD * sheet.page.height or line.top > _SURE_FOOT * sheet.page.height


def _signature(line: PageLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / 4)


def box_on_page(item: PageLine | Box | RuledTable, page: PrintedPage) -> Edges:
    """The box of ``item`` on ``page`` as displayed, in points."""
    return on_page((item.x0, item.top, item.x1, item.bottom), page)


def on_page(edges: Edges, page: PrintedPage) -> Edges:
    """Where the box ``edges`` (x0, top, x1, bottom) of ``page`` lies on the page as displayed, in points."""
    x0, top, x1, bottom = edges
    if page.matrix:
        a, b, c, d, e, f = page.matrix
        xs, ys = zip(*((a * x + b * y + c, d * x + e * y + f) for x in (x0, x1) for y in (top, bottom)), strict=True)
        x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    for step in range(page.turn % 4):
        width = page.height if step % 2 else page.width
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
    unit = page.unit
    return round(x0 * unit, 1), round(top * unit, 1), round(x1 * unit, 1), round(bottom * unit, 1)


def size_on_page(page: PrintedPage) -> tuple[float, float]:
    """Width and height of ``page`` as displayed, in points."""
    _, _, x1, bottom = on_page((0.0, 0.0, page.width, page.height), page)
    return x1, bottom
