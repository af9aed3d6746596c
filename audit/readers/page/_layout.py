"""Pages of characters and rulings to a Document: tables where rulings enclose text, paragraphs elsewhere.

Shared by the readers of fixed-layout formats (PDF, OFD).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from audit.document import Block, Cell, Document, Paragraph, Place, Skipped, Table
from audit.errors import ReadError
from audit.readers._limits import MAX_CELLS
from audit.readers.flow import is_heading
from audit.readers.page._cells import cut_at_edges, fill, parted, rejoined
from audit.readers.page._figurerows import is_row, with_labels
from audit.readers.page._lines import UNKNOWN, Line, Run, compose, continues, deduplicate, joined, right_margin
from audit.readers.page._pagebreak import Piece, PieceTable, mend
from audit.readers.page._rulings import Box, Grid, Stroke, grids
from audit.readers.page._strays import without_strays
from audit.readers.page._strikes import without_struck
from audit.readers.page._troubles import listed
from audit.words import PAGE_NUMBER

#: A frame higher than this many points around text is no table of one row.
_ONE_ROW = 60.0
#: How far the edges of tables of one width may differ, in points.
_SAME = 4.0
#: How far figures must reach into a table to be a cell's, in points.
_INSIDE = 3.0
_ASLANT = "第{}页有倾斜的文字（如水印），未读取。"
_CUT = "第{}页的表格超出页面边缘，页面以外的内容看不到，未读取。请由原文档调整页面后重新导出，或提供.docx文件。"
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Page:
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
class _Sheet:
    """A page while it is put together: its tables, whether one goes on beyond the page, and the lines outside them."""

    page: Page
    tables: list[PieceTable]
    lines: list[Line]
    left: float = 0.0
    right: float | None = None
    cut: bool = False
    items: list[Line | PieceTable] = field(default_factory=list)


def assemble(pages: Sequence[Page], form: str, notes: Sequence[str] = (), lost: Sequence[int] = ()) -> Document:
    """The document that ``pages`` make; ``form`` is its format, ``lost`` the numbers of the pages that could not be read.

    ReadError for too many cells or no text at all.
    """
    if not any(page.runs for page in pages):
        raise ReadError("文件各页均没有文字，无法读取。请确认文件内容，或提供文字版文件（如.docx）后再核查。")
    sheets: list[_Sheet] = []
    last: PieceTable | None = None
    for page in pages:
        sheets.append(_sheet(page, last))
        last = sheets[-1].tables[-1] if sheets[-1].tables else None
    if sum(len(table.pieces) for sheet in sheets for table in sheet.tables) > MAX_CELLS:
        raise ReadError("文件中的表格单元格数量超出上限，未读取。请确认文件来源，或只保留年度报告部分后再核查。")
    _drop_furniture(sheets)
    margins: dict[int, list[Line]] = {}
    for sheet in sheets:
        margins.setdefault(round(sheet.page.width), []).extend(sheet.lines)
    for sheet in sheets:
        peers = margins[round(sheet.page.width)]
        sheet.right = right_margin(peers)
        sheet.left = min((line.x0 for line in peers if len(line.text) >= 12), default=0.0)
        sheet.items = sorted([*sheet.lines, *sheet.tables], key=attrgetter("top"))
    for before, after in pairwise(sheets):
        if before.items and after.items:
            end, start = before.items[-1], after.items[0]
            if isinstance(end, PieceTable) and isinstance(start, PieceTable):
                mend(end, start)
                for table in (end, start):
                    table.pieces = rejoined(table.pieces)
    said = (
        (_ASLANT, [page.number for page in pages if page.aslant]),
        (_CUT, [sheet.page.number for sheet in sheets if sheet.cut]),
    )
    more = [note.format(listed(numbers)) for note, numbers in said if numbers]
    recognised = " ".join(str(page.number) for page in pages if page.confidence < 1)
    meta = {"recognised": recognised} if recognised else {}
    skipped = [Skipped("picture", Place(page=page.number)) for page in pages for _ in range(page.pictures)]
    skipped += [Skipped("page", Place(page=number)) for number in lost]
    return Document(tuple(_blocks(sheets)), form, meta, (*notes, *more), tuple(skipped))


def is_table(grid: Grid) -> bool:
    """Whether a ruled region may be a table: a high frame without cells is none."""
    return len(grid.boxes) > 1 or grid.ys[-1] - grid.ys[0] <= _ONE_ROW


def _sheet(page: Page, before: PieceTable | None) -> _Sheet:
    """Give each run to the smallest ruled region it stands in; ``before`` is the table before the page's first."""
    # Beside the page nothing is printed.
    runs = deduplicate([run for run in page.runs if _within(run, 0, 0, page.width, page.height)])
    runs, across = without_struck(runs, page.horizontal)
    regions = grids(across, without_strays(runs, across, page.vertical))
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
    tables: list[PieceTable] = []
    for grid, members in sorted(zip(regions, inside, strict=True), key=lambda item: item[0].ys[0]):
        if not is_table(grid):
            outside += members
            continue
        wide = before and abs(before.x0 - grid.xs[0]) < _SAME and abs(before.x1 - grid.xs[-1]) < _SAME
        table = before = fill(page.number, grid, members, before.edges() if before and wide else ())
        parts = parted(table, outside) if grid.open else [table]
        for part in parts:
            if sum(bool(piece.text) for piece in part.pieces) > 1 or (len(grid.boxes) > 1 and not grid.open):
                tables.append(part)
            else:
                outside += [run for piece in part.pieces for line in piece.lines for run in line.runs]
    cut = sum(cut_at_edges(table, page.width, page.height) for table in tables)
    return _Sheet(page, [table for table in tables if table.pieces], with_labels(compose(outside)), cut=cut > 0)


def _within(run: Run, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether the middle of ``run`` lies in the given box."""
    return left <= (run.x0 + run.x1) / 2 <= right and top <= (run.top + run.bottom) / 2 <= bottom


def _sticks_out(run: Run, grid: Grid) -> bool:
    """Whether figures begin or end in a ruled region, most of them outside: its cell is not blank."""
    return (
        run.text[-1].isdigit()
        and grid.ys[0] <= (run.top + run.bottom) / 2 <= grid.ys[-1]
        and (run.x0 < grid.xs[-1] - _INSIDE < run.x1 or run.x0 < grid.xs[0] + _INSIDE < run.x1)
    )


def _drop_furniture(sheets: Sequence[_Sheet]) -> None:
    """Take away page numbers, and headers and footers that stand at the same place of several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        seen.update({_signature(line) for line in _edges(sheet)})
    for sheet in sheets:
        for line in _edges(sheet):
            number = PAGE_NUMBER.fullmatch(line.text.strip())
            if number or (seen[_signature(line)] >= max(2, len(sheets) // 2) and _in_margin(sheet, line)):
                sheet.lines.remove(line)


def _edges(sheet: _Sheet) -> list[Line]:
    """The lines that nothing but other such lines parts from the top or bottom of the page."""
    tops, bottoms = [t.top for t in sheet.tables], [t.bottom for t in sheet.tables]
    first, last = sheet.lines[:2], sheet.lines[-2:]
    high = [
        line for line in first if line.bottom < min(tops, default=1e9) + 3 and line.bottom < 0.14 * sheet.page.height
    ]
    low = [line for line in last if line.top > max(bottoms, default=-1e9) - 3 and line.top > 0.84 * sheet.page.height]
    return [*high, *(line for line in low if line not in high)]


def _in_margin(sheet: _Sheet, line: Line) -> bool:
    return line.bottom < 0.12 * sheet.page.height or line.top > 0.88 * sheet.page.height


def _signature(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / 4)


def _blocks(sheets: Sequence[_Sheet]) -> list[Block]:
    blocks: list[Block] = []
    paragraphs = tables = 0
    previous: Line | None = None
    text, place = "", Place()

    def finish() -> None:
        nonlocal text
        if text:
            blocks.append(Paragraph(text, place))
        text = ""

    for sheet in sheets:
        apart = True
        for item in sheet.items:
            if isinstance(item, PieceTable):
                finish()
                previous = None
                tables += 1
                blocks.append(_block(item, tables, sheet.page))
            elif (
                previous
                and continues(previous, item, sheet.left, sheet.right, apart=apart)
                and not (is_row(previous) or is_row(item) or is_heading(item.text))
            ):
                text = joined(text, item, previous, sheet.right)
                if not apart:
                    place = _widened(place, item, sheet.page)
                previous = item
            else:
                finish()
                paragraphs += 1
                text, previous = joined("", item, item, None), item
                place = Place(page=sheet.page.number, paragraph=paragraphs, bbox=_bbox(item, sheet.page))
            apart = False
    finish()
    return blocks


def _block(table: PieceTable, ordinal: int, page: Page) -> Table:
    cells = tuple(
        Cell(
            _sure_text(piece, page),
            Place(
                page=page.number,
                table=ordinal,
                row=piece.box.row + 1,
                column=piece.box.column + 1,
                bbox=_bbox(piece.box, page),
            ),
            piece.box.row + 1,
            piece.box.column + 1,
            piece.box.rowspan,
            piece.box.colspan,
            _confidence(piece, page),
        )
        for piece in sorted(table.pieces, key=lambda piece: piece.box[:2])
    )
    return Table(cells, Place(page=page.number, table=ordinal, bbox=_bbox(table, page)))


def _sure_text(piece: Piece, page: Page) -> str:
    """The text of a cell; on a recognised page a missing ruling may have been lost: no value hangs on an inferred one."""
    if page.confidence == 1.0 or piece.box.confidence == 1.0 or _HAN.search(piece.text):
        return piece.text
    return piece.text.replace(UNKNOWN, "") + UNKNOWN


def _confidence(piece: Piece, page: Page) -> float:
    runs = [run.confidence for line in piece.lines for run in line.runs]
    return min([piece.box.confidence, page.confidence, *runs])


def _bbox(item: Line | Box | PieceTable, page: Page) -> tuple[float, float, float, float]:
    """The box of ``item`` on the page as displayed."""
    x0, top, x1, bottom = item.x0, item.top, item.x1, item.bottom
    if page.matrix:
        a, b, c, d, e, f = page.matrix
        xs, ys = zip(*((a * x + b * y + c, d * x + e * y + f) for x in (x0, x1) for y in (top, bottom)), strict=True)
        x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    for step in range(page.turn % 4):
        width = page.height if step % 2 else page.width
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
    unit = page.unit
    return round(x0 * unit, 1), round(top * unit, 1), round(x1 * unit, 1), round(bottom * unit, 1)


def _widened(place: Place, line: Line, page: Page) -> Place:
    box = _bbox(line, page)
    if place.page != page.number or place.bbox is None:
        return place
    x0, top, x1, bottom = place.bbox
    wide = (min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))
    return Place(page=place.page, paragraph=place.paragraph, bbox=wide)
