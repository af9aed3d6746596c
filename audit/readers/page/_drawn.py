"""Pages as they were taken apart, for people to look at: what was taken for a ruling, a cell, a line of text, and what was not."""

from __future__ import annotations

from collections.abc import Iterator

from audit.document import Layout, MarkKind, PageLayout, PageMark
from audit.readers.page._layout import PrintedPages
from audit.readers.page._sheets import Edges, PageParts, PrintedPage, box_on_page, on_page, size_on_page, take_apart
from audit.readers.page.lines import PageLine
from audit.readers.page.rulings import Stroke, merge_strokes

#: Points between a ruling and an edge of a table's cells within which it is taken for that edge.
_ON_EDGE = 5.0
#: Strokes of one page that are drawn: no page of a report has more, and a hostile one has any number.
_MAX_STROKES = 2_000


def laid_out(printed: PrintedPages) -> Layout:
    """The pages as they were taken apart; ReadError as for reading them."""
    return Layout(tuple(map(_page_layout, take_apart(printed.pages))))


def _page_layout(sheet: PageParts) -> PageLayout:
    page = sheet.page
    marks = (*_strokes(sheet), *_cells(sheet), *_lines(sheet))
    return PageLayout(page.number, *size_on_page(page), marks, page.confidence < 1)


def _strokes(sheet: PageParts) -> Iterator[PageMark]:
    """The strokes of the page, those apart on which the edges of a table's cells stand."""
    boxes = [piece.box for table in sheet.tables for piece in table.pieces]
    rows = {round(y) for box in boxes for y in (box.top, box.bottom)}
    columns = {round(x) for box in boxes for x in (box.x0, box.x1)}
    strokes = [
        *((stroke, True) for stroke in merge_strokes(sheet.page.horizontal[:_MAX_STROKES])),
        *((stroke, False) for stroke in merge_strokes(sheet.page.vertical[:_MAX_STROKES])),
    ]
    kept_across, kept_down = (
        set(merge_strokes(sheet.across[:_MAX_STROKES])),
        set(merge_strokes(sheet.down[:_MAX_STROKES])),
    )
    for stroke, across in strokes:
        used = _stands_on(stroke.at, rows if across else columns) and _has_table(stroke, sheet, across=across)
        taken = used and (stroke in kept_across if across else _goes_on(stroke, kept_down))
        yield PageMark("ruling" if taken else "stroke", _box_of(stroke, sheet.page, across=across))


def _stands_on(at: float, edges: set[int]) -> bool:
    return any(round(at) + step in edges for step in range(-int(_ON_EDGE), int(_ON_EDGE) + 1))


def _has_table(stroke: Stroke, sheet: PageParts, *, across: bool) -> bool:
    """Whether a table lies along ``stroke``."""
    for table in sheet.tables:
        near, far = (table.top, table.bottom) if across else (table.x0, table.x1)
        start, end = (table.x0, table.x1) if across else (table.top, table.bottom)
        if near - _ON_EDGE <= stroke.at <= far + _ON_EDGE and stroke.start < end and start < stroke.end:
            return True
    return False


def _goes_on(stroke: Stroke, kept: set[Stroke]) -> bool:
    """Whether a vertical stroke was kept, if only its part beside the table."""
    return any(other.at == stroke.at and stroke.start <= other.start <= stroke.end for other in kept)


def _box_of(stroke: Stroke, page: PrintedPage, *, across: bool) -> Edges:
    at, start, end = stroke
    return on_page((start, at, end, at) if across else (at, start, at, end), page)


def _cells(sheet: PageParts) -> Iterator[PageMark]:
    for number, table in enumerate(sorted(sheet.tables, key=lambda table: table.top), 1):
        for piece in sorted(table.pieces, key=lambda piece: piece.box[:2]):
            box = piece.box
            yield PageMark(
                "cell",
                box_on_page(box, sheet.page),
                piece.text,
                number,
                box.row + 1,
                box.column + 1,
                box.confidence < 1,
            )


def _lines(sheet: PageParts) -> Iterator[PageMark]:
    for kind, lines in (("line", sheet.lines), ("furniture", sheet.furniture)):
        yield from (_line(line, "line" if kind == "line" else "furniture", sheet.page) for line in lines)


def _line(line: PageLine, kind: MarkKind, page: PrintedPage) -> PageMark:
    return PageMark(kind, box_on_page(line, page), line.text)
