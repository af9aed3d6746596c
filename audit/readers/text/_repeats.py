"""Merged cells whose text a converter repeats in every column and row that they span: each is left with its first one.

“| 第二十条第（五）项 | 第二十条第（五）项 | …” is one cell. A number is repeated only below a label that is; numbers that
differ there are left as they stand, which nobody can read as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from audit.patterns import regex
from audit.readers.text._rows import Row
from audit.text import fold

_WORDS = regex(r"[\u4e00-\u9fff]{2}")
#: What stands for a number in a cell: several cells beside each other may well say so.
_VALUE = regex(r"(?:无(?!正当)|未(?!经复议)|不(?!予)|没有(?!现成)|空|零|暂|否)[^、.]{0,8}")
#: Rows that begin with one label twice, or repeats in one row of heads, from which on repeated labels are one cell.
_LEAST_LED_ROWS, _LEAST_REPEATED_HEADS = 3, 4

Grid = list[list[str]]


def single(rows: Sequence[Row]) -> list[Row]:
    """``rows`` with the text of each merged cell in its first column and row only; as they are where none is repeated."""
    grid = [[fold(text) for text, _ in row.cells] for row in rows]
    if not grid or len(set(map(len, grid))) > 1 or not _repeats(grid):
        return list(rows)
    again = _again(grid)
    return [
        row._replace(cells=tuple(("", at) if again[y][x] else (text, at) for x, (text, at) in enumerate(row.cells)))
        for y, row in enumerate(rows)
    ]


def _repeats(grid: Grid) -> bool:
    """Whether the table is written so: a row that is one label through and through, several that begin with one, heads."""
    led = [row for row in grid if len(row) > 1 and _is_label(row[0]) and row[0] == row[1]]
    heads = [row for row in grid if not any(map(_is_number, row))]
    repeats = (sum(_is_label(a) and a == b for a, b in pairwise(row)) for row in heads)
    return (
        len(led) >= _LEAST_LED_ROWS
        or any(len(row) > 2 and len(set(row)) == 1 for row in led)
        or any(number >= _LEAST_REPEATED_HEADS for number in repeats)
    )


def _again(grid: Grid) -> list[list[bool]]:
    """For each cell whether it goes on with the one to its left, or with the one above it."""
    heads = [False] * len(grid[0])  # which columns go on below a label that is repeated
    across: list[list[bool]] = []
    for row in grid:
        left = ["", *row[:-1]]
        labels = [_is_label(cell) and cell == before for cell, before in zip(row, left, strict=True)]
        if any(map(_is_label, row[1:])) and not any(map(_is_number, row)):
            heads = labels
            across.append(labels)
            continue
        values = [head and cell == before for cell, before, head in zip(row, left, heads, strict=True)]
        across.append([label or value for label, value in zip(labels, values, strict=True)])
    above: list[list[str]] = [[""] * len(grid[0]), *grid[:-1]]
    return [
        [going or (_is_label(cell) and cell == over) for going, cell, over in zip(*line, strict=True)]
        for line in zip(across, grid, above, strict=True)
    ]


def _is_label(text: str) -> bool:
    return _WORDS.search(text) is not None and not _VALUE.fullmatch(text)


def _is_number(text: str) -> bool:
    return any(char.isdigit() for char in text) and not _WORDS.search(text)
