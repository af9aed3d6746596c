"""Rows of a grid that are no table rows: headings and prose that a page or sheet prints between tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from audit.document import Cell
from audit.forms import block_heading
from audit.patterns import regex
from audit.readers.flow._headings import is_heading
from audit.readers.flow._spans import rows_of

#: The short line above the lines of table 二, one wide cell: part of the table.
_SHORTEST_PROSE = 60
_LETTER = regex(r"[^\W\d]")


def split_headings(cells: tuple[Cell, ...]) -> Iterator[str | tuple[Cell, ...]]:
    """``cells`` cut at rows that print a section heading and nothing else; such rows come as text."""
    yield from _split(cells, lambda text, _: is_heading(text))


def split_prose(cells: tuple[Cell, ...]) -> Iterator[str | tuple[Cell, ...]]:
    """``cells`` of a sheet cut at rows of prose: headings, what follows them before a table, long wide texts."""
    width = max((cell.column or 1) + cell.colspan - 1 for cell in cells) if cells else 0
    before_table = True

    def is_text(text: str, cell: Cell | None) -> bool:
        nonlocal before_table
        if cell is None:
            before_table = False
            return False
        if is_heading(text):
            before_table = True
        elif block_heading().match(text.lstrip()):
            before_table = False
        return before_table or (len(text) >= _SHORTEST_PROSE and cell.colspan * 2 >= width)

    yield from _split(cells, is_text)


def _split(cells: tuple[Cell, ...], is_text: Callable[[str, Cell | None], bool]) -> Iterator[str | tuple[Cell, ...]]:
    """``is_text`` is asked for each row: with the text and cell where it prints just one, with None where it prints more."""
    piece: list[Cell] = []
    for row in rows_of(cells):
        printed = [cell for cell in row if cell.text.strip()]
        if not printed:
            piece += row
        elif len(printed) == 1 and _LETTER.search(printed[0].text) and is_text(printed[0].text, printed[0]):
            if _prints(piece):
                yield tuple(piece)
            piece = []
            yield printed[0].text
        else:
            if len(printed) > 1:
                is_text("", None)
            piece += row
    if _prints(piece):
        yield tuple(piece)


def _prints(cells: Iterable[Cell]) -> bool:
    return any(cell.text.strip() for cell in cells)
