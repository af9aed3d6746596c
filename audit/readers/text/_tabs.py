"""Table rows whose cells are parted by tabs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from audit.readers.flow import is_heading
from audit.readers.text._rows import LEAST_ROWS, Row, are_doubled


def writes_doubled(lines: Sequence[str]) -> bool:
    """Whether all of ``lines`` that have tabs between words have two for each separator."""
    rows = [line.split("\t") for line in lines if _is_tabbed(line)]
    return len(rows) >= LEAST_ROWS and all(map(are_doubled, rows))


def tabbed_rows(lines: Sequence[str]) -> list[bool]:
    """For each of ``lines`` whether it is a row of cells parted by tabs.

    Rows of a single cell and rows that are blank behind their first have no tab between words. They are rows where most
    lines of their run have one; where most have none, each line with a tab before it is a cell.
    """
    rows = [_is_tabbed(line) for line in lines]
    start = 0
    for among, group in groupby(lines, lambda line: "\t" in line and not is_heading(line.strip())):
        end = start + sum(1 for _ in group)
        if among and sum(rows[start:end]) * 2 > end - start:
            rows[start:end] = [True] * (end - start)
        start = end
    return rows


def tabbed(lines: Sequence[str], start: int, rows: Sequence[bool], *, doubled: bool) -> tuple[list[Row], int]:
    """The rows of the table that begins on line ``start``, and the line behind it; blanks are lost where the separators are ``doubled``."""
    end = start
    while end < len(lines) and rows[end]:
        end += 1
    step = 2 if doubled else 1
    # Where every row has a tab before its first cell, it parts nothing.
    led = all(lines[i].startswith("\t") for i in range(start, end))
    return [
        Row(tuple((text.strip(), i) for text in lines[i][led:].split("\t")[::step]), aligned=not doubled)
        for i in range(start, end)
    ], end


def _is_tabbed(line: str) -> bool:
    return "\t" in line.strip("\t")
