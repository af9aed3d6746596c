"""What the rows around a row, and the groups of the form, tell of a row whose own label does not name a line."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from audit.document import Cell
from audit.forms import FormTable, Line
from audit.match._values import is_number, is_value
from audit.match.labels import Labels, LineLabel, label_key
from audit.match.tables._rows import Cells

#: Likeness (0–100) from which a label between the lines before and after it is that of the line between them.
_LIKENESS = 70
#: Confidence of a line that is known by its place.
_CONFIDENCE_BY_PLACE = 0.9
#: Fewest characters of a sentence in a cell.
_LEAST_NARRATIVE = 15


def label_at(row: Cells) -> int | None:
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
    return LineLabel(before.table, line, _CONFIDENCE_BY_PLACE) if alike else None


def group_of(table: FormTable, text: str) -> tuple[str, Sequence[Line]]:
    """The group of ``table``'s lines that ``text`` names, with its lines; "" where it names none of several lines."""
    key = label_key(text)
    groups: dict[str, list[Line]] = {}
    for line in table.lines:
        groups.setdefault(line.group, []).append(line)
    named = (
        (group, lines)
        for group, lines in groups.items()
        if len(lines) > 1 and label_key(group.rsplit("/", 1)[-1]) == key
    )
    return next(named, ("", ()))


def before_next_label(cells: Cells, known: Labels) -> Cells:
    """``cells`` before another line's label, where rows run on, without its group label and blanks, which may be its own."""
    while cells and cells[-1].column is None and not is_number(cells[-1]):
        if cells[-1].text.strip() and not known.known(cells[-1].text):
            break
        cells = cells[:-1]
    return cells


def is_narrative(cell: Cell, known: Labels) -> bool:
    """Whether a cell holds sentences rather than a label."""
    text = cell.text.strip()
    return len(text) >= _LEAST_NARRATIVE and any(mark in text for mark in "。；") and not known.known(text)
