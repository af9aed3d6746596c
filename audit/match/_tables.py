"""The tables of a document → cells of the form, row by row, by printed labels.

All tables are walked as one sequence of rows, so that a table cut in two by hand or by a page break needs no
joining. Whatever number of the form's tables finds no certain cell is kept as unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.document import Cell, Table
from audit.forms import Form, FormTable, Line
from audit.match._assign import Assigned, HeaderCell, Refused, assign, is_number, is_value, phantom_column
from audit.match._header import Headers
from audit.match._labels import COMMON, Labels, LineLabel, label_key, labels
from audit.match._printed import columns, line, other_line
from audit.model import Printed, ReportCell, Unplaced
from audit.text import read_cell

#: So many lines of table 二 make a table of them even without a printed head.
_ENOUGH_LINES = 5
#: Figures on several lines of a cell: no number that can be read, but not to be passed over either.
_DIGITS = re.compile(r"[\d\s.,，]*\d[\d\s.,，]*")
#: What readers put for a character that they cannot make out.
_UNKNOWN = "\ufffd"
#: A report has fewer pages than this.
_PAGES = 100


@dataclass(slots=True)
class Attempt:
    """One printed row taken for a line: its assignment, or why there is none, and its value cells."""

    line: Line
    table: FormTable
    result: Assigned | Refused
    values: Sequence[Cell]
    label_confidence: float


@dataclass(slots=True)
class TableMatch:
    """What the walk found.

    ``narrative`` are cells with sentences; ``foreign_tables`` counts tables not of the form; ``printed`` are its labels.
    """

    cells: dict[str, ReportCell] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    narrative: list[Cell] = field(default_factory=list)
    foreign_tables: int = 0
    printed: list[Printed] = field(default_factory=list)


def match_tables(tables: Sequence[Table], form: Form, *, lost_grid: bool = False) -> TableMatch:
    """Read ``tables`` as ``form`` prints them; ``lost_grid`` says that rows were gathered from bare lines.

    Where a source has lost its grid and some rows are short, a blank may be missing anywhere and a page number may fill
    its place: then only rows that prove themselves are read.
    """
    walk = _Walk(form, labels(form.edition), lost_grid)
    for ordinal, table in enumerate(tables, 1):
        walk.table(ordinal, table)
    return walk.result()


class _Walk:
    """State while going down the rows: the table we are in, its header, the attempts so far."""

    def __init__(self, form: Form, known: Labels, lost_grid: bool) -> None:
        self.form = form
        self.lost_grid = lost_grid
        self.labels = known
        self.current: FormTable | None = None
        self.headers = Headers(form, known)
        self.attempts: list[Attempt] = []
        self.found = TableMatch()

    def table(self, ordinal: int, table: Table) -> None:
        """Walk one physical table."""
        attempts, printed_before, orphans = len(self.attempts), len(self.found.printed), []
        inside = self.current is not None and self.current.in_blocks
        self.headers.opened = set()
        phantom = phantom_column(table)
        for printed in table.rows():
            for row in self._unfused([cell for cell in printed if phantom is None or cell.column != phantom]):
                orphans += self._row(ordinal, row)
        if not inside and self.headers.blocks.number not in self.headers.opened:
            self._drop_lists(attempts, printed_before)
        if len(self.attempts) == attempts and not self.headers.opened and not self._continues(orphans):
            self.found.foreign_tables += 1
            del self.found.printed[printed_before:]
        else:
            self.found.unplaced += orphans

    def _drop_lists(self, first: int, first_label: int) -> None:
        """Forget lines of table 二 that are a list of something else (published items by kind …): no head, few lines."""
        blocks = self.headers.blocks.number
        if len({a.line.key for a in self.attempts[first:] if a.table.in_blocks}) < _ENOUGH_LINES:
            self.attempts[first:] = [a for a in self.attempts[first:] if not a.table.in_blocks]
            self.found.printed[first_label:] = [p for p in self.found.printed[first_label:] if p.table != blocks]

    def _continues(self, orphans: Sequence[Unplaced]) -> bool:
        """A table with nothing but unlabelled numbers, met inside a form table, is a piece of it."""
        return bool(orphans) and self.current is not None

    def _unfused(self, row: Sequence[Cell]) -> list[Sequence[Cell]]:
        """``row`` itself, or its pieces where a source without a grid has run several printed rows together.

        A piece begins at a known word behind a value. Blanks at a piece's end may be the next row's and are dropped, so
        that only rows whose printed values are complete keep their count.
        """
        if not row or row[0].column is not None or not any(map(self._breaks, row, row[1:])):
            return [row] if row else []
        pieces: list[list[Cell]] = [[]]
        for cell in row:
            if pieces[-1] and (self._breaks(pieces[-1][-1], cell) or (is_value(pieces[-1][-1]) and not is_value(cell))):
                pieces.append([])
            pieces[-1].append(cell)
        for piece in pieces:
            while piece and not piece[-1].text.strip():
                piece.pop()
        return [piece for piece in pieces if piece]

    def _breaks(self, cell: Cell, following: Cell) -> bool:
        """Whether a printed row ends between two cells: a known word behind a number, a number behind a header word."""
        if is_number(cell):
            return not is_value(following) and (
                self.labels.known(following.text) or bool(self.labels.line(following.text))
            )
        return (
            is_number(following)
            and not is_value(cell)
            and self.labels.line(cell.text) is None
            and self.labels.known(cell.text)
        )

    def _row(self, ordinal: int, row: Sequence[Cell]) -> list[Unplaced]:
        self.found.narrative += [cell for cell in row if _is_narrative(cell, self.labels)]
        hits = [(index, hit) for index in range(len(row)) if (hit := self._line(row, index))]
        if hits:
            if row[0].column is None:
                # Without blank lines a head runs into the first row below it.
                self.headers.note(ordinal, row[: hits[0][0]])
            for (index, hit), following in zip(hits, [*(i for i, _ in hits[1:]), len(row)], strict=True):
                self._line_row(ordinal, hit, row[index], row[index + 1 : following])
            return []
        values = [cell for cell in row if is_value(cell)]
        if not any(map(is_number, values)) and (named := self.headers.note(ordinal, row)):
            self.current = named if isinstance(named, FormTable) else self.current
            return []
        across = next((table for table in self.form.tables if table.across), None)
        if across and self._across_row(ordinal, across, row):
            return []
        return self._orphans(row)

    def _line(self, row: Sequence[Cell], index: int) -> LineLabel | None:
        """The line that a cell labels; one-word labels only inside table 三, before values, in no header row."""
        cell = row[index]
        if not cell.text.strip() or is_value(cell):
            return None
        hit = self.labels.line(cell.text)
        if hit and label_key(cell.text) in COMMON:
            inside = self.current is not None and self.current.number == hit.table.number
            others = [*row[:index], *row[index + 1 :]]
            header = any(self.labels.column(hit.table, other.text) for other in others)
            if not inside or header or not any(map(is_value, row[index + 1 :])):
                return None
        return hit

    def _line_row(self, ordinal: int, hit: LineLabel, label: Cell, values: Sequence[Cell]) -> None:
        self.current = hit.table
        if not values:
            return
        self.found.printed.append(line(self.labels, hit, label, values))
        header = self.headers.cells[hit.table.number]
        result = assign(hit.line.columns, values, header, ordinal)
        self.attempts.append(Attempt(hit.line, hit.table, result, values, hit.confidence))

    def _across_row(self, ordinal: int, table: FormTable, row: Sequence[Cell]) -> bool:
        """Take ``row`` for the one row of a table whose lines stand side by side."""
        keys = [f"{line.key}.{column}" for line in table.lines for column, _ in line.columns]
        values = list(row)
        while values and not is_value(values[0]):
            values.pop(0)
        header = self.headers.cells[table.number]
        inside = self.current is table
        if not any(map(is_number, values)) and not (inside and len(values) == len(keys)):
            return False
        if not inside and len(values) != len(keys):
            return False
        if table.number in self.headers.disordered:
            self.found.unplaced += _unplace(values, "表四各组标题的次序与格式文件不同")
            return True
        printed = [item.key for item in header]
        expected = [column for line in table.lines for column, _ in line.columns]
        if printed == expected:
            header = [HeaderCell(key, item.cell, item.table) for key, item in zip(keys, header, strict=True)]
        elif len(printed) >= len(expected) or None in printed:
            self.found.unplaced += _unplace(values, "表四表头各列的次序与格式文件不同")
            return True
        else:
            header = []
        result = assign([(key, "") for key in keys], values, header, ordinal)
        whole = Line("", "", "", tuple((key, "") for key in keys))
        self.attempts.append(Attempt(whole, table, result, values, 1.0))
        return True

    def _orphans(self, row: Sequence[Cell]) -> list[Unplaced]:
        """Numbers of a row without a known label; they cast doubt on blanks of the row before (a cut row)."""
        numbers = [cell for cell in row if is_number(cell)]
        if numbers and self.attempts and not any(cell.text.strip() and not is_value(cell) for cell in row):
            last = self.attempts[-1]
            if isinstance(last.result, Assigned) and not all(cell.text.strip() for cell in last.result.cells.values()):
                last.result = Refused("该行之后有没有行标题的数字，可能是被分页截断的同一行")
        if numbers and self.current is not None and (label := other_line(self.labels, self.current, row)):
            self.found.printed.append(label)
        numbers = [cell for cell in row if is_number(cell) or _DIGITS.fullmatch(cell.text)]
        return _unplace(numbers, "该行的行标题不是格式文件中的项目，数字无法对应")

    def result(self) -> TableMatch:
        """Settle the attempts: one certain row a line; rows that contradict each other are left out."""
        by_line: dict[tuple[str, str], list[Attempt]] = {}
        for attempt in self.attempts:
            if any(cell.text.strip() for cell in attempt.values) or isinstance(attempt.result, Assigned):
                by_line.setdefault((attempt.table.prefix, attempt.line.key), []).append(attempt)
        doubtful = self.lost_grid and any(_short(attempt) for attempt in self.attempts)
        for attempts in by_line.values():
            if len(attempts) > 1 and len({_readings(attempt) for attempt in attempts}) > 1:
                reason = "同一行在文中出现不止一次且内容不同"
                self.found.unplaced += [u for attempt in attempts for u in _unplace(attempt.values, reason)]
            elif self.lost_grid and (doubtful or _may_end_in_page_number(attempts[0])) and not _proven(attempts[0]):
                reason = "来源丢失了表格线和部分空白单元格，该行是否完整不确定"
                self.found.unplaced += _unplace(attempts[0].values, reason)
            else:
                self._settle(attempts[0])
        for table in self.form.tables:
            self.found.printed += columns(self.labels, table, self.headers.cells[table.number])
        order = {key: index for index, key in enumerate(self.form.cells)}
        self.found.cells = dict(sorted(self.found.cells.items(), key=lambda item: order[item[0]]))
        return self.found

    def _settle(self, attempt: Attempt) -> None:
        if isinstance(attempt.result, Refused):
            self.found.unplaced += _unplace(attempt.values, attempt.result.reason)
            return
        prefix = ".".join(filter(None, (attempt.table.prefix, attempt.line.key)))
        for column, cell in attempt.result.cells.items():
            if _UNKNOWN in cell.text:
                # Not the report's fault: it prints something that the reader could not make out.
                self.found.unplaced += _unplace([cell], "单元格内有未能可靠识别的内容，没有读取")
                continue
            reading = read_cell(cell.text)
            confidence = min(attempt.result.confidence, attempt.label_confidence, cell.confidence)
            confidence = confidence if reading.sure else min(confidence, 0.8)
            key = f"{prefix}.{column}"
            self.found.cells[key] = ReportCell(
                key, reading.kind, reading.value, cell.text, cell.place, confidence, reading.note
            )


def _readings(attempt: Attempt) -> tuple[object, ...]:
    """What a printed row says, for comparing two printings of one line."""
    readings = [read_cell(cell.text) for cell in attempt.values]
    return tuple((reading.kind, reading.value) for reading in readings)


def _short(attempt: Attempt) -> bool:
    return isinstance(attempt.result, Refused) and 0 < len(attempt.values) < len(attempt.line.columns)


def _may_end_in_page_number(attempt: Attempt) -> bool:
    """Whether the last value of a summed row may be a page number that fills the place of a lost blank."""
    last = read_cell(attempt.values[-1].text).value if attempt.values else None
    return attempt.table.total_column is not None and last is not None and 0 < last < _PAGES


def _proven(attempt: Attempt) -> bool:
    """Whether a row without a grid bears its own proof of being whole: all numbers alike, or parts that make the total."""
    if not isinstance(attempt.result, Assigned):
        return True
    values = [read_cell(cell.text).value for cell in attempt.result.cells.values()]
    if len(values) < 2 or None in values:
        return False
    numbers = [value for value in values if value is not None]
    width = 5 if attempt.table.across else len(numbers)
    groups = [numbers[start : start + width] for start in range(0, len(numbers), width)]
    summed = attempt.table.total_column is not None and all(sum(group[:-1]) == group[-1] for group in groups)
    return summed or len(set(numbers)) == 1


def _unplace(cells: Sequence[Cell], reason: str) -> list[Unplaced]:
    return [Unplaced(cell.text.strip(), cell.place, reason) for cell in cells if cell.text.strip()]


def _is_narrative(cell: Cell, known: Labels) -> bool:
    text = cell.text.strip()
    return len(text) >= 15 and any(mark in text for mark in "。；") and not known.known(text)
