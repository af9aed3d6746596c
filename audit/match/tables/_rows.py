"""Physical tables → their printed rows: without what converters add, whole where a page cut them, one by one where they run on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from audit.document import Cell, Table
from audit.match._values import is_number, is_value
from audit.match.labels import COMMON, Labels, label_key

Cells = Sequence[Cell]


def printed_rows(tables: Sequence[Table], known: Labels) -> list[list[Cells]]:
    """The rows of each of ``tables`` as they were printed."""
    rows = [_own_rows(table) for table in tables]
    _join_halves(rows, known)
    return [[part for row in of_table for part in _parted(row, known)] for of_table in rows]


def _own_rows(table: Table) -> list[Cells]:
    """The rows of ``table`` without a column that only its converter added."""
    phantom = _phantom_column(table)
    return [[cell for cell in row if phantom is None or cell.column != phantom] for row in table.rows()]


def _phantom_column(table: Table) -> int | None:
    """A last column that converters add: no text begins in it, and cells of other rows span into it."""
    last = max((cell.column + cell.colspan - 1 for cell in table.cells if cell.column is not None), default=0)
    begin = [cell for cell in table.cells if cell.column == last]
    spans = any(
        cell.column is not None and cell.column < last <= cell.column + cell.colspan - 1 for cell in table.cells
    )
    return last if begin and spans and not any(cell.text.strip() for cell in begin) else None


def _join_halves(tables: Sequence[list[Cells]], known: Labels) -> None:
    """Put rows together, in place, that a page break cut within their label, given the rows of each physical table.

    They are halves of one where only one of them prints figures and their words together are a line's label letter by
    letter. A head that is printed again above the second half is passed over.
    """
    for before, after in pairwise(tables):
        start = next((index for index, row in enumerate(after) if not _is_head(row, known)), None)
        if start is None or not before or not (first := _last_word(before[-1])):
            continue
        if not (second := _last_word(after[start])) or first.place.page == second.place.page:
            continue
        whole = first.text + second.text
        if label_key(whole) not in known.lines:
            continue
        upper, lower = before[-1], after[start]
        if not any(map(is_number, lower)):
            before[-1] = [first._replace(text=whole) if cell is first else cell for cell in upper]
            del after[start]
        elif not any(map(is_number, upper)):
            after[start] = [second._replace(text=whole) if cell is second else cell for cell in lower]
            del before[-1]


def _is_head(row: Cells, known: Labels) -> bool:
    words = [cell.text for cell in row if cell.text.strip()]
    return bool(words) and all(
        known.known(word) and (label_key(word) in COMMON or known.line(word) is None) for word in words
    )


def _last_word(row: Cells) -> Cell | None:
    """The last word of ``row`` in a grid, None where it has none or prints figures before it."""
    words = [cell for cell in row if cell.text.strip() and not is_value(cell) and cell.column is not None]
    return words[-1] if words and not any(map(is_number, row[: row.index(words[-1])])) else None


def _parted(row: Cells, known: Labels) -> list[Cells]:
    """``row`` itself, or its pieces where a source without a grid has run several printed rows together.

    A piece begins at a known word behind a value. Blanks at a piece's end may be the next row's and are dropped, so
    that only rows whose printed values are complete keep their count.
    """
    if not row or row[0].column is not None or not any(_ends_between(a, b, known) for a, b in pairwise(row)):
        return [row] if row else []
    pieces: list[list[Cell]] = [[]]
    for cell in row:
        last = pieces[-1][-1] if pieces[-1] else None
        if last and (_ends_between(last, cell, known) or (is_value(last) and not is_value(cell))):
            pieces.append([])
        pieces[-1].append(cell)
    for piece in pieces:
        while piece and not piece[-1].text.strip():
            piece.pop()
    return [piece for piece in pieces if piece]


def _ends_between(cell: Cell, following: Cell, known: Labels) -> bool:
    """Whether a printed row ends between two cells: a known word behind a number, a number behind a head word."""
    if is_number(cell):
        return not is_value(following) and (known.known(following.text) or bool(known.line(following.text)))
    return is_number(following) and not is_value(cell) and known.line(cell.text) is None and known.known(cell.text)
