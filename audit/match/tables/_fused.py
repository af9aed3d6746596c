"""Rows that a source without a grid has run together, parted at the labels that stand behind figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from audit.document import Cell
from audit.match._values import is_number, is_value
from audit.match.labels import Labels


def unfused(row: Sequence[Cell], known: Labels) -> list[Sequence[Cell]]:
    """``row`` itself, or its pieces where a source without a grid has run several printed rows together.

    A piece begins at a known word behind a value. Blanks at a piece's end may be the next row's and are dropped, so
    that only rows whose printed values are complete keep their count.
    """
    if not row or row[0].column is not None or not any(_breaks(a, b, known) for a, b in pairwise(row)):
        return [row] if row else []
    pieces: list[list[Cell]] = [[]]
    for cell in row:
        if pieces[-1] and (_breaks(pieces[-1][-1], cell, known) or (is_value(pieces[-1][-1]) and not is_value(cell))):
            pieces.append([])
        pieces[-1].append(cell)
    for piece in pieces:
        while piece and not piece[-1].text.strip():
            piece.pop()
    return [piece for piece in pieces if piece]


def before_label(cells: Sequence[Cell], known: Labels) -> Sequence[Cell]:
    """``cells`` before another line's label, where rows run on, without its group label and blanks, which may be its own."""
    while cells and cells[-1].column is None and not is_number(cells[-1]):
        if cells[-1].text.strip() and not known.known(cells[-1].text):
            break
        cells = cells[:-1]
    return cells


def _breaks(cell: Cell, following: Cell, known: Labels) -> bool:
    """Whether a printed row ends between two cells: a known word behind a number, a number behind a header word."""
    if is_number(cell):
        return not is_value(following) and (known.known(following.text) or bool(known.line(following.text)))
    return is_number(following) and not is_value(cell) and known.line(cell.text) is None and known.known(cell.text)
