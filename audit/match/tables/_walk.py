"""The tables of a document → cells of the form, row by row, by printed labels.

All tables are gone through as one sequence of rows, so that a table cut in two by hand or by a page break needs no
joining. Whatever number of the form's tables finds no certain cell is kept as unplaced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from audit.document import Cell, Place, Table
from audit.forms import Form
from audit.match._values import is_number, is_value
from audit.match.labels import labels
from audit.match.rescue import RowOrigin
from audit.match.tables._assign import unplace
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
from audit.match.tables._nearby import is_narrative
from audit.match.tables._printed import column_labels, group_label
from audit.match.tables._recognise import WIDEST_ROW, Position, RowReader
from audit.match.tables._rows import Cells, printed_rows
from audit.match.tables._settle import Attempt, settle
from audit.model import Printed, ReportCell, Unplaced, WhyUnplaced

#: Lines of table 二 that make a table even without a printed head.
_LINES_OF_TABLE = 5


@dataclass(frozen=True, slots=True)
class TableRow:
    """A printed row and what it was taken for; ``table`` is the ordinal of its physical table, ``place`` and ``words`` are those of its label."""

    table: int
    place: Place
    words: str
    kind: RowKind


@dataclass(frozen=True, slots=True)
class TableMatch:
    """What the tables of a document hold.

    ``cells`` stand in the form's order; ``narrative`` are cells with sentences; ``foreign_tables`` counts tables not of the
    form; ``printed`` are its labels. ``rows`` tells what each row was taken for, ``attempts`` which rows decided on a line
    and what came of each.
    """

    cells: Mapping[str, ReportCell] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    narrative: tuple[Cell, ...] = ()
    foreign_tables: int = 0
    printed: tuple[Printed, ...] = ()
    rows: tuple[TableRow, ...] = ()
    attempts: tuple[Attempt, ...] = ()


def _table_row(ordinal: int, row: Cells, kind: RowKind) -> TableRow:
    """``row`` with its label: the last words before its figures, the first words where it has none."""
    figures = next((index for index, cell in enumerate(row) if is_number(cell)), len(row))
    words = [cell for cell in row if cell.text.strip() and not is_value(cell)]
    label = next((cell for cell in reversed(row[:figures]) if cell in words), None) if figures < len(row) else None
    shown = label or next(iter(words), None)
    return TableRow(ordinal, (shown or row[0]).place, " ".join(shown.text.split()) if shown else "", kind)


def match_tables(tables: Sequence[Table], form: Form, origin: RowOrigin = RowOrigin.DRAWN) -> TableMatch:
    """Read ``tables``, whose rows are of ``origin``, as ``form`` prints them.

    Where a source has lost its grid and some rows are short, a blank may be missing anywhere; where numbers of pages stand
    among its lines, one of them may fill the place of a blank. Then only rows that prove themselves are read.
    """
    collected = _Collected(form, origin)
    for ordinal, rows in enumerate(printed_rows(tables, collected.reader.labels), 1):
        collected.add(ordinal, rows)
    return collected.result()


@dataclass(slots=True)
class _PhysicalTable:
    """What the rows of one physical table were taken for so far.

    ``may_lack_blanks`` says that it was gathered from lines, ``is_bare`` that no row of it was a line or bore numbers yet.
    """

    ordinal: int
    may_lack_blanks: bool = False
    rows: list[RowKind] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    strays: list[Unplaced] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    is_bare: bool = True

    def without_list(self, number: str) -> list[Attempt]:
        """Take out the lines of table ``number`` where they are a list of something else, few and without a head."""
        listed = [attempt for attempt in self.attempts if attempt.table.number == number]
        if len({attempt.line.key for attempt in listed}) >= _LINES_OF_TABLE:
            return []
        self.attempts = [attempt for attempt in self.attempts if attempt.table.number != number]
        self.printed = [label for label in self.printed if label.table != number]
        return listed


class _Collected:
    """What all tables hold, physical table by physical table."""

    def __init__(self, form: Form, origin: RowOrigin) -> None:
        self.form = form
        self.origin = origin
        self.reader = RowReader(form, labels(form.edition))
        self.rows: list[TableRow] = []
        self.attempts: list[Attempt] = []
        self.groups: list[GroupRow] = []
        self.unplaced: list[Unplaced] = []
        self.narrative: list[Cell] = []
        self.printed: list[Printed] = []
        self.foreign_tables = 0
        #: The physical table of the row before, where that row had numbers and no known label.
        self.stray_in: int | None = None

    def add(self, ordinal: int, rows: Sequence[Cells]) -> None:
        """Go down the ``rows`` of a physical table, then decide as a whole whether it is the form's."""
        is_gathered = self.origin.may_lack_blanks and not any(cell.column for row in rows for cell in row)
        reader, table = self.reader, _PhysicalTable(ordinal, is_gathered)
        before = reader.position
        reader.begin_table()
        for row, following in zip_longest(rows, rows[1:], fillvalue=()):
            kind = reader.read(ordinal, row, following)
            self.rows.append(_table_row(ordinal, row, kind))
            if len(row) <= WIDEST_ROW:
                self.narrative += [cell for cell in row if is_narrative(cell, reader.labels)]
            self._take(table, row, kind)
        blocks = reader.heads.blocks.number
        if not (before.table and before.table.in_blocks) and blocks not in reader.heads.opened:
            listed = table.without_list(blocks)
            if table.may_lack_blanks:  # a few lines of table 二 whose head was broken look the same
                for attempt in listed:
                    self.unplaced += unplace(attempt.values, WhyUnplaced.HEAD_LOST)
        self._close(table, before)

    def _take(self, table: _PhysicalTable, row: Cells, kind: RowKind) -> None:
        """Put down what a row was taken for; a head changes nothing but how the rows below it are read."""
        if isinstance(kind, LineRow):
            for line in kind.lines:
                self._take_line(table, line)
        elif isinstance(kind, AcrossRow):
            table.attempts.append(Attempt(kind.line, kind.table, kind.result, kind.values, 1.0))
        elif isinstance(kind, DisorderedRow):
            self.unplaced += kind.refused.unplaced(kind.values)
        elif isinstance(kind, GroupRow):
            self.groups.append(kind)
        elif isinstance(kind, StrayRow):
            self._take_stray(table, row, kind)
        elif isinstance(kind, WideRow):
            table.strays += unplace(kind.figures, WhyUnplaced.TOO_WIDE, kind.width)

    def _take_line(self, table: _PhysicalTable, line: PrintedLine) -> None:
        table.printed.append(line.printed)
        if line.result is None:
            return
        attempt = Attempt(line.hit.line, line.hit.table, line.result, line.values, line.hit.confidence)
        if self.stray_in not in (None, table.ordinal) and attempt.has_blanks:
            attempt = attempt.refused(WhyUnplaced.CUT_BEFORE)
        self.stray_in, table.is_bare = None, False
        table.attempts.append(attempt)

    def _take_stray(self, table: _PhysicalTable, row: Cells, stray: StrayRow) -> None:
        """Numbers of a row without a known label; they cast doubt on blanks of the rows before and after (a cut row)."""
        self.stray_in = table.ordinal if stray.figures else None
        attempts = table.attempts or self.attempts
        if stray.figures and attempts:
            last = attempts[-1]
            # At the top of a page the numbers may be the rest of those that narrow columns broke over two lines.
            goes_on = table.is_bare and row[0].column is not None and self.reader.table is last.table
            is_cut = goes_on and (not stray.is_labelled or last.label_confidence < 1)
            if last.is_read and (is_cut or (not stray.is_labelled and last.has_blanks)):
                attempts[-1] = last.refused(WhyUnplaced.CUT_BEHIND)
            table.is_bare = False
        if stray.printed:
            table.printed.append(stray.printed)
        table.strays += unplace(stray.figures, WhyUnplaced.NO_SUCH_LINE)

    def _close(self, table: _PhysicalTable, before: Position) -> None:
        """Keep what a physical table holds where it is the form's, or a piece of one of its tables."""
        is_elsewhere = bool(table.attempts) and all(attempt.is_elsewhere for attempt in table.attempts)
        # A table with nothing but unlabelled numbers, met inside a form table, is a piece of it.
        is_piece = bool(table.strays) and self.reader.table is not None
        self.attempts += table.attempts
        if is_elsewhere:
            self.reader.return_to(before)
            self.foreign_tables += 1
        elif not table.attempts and not self.reader.heads.opened and not is_piece:
            self.foreign_tables += 1
            # Bare lines of figures are no table that anybody drew: they may well be the form's.
            self.unplaced += table.strays if table.may_lack_blanks else []
        else:
            self.printed += table.printed
            self.unplaced += table.strays

    def result(self) -> TableMatch:
        """Settle the attempts: one certain row a line; rows that contradict each other are left out."""
        settled = settle(self.attempts, self.origin)
        self.unplaced += settled.unplaced
        attempted = {(attempt.table.number, attempt.line.group) for attempt in self.attempts}
        for row in self.groups:
            if (row.table.number, row.group) in attempted:
                self.unplaced += unplace(row.values, WhyUnplaced.NO_SUCH_LINE)
            else:
                self.unplaced += unplace(row.values, WhyUnplaced.LINES_AS_ONE)
                self.printed.append(group_label(row))
        for table in self.form.tables:
            self.printed += column_labels(self.reader.labels, table, self.reader.heads.cells[table.number])
        read = {cell.key: cell for cell in settled.cells}
        return TableMatch(
            cells={key: read[key] for key in self.form.cells if key in read},
            unplaced=tuple(self.unplaced),
            narrative=tuple(self.narrative),
            foreign_tables=self.foreign_tables,
            printed=tuple(self.printed),
            rows=tuple(self.rows),
            attempts=settled.attempts,
        )
