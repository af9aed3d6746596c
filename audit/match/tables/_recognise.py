"""Says of each printed row what it is: the one place where that is decided, by its labels and by the rows above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import dropwhile
from typing import NamedTuple

from audit.document import Cell
from audit.forms import Form, FormTable, Line
from audit.match._values import is_number, is_value
from audit.match.labels import COMMON, Labels, LineLabel, label_key
from audit.match.tables._assign import Assigned, HeadCell, Refused, assign
from audit.match.tables._heads import Heads
from audit.match.tables._kinds import (
    AcrossRow,
    DisorderedRow,
    GroupRow,
    LineRow,
    PrintedLine,
    RowKind,
    StrayRow,
    WideRow,
)
from audit.match.tables._nearby import before_next_label, group_of, label_at, line_between
from audit.match.tables._printed import line_label, other_line
from audit.match.tables._rows import Cells
from audit.model import WhyUnplaced
from audit.patterns import regex

#: Cells of the widest row that is read; the form's have twenty-two.
WIDEST_ROW = 500
#: Figures on several lines of a cell: no number that can be read, but not to be passed over either.
_DIGITS = regex(r"[\d\s.,，\ufffd]*\d[\d\s.,，\ufffd]*")


class Position(NamedTuple):
    """Where one is in the form: the table that rows belong to, and the heads read so far."""

    table: FormTable | None
    heads: Mapping[str, list[HeadCell]]


class RowReader:
    """Goes down the rows of all tables: knows the table one is in, its head, the line above."""

    def __init__(self, form: Form, known: Labels) -> None:
        self.form = form
        self.labels = known
        self.heads = Heads(form, known)
        self.table: FormTable | None = None
        self.across = next((table for table in form.tables if table.across), None)
        #: The line of the row before in the current physical table, and the last column in which one has its label there.
        self.above: LineLabel | None = None
        self.label_column = 0
        #: Cells of the current physical table, at most one in a column of its grid, that reach down to the row that is read.
        self.reaching: list[Cell] = []

    @property
    def position(self) -> Position:
        """Where one is now."""
        return Position(self.table, dict(self.heads.cells))

    def return_to(self, position: Position) -> None:
        """Forget what a table of another kind seemed to say."""
        self.table, self.heads.cells = position.table, dict(position.heads)

    def begin_table(self) -> None:
        """A new physical table begins."""
        self.heads.begin()
        self.above, self.label_column, self.reaching = None, 0, []

    def read(self, ordinal: int, row: Cells, following: Cells) -> RowKind:
        """What ``row`` is, of the physical table ``ordinal``; ``following`` is the row below it there, () if none is."""
        if len(row) > WIDEST_ROW:
            self.above = None
            return WideRow([cell for cell in row if is_number(cell)][:WIDEST_ROW], len(row))
        self.reaching = [cell for cell in self.reaching if cell.row + cell.rowspan > row[0].row]
        kind = self._kind(ordinal, row, following)
        self.reaching += [cell for cell in row if cell.rowspan > 1]
        return kind

    def _kind(self, ordinal: int, row: Cells, following: Cells) -> RowKind:
        hits = self._lines(row) or self._misprinted(row, following)
        self.above = hits[-1][1] if hits else None
        if hits:
            return self._line_row(ordinal, row, hits)
        if not any(is_number(cell) for cell in row) and (head := self.heads.note(ordinal, row)):
            self.table = head.table or self.table
            return head
        return self._across_row(ordinal, row) or self._group_row(row) or self._stray_row(row)

    def _lines(self, row: Cells) -> list[tuple[int, LineLabel]]:
        """The cells of ``row`` that label lines, by index."""
        return [(index, hit) for index in range(len(row)) if (hit := self._line(row, index))]

    def _line(self, row: Cells, index: int) -> LineLabel | None:
        """The line that a cell labels; one-word labels only inside table 三, before values, in no head row."""
        cell = row[index]
        if not cell.text.strip() or is_value(cell):
            return None
        hit = self.labels.line(cell.text)
        if hit and label_key(cell.text) in COMMON:
            inside = self.table is not None and self.table.number == hit.table.number
            # The label may be printed once more right before it (“（七）总计” in two columns that were not merged).
            twice = index > 0 and label_key(row[index - 1].text) == label_key(cell.text)
            others = [*row[: index - twice], *row[index + 1 :]]
            words = [other.text for other in others if label_key(other.text) not in COMMON]
            in_head = any(self.labels.column(table, word) for table in self.form.tables for word in words)
            if not inside or in_head or not any(map(is_value, row[index + 1 :])):
                return None
        return hit

    def _misprinted(self, row: Cells, following: Cells) -> list[tuple[int, LineLabel]]:
        """The label of ``row`` where it is misprinted, but stands between the lines before and after its own in a grid."""
        grid = self.above and following and len(following) <= WIDEST_ROW and row[0].column is not None
        index = label_at(row) if grid else None
        if index is None or self.above is None or not (after := self._lines(following)):
            return []
        hit = line_between(self.above, after[0][1], row[index].text)
        return [(index, hit)] if hit else []

    def _line_row(self, ordinal: int, row: Cells, hits: Sequence[tuple[int, LineLabel]]) -> LineRow:
        """``row`` with the values behind each of its labels ``hits``."""
        if row[0].column is None:
            # Without blank lines a head runs into the first row below it.
            self.heads.note(ordinal, row[: hits[0][0]])
        lines = []
        for (index, hit), end in zip(hits, [*(i for i, _ in hits[1:]), None], strict=True):
            values = row[index + 1 : end]
            values = values if end is None else before_next_label(values, self.labels)
            lines.append(self._printed_line(ordinal, hit, row, row[index], values))
        return LineRow(tuple(lines))

    def _printed_line(self, ordinal: int, hit: LineLabel, row: Cells, label: Cell, values: Cells) -> PrintedLine:
        self.table = hit.table
        printed = line_label(self.labels, hit, label, values)
        if not values:
            return PrintedLine(hit, label, values, None, printed)
        self.label_column = max(self.label_column, (label.column or 0) + label.colspan - 1)
        values = self._beside_labels(values, len(hit.line.columns))
        columns = [key for key, _ in hit.line.columns]
        result: Assigned | Refused
        if self.heads.is_elsewhere(hit.table, columns, ordinal, [label, *values]):
            result = Refused(WhyUnplaced.OTHER_TABLE)
        else:
            drawn = [*row, *self.reaching]
            result = assign(hit.line.columns, values, self.heads.cells[hit.table.number], ordinal, drawn)
        return PrintedLine(hit, label, values, result, printed)

    def _beside_labels(self, values: Cells, count: int) -> Cells:
        """``values`` without blanks before them in columns where other rows of the table have their labels."""
        last = self.label_column
        while len(values) > count and not values[0].text.strip() and (values[0].column or last + 1) <= last:
            values = values[1:]
        return values

    def _across_row(self, ordinal: int, row: Cells) -> AcrossRow | DisorderedRow | None:
        """``row`` as the one row of a table whose lines stand side by side, None where it is none."""
        if self.across is None:
            return None
        table, line = self.across, _across_line(self.across)
        values = self._across_values(ordinal, row, len(line.columns))
        inside, whole = self.table is table, len(values) == len(line.columns)
        if not any(map(is_number, values)) and not (inside and whole):
            return None
        has_label = len(values) < len(row)
        if (has_label or not inside) and not whole:
            return None
        if table.number in self.heads.disordered:
            return DisorderedRow(values, Refused(WhyUnplaced.GROUPS_REORDERED))
        head = self.heads.cells[table.number]
        printed = [item.key for item in head]
        expected = [column for each in table.lines for column, _ in each.columns]
        if printed == expected:
            named = zip((key for key, _ in line.columns), head, strict=True)
            head = [HeadCell(key, item.cell, item.table) for key, item in named]
        elif len(printed) >= len(expected) or None in printed:
            return DisorderedRow(values, Refused(WhyUnplaced.ACROSS_REORDERED))
        elif not all(map(is_value, values)):
            # Without a head to stand below, words that end the row may fill the place of a lost figure.
            return None
        else:
            head = []
        return AcrossRow(table, line, values, assign(line.columns, values, head, ordinal, [*row, *self.reaching]))

    def _across_values(self, ordinal: int, row: Cells, count: int) -> Cells:
        """The values of ``row`` behind its words; ``count`` are those of the table's row."""
        words = [index for index, cell in enumerate(row) if not is_value(cell)]
        # Where rows run on, the head's words stand before the figures, and blanks may be among them.
        if not words or row[0].column is not None:
            return list(dropwhile(lambda cell: not is_value(cell), row))
        values = row[words[-1] + 1 :]
        if len(values) == count:
            self.heads.note(ordinal, row[: words[-1] + 1])
        return values

    def _group_row(self, row: Cells) -> GroupRow | None:
        """``row`` where it prints as one line what the form has as a group of lines."""
        index = label_at(row)
        if index is None or self.table is None or row[0].column is None:
            return None
        group, lines = group_of(self.table, row[index].text)
        drawn = [cell for cell in row[index + 1 :] if cell.is_drawn]
        values = self._beside_labels(drawn, len(lines[0].columns)) if lines else ()
        is_whole = lines and len(values) == len(lines[0].columns)
        return GroupRow(self.table, group, row[index], values) if is_whole else None

    def _stray_row(self, row: Cells) -> StrayRow:
        self.heads.note_years(row)
        figures = [cell for cell in row if is_number(cell) or _DIGITS.fullmatch(cell.text)]
        labelled = any(cell.text.strip() and not is_value(cell) and cell not in figures for cell in row)
        named = self.table is not None and any(map(is_number, row))
        printed = other_line(self.labels, self.table, row) if named and self.table else None
        return StrayRow(figures, labelled, printed)


def _across_line(table: FormTable) -> Line:
    """All lines of a table whose lines stand side by side as the one that they are printed as."""
    keys = tuple((f"{line.key}.{column}", "") for line in table.lines for column, _ in line.columns)
    return Line("", "", "", keys)
