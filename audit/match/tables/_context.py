"""What the rows around a row, and the groups of the form, tell of a row whose own label does not name a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from audit.document import Cell, Table
from audit.forms import FormTable, Line
from audit.match._values import is_number, is_value
from audit.match.labels import COMMON, Labels, LineLabel, label_key
from audit.match.tables._assign import phantom_column

Row = Sequence[Cell]
#: Likeness (0–100) from which a label between the lines before and after it is that of the line between them.
_LIKENESS = 70
#: Confidence of a line that is known by its place.
_BY_PLACE = 0.9


@dataclass(frozen=True, slots=True)
class Block:
    """A row that prints a ``group`` of lines as one, with its label and values."""

    table: FormTable
    group: str
    label: Cell
    values: Sequence[Cell]


def label_at(row: Sequence[Cell]) -> int | None:
    """The index of the last word of ``row`` before its values, None where it has no word or no number behind it."""
    words = [index for index, cell in enumerate(row) if cell.text.strip() and not is_value(cell)]
    return words[-1] if words and any(map(is_number, row[words[-1] + 1 :])) else None


def line_between(before: LineLabel, after: LineLabel, text: str) -> LineLabel | None:
    """The only line of the form between two that are printed one row apart, where ``text`` is much like its label."""
    lines = before.table.lines
    if after.table is not before.table:
        return None
    first, last = lines.index(before.line), lines.index(after.line)
    if last - first != 2:
        return None
    line = lines[first + 1]
    alike = fuzz.ratio(label_key(text), label_key(line.label)) >= _LIKENESS
    return LineLabel(before.table, line, _BY_PLACE) if alike else None


def group_of(table: FormTable, text: str) -> tuple[str, Sequence[Line]]:
    """The group of ``table``'s lines that ``text`` names, with its lines; "" where it names none of several lines."""
    key = label_key(text)
    groups: dict[str, list[Line]] = {}
    for line in table.lines:
        groups.setdefault(line.group, []).append(line)
    return next(
        (
            (group, lines)
            for group, lines in groups.items()
            if len(lines) > 1 and label_key(group.rsplit("/", 1)[-1]) == key
        ),
        ("", ()),
    )


def is_narrative(cell: Cell, known: Labels) -> bool:
    """Whether a cell holds sentences rather than a label."""
    text = cell.text.strip()
    return len(text) >= 15 and any(mark in text for mark in "。；") and not known.known(text)


def rows_of(table: Table) -> list[Row]:
    """The rows of ``table`` without a column that only its converter added."""
    phantom = phantom_column(table)
    return [[cell for cell in row if phantom is None or cell.column != phantom] for row in table.rows()]


def join_halves(tables: Sequence[list[Row]], known: Labels) -> None:
    """Put rows together, in place, that a page break cut within their label, given the rows of each physical table.

    They are halves of one where only one of them prints figures and their words together are a line's label letter by
    letter. A head that is printed again above the second half is passed over.
    """
    for before, after in pairwise(tables):
        start = next((index for index, row in enumerate(after) if not _is_head(row, known)), None)
        if start is None or not before or not (first := _word(before[-1])) or not (second := _word(after[start])):
            continue
        if first.place.page == second.place.page or label_key(first.text + second.text) not in known.lines:
            continue
        upper, lower = before[-1], after[start]
        whole = first._replace(text=first.text + second.text)
        if not any(map(is_number, lower)):
            before[-1] = [whole if cell is first else cell for cell in upper]
            del after[start]
        elif not any(map(is_number, upper)):
            after[start] = [second._replace(text=whole.text) if cell is second else cell for cell in lower]
            del before[-1]


def _is_head(row: Row, known: Labels) -> bool:
    words = [cell.text for cell in row if cell.text.strip()]
    return bool(words) and all(
        known.known(word) and (label_key(word) in COMMON or known.line(word) is None) for word in words
    )


def _word(row: Row) -> Cell | None:
    """The last word of ``row`` in a grid, None where it has none or prints figures before it."""
    words = [cell for cell in row if cell.text.strip() and not is_value(cell) and cell.column is not None]
    return words[-1] if words and not any(map(is_number, row[: row.index(words[-1])])) else None
