"""Runs of text to the cells of one ruled region. Shared by the readers of fixed-layout formats (PDF, OFD)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from audit.patterns import regex
from audit.readers.page.lines import UNKNOWN, Run, cell_text, compose_lines, settle_note_marks
from audit.readers.page.rulings import Box, RuledGrid
from audit.readers.page.tables._columns import split_boxes
from audit.readers.page.tables._pagebreak import RuledCell, RuledTable
from audit.words import MEASURE, ORDINAL

#: Confidence of a number printed across a ruling: which cell it belongs to is a guess.
_ACROSS_RULING_CONFIDENCE = 0.5
#: Text nearer to the ruling of its cell than so many points fills it, beyond so many it hangs over.
_MIN_OVERHANG = 1.0
#: Points between two digits below which they stand side by side, as those of one number; a ruling takes more room.
_MAX_DIGIT_GAP = 0.3
#: Padding of a cell on both sides and its rulings, in points, as office programs leave it.
_PADDING = 11.5
#: What the first and the last character of a run may hang over the edge of their cell, in full-width characters.
_OVERHANG_OF_CHARACTER = 0.35
#: Gap in full-width characters below which figures that hang over their cell meet those of the next one.
_GAP_OF_CROWDED = 0.3
#: What the last line of a figure may be longer than a full one, in full-width characters.
_LAST_LINE_SLACK = 0.1
#: What columns of one table differ in width, in points.
_COLUMN_TOLERANCE = 0.5
#: How far a table may go beyond its page, in points: rulings have a width.
_MAX_BEYOND_PAGE = 3.0
_FIGURE = regex(rf"[\d.,，．]+[{MEASURE}]{{0,2}}$")
_ENDS_IN_FIGURE = regex(r"\d[.,，．]*$")
_WRAPPED_FIGURE = regex(rf"\d[\d.,，．]*(?:\n[\d.,，．]+)+[{MEASURE}]{{0,2}}")
#: A part of a number that is none by itself: zeros before other digits, groups of digits that are not three.
_PART_OF_FIGURE = regex(r"0\d.*|[.,，．].*|.*[.,，．]|\d+[,，](?:\d{1,2}|\d{4,})")
#: Figures, and nothing else, that make a row without a label.
_FIGURES_WITHOUT_LABEL = 8
_SECTION = regex(rf"[{ORDINAL[:6]}]\s*、")


def fill_grid(page: int, grid: RuledGrid, runs: Sequence[Run], earlier: Sequence[float]) -> RuledTable:
    """The table of page number ``page`` that ``runs`` make in ``grid``; ``earlier`` as in ``split_boxes``."""
    xs, ys = list(grid.xs), list(grid.ys)
    boxes = list(grid.boxes)
    owner = [[0] * (len(xs) - 1) for _ in range(len(ys) - 1)]

    def own(index: int) -> None:
        box = boxes[index]
        for row in range(box.row, box.row + box.rowspan):
            owner[row][box.column : box.column + box.colspan] = [index] * box.colspan

    for index in range(len(boxes)):
        own(index)
    members: list[list[Run]] = [[] for _ in boxes]
    over: list[tuple[Run, int, Box]] = []
    for run in runs:
        row = _track(ys, (run.top + run.bottom) / 2)
        index = owner[row][_track(xs, (run.x0 + run.x1) / 2)]
        members[index].append(run)
        if run.x0 < boxes[index].x0 - _MIN_OVERHANG or run.x1 > boxes[index].x1 - _MIN_OVERHANG:
            over.append((run, row, boxes[index]))
    for run, row, _ in over:
        slack = _OVERHANG_OF_CHARACTER * run.em
        touched = {owner[row][c] for c in range(_track(xs, run.x0 + slack), _track(xs, run.x1 - slack) + 1)}
        if not _unite(touched, run, boxes, members, own) and _ENDS_IN_FIGURE.search(run.text):
            # Where figures run over their cell into another, nobody can tell which digits are whose.
            for index in touched:
                members[index] = [_unsure(other) for other in members[index] or [run]]
    _doubt_crowded(over, runs, members)
    pieces = []
    filled = [
        (box, compose_lines(settle_note_marks(part))) for box, part in zip(boxes, members, strict=True) if box.rowspan
    ]
    for box, part in split_boxes(grid, filled, earlier):
        text = cell_text(part, box.x0, box.x1)
        pieces.append(RuledCell(box, text, tuple(part)))
    return RuledTable(page, xs[0], ys[0], xs[-1], ys[-1], rejoin_wrapped_figures(pieces))


def rejoin_wrapped_figures(pieces: Sequence[RuledCell]) -> list[RuledCell]:
    """``pieces`` with figures put together that go on in a second line because the column was too narrow.

    They do where every line but the last leaves no room for another digit and the row shows that it is one: other
    figures of it stand on one line, or a line cannot be a number by itself, or all its cells are such figures, since
    several rows in one would want labels. Where all have as many lines beside a label, they may hold a row each.
    """
    rows: dict[int, list[RuledCell]] = {}
    for piece in pieces:
        rows.setdefault(piece.box.row, []).append(piece)
    whole = {number for number, row in rows.items() if _is_one_row(row)}
    return [
        replace(piece, text=piece.text.replace("\n", "")) if piece.box.row in whole and _is_wrapped(piece) else piece
        for piece in pieces
    ]


def _is_one_row(row: Sequence[RuledCell]) -> bool:
    if any(piece.box.rowspan == 1 and _FIGURE.fullmatch(piece.text) for piece in row):
        return True
    wrapped = [piece for piece in row if _is_wrapped(piece)]
    if any(_PART_OF_FIGURE.fullmatch(part) for piece in wrapped for part in piece.text.split("\n")):
        return True
    return len(wrapped) == len(row) >= _FIGURES_WITHOUT_LABEL


def _is_wrapped(piece: RuledCell) -> bool:
    if (
        piece.box.rowspan > 1
        or not _WRAPPED_FIGURE.fullmatch(piece.text)
        or any("\t" in line.text for line in piece.lines)
    ):
        return False
    *full, last = piece.lines
    widths = [line.x1 - line.x0 for line in full]
    room = piece.box.x1 - piece.box.x0 - _PADDING
    # A unit takes the last digit along: its line may be the longest, and leave room for two digits in the one before.
    alone = last.text[-1].isdigit()
    shortest, digits = (last.x1 - last.x0 - _LAST_LINE_SLACK * last.em, 1) if alone else (0.0, 2)
    return all(
        room - width < digits * width / len(line.text) + _COLUMN_TOLERANCE and width >= shortest
        for width, line in zip(widths, full, strict=True)
    )


def drop_cut_cells(table: RuledTable, width: float, height: float) -> bool:
    """Take from ``table`` the cells that stand beyond a page of this size, since nobody sees whether they are blank.

    A cell across the edge is no number either where its text is, or where it seems to hold none. True if any was met.
    """
    if (
        table.x0 > -_MAX_BEYOND_PAGE
        and table.top > -_MAX_BEYOND_PAGE
        and table.x1 < width + _MAX_BEYOND_PAGE
        and table.bottom < height + _MAX_BEYOND_PAGE
    ):
        return False
    kept = []
    for piece in table.pieces:
        box = piece.box
        middle = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if not (0 <= middle[0] <= width and 0 <= middle[1] <= height):
            continue
        shown = [run for line in piece.lines for run in line.runs]
        inside = all(run.x0 > -1 and run.x1 < width + 1 and run.top > -1 and run.bottom < height + 1 for run in shown)
        whole = (
            box.x0 > -_MAX_BEYOND_PAGE
            and box.top > -_MAX_BEYOND_PAGE
            and box.x1 < width + _MAX_BEYOND_PAGE
            and box.bottom < height + _MAX_BEYOND_PAGE
        )
        kept.append(piece if whole or (shown and inside) else replace(piece, text=piece.text + UNKNOWN))
    table.pieces = kept
    return True


def part_at_headings(table: RuledTable, outside: list[Run]) -> list[RuledTable]:
    """``table`` without the section headings that stand between two tables ruled alike, parted at them."""
    parts: list[list[RuledCell]] = [[]]
    headings = {p.box.row for p in table.pieces if p.box.column == 0 and _SECTION.match(p.text)}
    for piece in sorted(table.pieces, key=lambda piece: piece.box[:2]):
        if piece.box.row in headings and sum(p.box.row == piece.box.row for p in table.pieces) == 1:
            outside += [run for line in piece.lines for run in line.runs]
            parts.append([])
        else:
            parts[-1].append(piece)
    return [
        RuledTable(table.page, table.x0, min(p.box.top for p in part), table.x1, max(p.box.bottom for p in part), part)
        for part in parts
        if part
    ]


def _track(lines: Sequence[float], at: float) -> int:
    """Between which of the grid's ``lines`` the position lies, from 0."""
    return min(max(bisect_right(lines, at) - 1, 0), len(lines) - 2)


def _doubt_crowded(over: Sequence[tuple[Run, int, Box]], runs: Sequence[Run], members: list[list[Run]]) -> None:
    """Give up figures that fill or leave their cell and the ones they run into: some digits may be the other's."""
    crowded: set[Run] = set()
    for run, _, box in over:
        hangs = run.x0 < box.x0 - _MIN_OVERHANG or run.x1 > box.x1 + _MIN_OVERHANG
        gap = _GAP_OF_CROWDED * run.em if hangs else _MAX_DIGIT_GAP
        for other in runs if _FIGURE.match(run.text) else ():
            level = run.top < (other.top + other.bottom) / 2 < run.bottom
            beyond = other.x0 > box.x1 - _MIN_OVERHANG or other.x1 < box.x0 + _MIN_OVERHANG
            near = run.x0 - other.x1 < gap and other.x0 - run.x1 < gap
            if level and beyond and near and other is not run and _FIGURE.match(other.text):
                crowded |= {run, other}
    if crowded:
        members[:] = [[_unsure(run) if run in crowded else run for run in part] for part in members]


def _unsure(run: Run) -> Run:
    return run._replace(text=run.text + UNKNOWN) if _FIGURE.match(run.text) and UNKNOWN not in run.text else run


def _unite(touched: set[int], run: Run, boxes: list[Box], members: list[list[Run]], own: Callable[[int], None]) -> bool:
    """Make one cell of the boxes under ``run`` if nothing else is printed in them: the ruling between is a stray one.

    True also where the run lies in one cell.
    """
    if len(touched) < 2:
        return True
    rows = {(boxes[i].row, boxes[i].rowspan) for i in touched}
    if len(rows) != 1 or any(other is not run for i in touched for other in members[i]):
        return False
    parts = sorted((boxes[i] for i in touched), key=lambda box: box.column)
    first, last = parts[0], parts[-1]
    keep = min(touched)
    doubt = _ACROSS_RULING_CONFIDENCE if re.search(r"\d", run.text) else 1.0
    boxes[keep] = first._replace(
        colspan=last.column + last.colspan - first.column,
        x1=last.x1,
        confidence=min(doubt, *(box.confidence for box in parts)),
    )
    for index in touched - {keep}:
        boxes[index] = boxes[index]._replace(rowspan=0)
    members[keep] = [run]
    own(keep)
    return True
