"""Labels and rows that a page break cuts in two, put together again where that is certain.

Numbers are never joined: a row is one row only if at most one of its halves prints values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from audit.readers._lines import Line, fills
from audit.readers._rulings import Box
from audit.text import read_cell

#: How far the edges of one column may differ from page to page, in points.
_SHIFT = 4.0
_NUMBERED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、．.]|[（(]?\d{1,2}[)）、．.]|第[一二三四五六七八九十]+条)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell on its page: its box, text and printed lines."""

    box: Box
    text: str
    lines: tuple[Line, ...] = ()


@dataclass(slots=True)
class PieceTable:
    """A ruled region of one page, with its edges in points and its cells."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    pieces: list[Piece]


def mend(before: PieceTable, after: PieceTable) -> None:
    """Join what the page break between ``before`` and ``after`` cut, in place."""
    if after.page != before.page + 1 or abs(before.x0 - after.x0) > _SHIFT or abs(before.x1 - after.x1) > _SHIFT:
        return
    start = _repeated_rows(before, after)
    last = max(piece.box.row + piece.box.rowspan for piece in before.pieces)
    lower = [piece for piece in before.pieces if piece.box.row + piece.box.rowspan == last]
    upper = [piece for piece in after.pieces if piece.box.row == start]
    pairs = [(a, b) for a in lower for b in upper if _same_column(a.box, b.box)]
    labels = [(a, b) for a, b in pairs if _label_cut(a, b)]
    if not labels:
        return
    if _row_cut(lower, upper, pairs, labels):
        _join_rows(before, after, labels)
        labels = [(a, b) for a, b in labels if a.box.rowspan > 1 or b.box.rowspan > 1]
    else:
        # The label of the row itself stands beside its values: only labels of groups are cut without their rows.
        labels = [(a, b) for a, b in labels if _numbered(a) and any(_beyond(a, p) for p in upper)]
    for a, b in labels:
        text = _glued(a, b)
        _swap(before, a, replace(a, text=text))
        _swap(after, b, replace(b, text=text))


def _repeated_rows(before: PieceTable, after: PieceTable) -> int:
    """How many rows at the top of ``after`` repeat those at the top of ``before``."""
    count = 0
    while True:
        mine = [(p.box.rowspan, p.box.colspan, p.text) for p in after.pieces if p.box.row == count]
        theirs = [(p.box.rowspan, p.box.colspan, p.text) for p in before.pieces if p.box.row == count]
        if not mine or [m[2] for m in mine] != [t[2] for t in theirs] or not any(_HAN.search(m[2]) for m in mine):
            return count
        count += 1


def _same_column(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) <= _SHIFT and abs(a.x1 - b.x1) <= _SHIFT


def _label_cut(a: Piece, b: Piece) -> bool:
    """Whether the text of ``b`` can only be the rest of the label ``a``."""
    if not _HAN.search(a.text) or not _HAN.search(b.text) or _is_value(a) or _is_value(b) or not a.lines:
        return False
    if _numbered(b):
        return False
    upright = all(len(line.text) == 1 for line in (*a.lines, *b.lines))
    return upright or fills(a.lines[-1], a.box.x0, a.box.x1)


def _numbered(piece: Piece) -> bool:
    return bool(_NUMBERED.match("".join(piece.text.split())))


def _beyond(label: Piece, piece: Piece) -> bool:
    """Whether ``piece`` is a label to the right of ``label``."""
    return piece.box.column > label.box.column and bool(_HAN.search(piece.text))


def _is_value(piece: Piece) -> bool:
    return bool(piece.text.strip()) and read_cell(piece.text).kind != "text"


def _row_cut(
    lower: list[Piece], upper: list[Piece], pairs: list[tuple[Piece, Piece]], labels: list[tuple[Piece, Piece]]
) -> bool:
    """Whether the last row of a page and the first of the next are halves of one row."""
    if len(pairs) != len(lower) or len(pairs) != len(upper):
        return False
    if any(a.text.strip() and b.text.strip() and (a, b) not in labels for a, b in pairs):
        return False
    if not any(a.box.rowspan == 1 and b.box.rowspan == 1 for a, b in labels):
        return False
    return not (any(map(_is_value, lower)) and any(map(_is_value, upper)))


def _join_rows(before: PieceTable, after: PieceTable, labels: list[tuple[Piece, Piece]]) -> None:
    """Put the row where its values stand; the other half goes, save labels that span more rows."""
    low, high = max(a.box.row for a, _ in labels if a.box.rowspan == 1), labels[0][1].box.row
    below = any(_is_value(piece) for piece in after.pieces if piece.box.row == high)
    for a, b in labels:
        if a.box.rowspan == b.box.rowspan == 1:
            table, half = (after, b) if below else (before, a)
            _swap(table, half, replace(half, text=_glued(a, b)))
    table, row = (before, low) if below else (after, high)
    table.pieces = [p for p in table.pieces if p.box.row != row or p.box.rowspan > 1]


def _glued(a: Piece, b: Piece) -> str:
    return a.text + b.text


def _swap(table: PieceTable, old: Piece, new: Piece) -> None:
    table.pieces[table.pieces.index(old)] = new
