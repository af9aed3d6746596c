"""The tables of a document → cells of the form, row by row, by printed labels.

All tables are walked as one sequence of rows, so that a table cut in two by hand or by a page break needs no
joining. Whatever number of the form's tables finds no certain cell is kept as unplaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, zip_longest

from audit.document import Cell, Table
from audit.forms import Form, FormTable, Line
from audit.match._values import is_number, is_value
from audit.match.labels import COMMON, Labels, LineLabel, label_key, labels
from audit.match.rescue import RowOrigin
from audit.match.tables._assign import Assigned, HeaderCell, Refused, assign
from audit.match.tables._context import Block, group_of, is_narrative, join_halves, label_at, line_between, rows_of
from audit.match.tables._fused import before_label, unfused
from audit.match.tables._header import Headers
from audit.match.tables._printed import block, columns, line, other_line
from audit.match.tables._settle import Attempt, is_elsewhere, settle, unplace
from audit.model import Printed, ReportCell, Unplaced

#: So many lines of table 二 make a table of them even without a printed head.
_ENOUGH_LINES = 5
#: Cells of the widest row that is read; the form's have twenty-two.
_WIDEST_ROW = 500
#: Figures on several lines of a cell: no number that can be read, but not to be passed over either.
_DIGITS = re.compile(r"[\d\s.,，\ufffd]*\d[\d\s.,，\ufffd]*")
_NO_LINE = "该行的行标题不是格式文件中的项目，数字无法对应"


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


def match_tables(tables: Sequence[Table], form: Form, origin: RowOrigin = RowOrigin.DRAWN) -> TableMatch:
    """Read ``tables``, whose rows are of ``origin``, as ``form`` prints them.

    Where a source has lost its grid and some rows are short, a blank may be missing anywhere; where numbers of pages stand
    among its lines, one of them may fill the place of a blank. Then only rows that prove themselves are read.
    """
    walk = _Walk(form, labels(form.edition), origin)
    printed = [rows_of(table) for table in tables]
    join_halves(printed, walk.labels)
    for ordinal, rows in enumerate(printed, 1):
        walk.table(ordinal, rows)
    return walk.result()


class _Walk:
    """State while going down the rows: the table we are in, its header, the attempts so far."""

    def __init__(self, form: Form, known: Labels, origin: RowOrigin) -> None:
        self.form = form
        self.origin = origin
        self.labels = known
        self.current: FormTable | None = None
        self.headers = Headers(form, known)
        self.attempts: list[Attempt] = []
        #: The physical table of the row before, where that row had numbers and no known label.
        self.orphaned: int | None = None
        #: Whether no row of the current physical table was a line or bore numbers so far.
        self.fresh = True
        #: The line of the row before in the current physical table, and the last column in which one has its label there.
        self.above: LineLabel | None = None
        self.stub = 0
        #: Rows that print a group of lines as one: its table and group, its label and values.
        self.blocks: list[Block] = []
        self.found = TableMatch()

    def table(self, ordinal: int, printed: Sequence[Sequence[Cell]]) -> None:
        """Walk the rows of one physical table."""
        attempts, printed_before, orphans = len(self.attempts), len(self.found.printed), []
        inside = self.current is not None and self.current.in_blocks
        before, heads = self.current, dict(self.headers.cells)
        self.headers.begin()
        self.fresh, self.above, self.stub = True, None, 0
        rows = [row for whole in printed for row in unfused(whole, self.labels)]
        for row, following in zip_longest(rows, rows[1:], fillvalue=()):
            orphans += self._row(ordinal, row, following)
        if not inside and self.headers.blocks.number not in self.headers.opened:
            self._drop_lists(attempts, printed_before)
        if len(self.attempts) > attempts and all(is_elsewhere(attempt) for attempt in self.attempts[attempts:]):
            self.current, self.headers.cells = before, heads
            self.found.foreign_tables += 1
            del self.found.printed[printed_before:]
        elif len(self.attempts) == attempts and not self.headers.opened and not self._continues(orphans):
            self.found.foreign_tables += 1
            del self.found.printed[printed_before:]
            # Bare lines of figures are no table that anybody drew: they may well be the form's.
            self.found.unplaced += orphans if self.origin.may_lack_blanks else []
        else:
            self.found.unplaced += orphans

    def _drop_lists(self, first: int, first_label: int) -> None:
        """Forget lines of table 二 that are a list of something else (published items by kind …): no head, few lines."""
        blocks = self.headers.blocks.number
        if len({a.line.key for a in self.attempts[first:] if a.table.in_blocks}) < _ENOUGH_LINES:
            listed = [a for a in self.attempts[first:] if a.table.in_blocks]
            self.attempts[first:] = [a for a in self.attempts[first:] if not a.table.in_blocks]
            if self.origin.may_lack_blanks:  # a few lines of table 二 whose head was broken look the same
                for attempt in listed:
                    self.found.unplaced += unplace(attempt.values, "表头没有读到，数字是否属于表二不能确定")
            self.found.printed[first_label:] = [p for p in self.found.printed[first_label:] if p.table != blocks]

    def _continues(self, orphans: Sequence[Unplaced]) -> bool:
        """A table with nothing but unlabelled numbers, met inside a form table, is a piece of it."""
        return bool(orphans) and self.current is not None

    def _row(self, ordinal: int, row: Sequence[Cell], following: Sequence[Cell]) -> list[Unplaced]:
        if len(row) > _WIDEST_ROW:
            self.above = None
            reason = f"该行有{len(row):,}个单元格，远多于格式文件的表格，没有读取"
            return unplace([cell for cell in row if is_number(cell)][:_WIDEST_ROW], reason)
        self.found.narrative += [cell for cell in row if is_narrative(cell, self.labels)]
        hits = self._lines(row) or self._misprinted(row, following)
        self.above = hits[-1][1] if hits else None
        if hits:
            if row[0].column is None:
                # Without blank lines a head runs into the first row below it.
                self.headers.note(ordinal, row[: hits[0][0]])
            for (index, hit), end in zip(hits, [*(i for i, _ in hits[1:]), None], strict=True):
                values = row[index + 1 : end]
                self._line_row(ordinal, hit, row[index], values if end is None else before_label(values, self.labels))
            return []
        values = [cell for cell in row if is_value(cell)]
        if not any(map(is_number, values)) and (named := self.headers.note(ordinal, row)):
            self.current = named if isinstance(named, FormTable) else self.current
            return []
        across = next((table for table in self.form.tables if table.across), None)
        if across and self._across_row(ordinal, across, row):
            return []
        if found := self._block(row):
            self.blocks.append(found)
            return []
        return self._orphans(ordinal, row)

    def _lines(self, row: Sequence[Cell]) -> list[tuple[int, LineLabel]]:
        """The cells of ``row`` that label lines, by index."""
        return [(index, hit) for index in range(len(row)) if (hit := self._line(row, index))]

    def _misprinted(self, row: Sequence[Cell], following: Sequence[Cell]) -> list[tuple[int, LineLabel]]:
        """The label of ``row`` where it is misprinted, but stands between the lines before and after its own in a grid."""
        grid = self.above and following and len(following) <= _WIDEST_ROW and row[0].column is not None
        index = label_at(row) if grid else None
        if index is None or self.above is None or not (after := self._lines(following)):
            return []
        hit = line_between(self.above, after[0][1], row[index].text)
        return [(index, hit)] if hit else []

    def _block(self, row: Sequence[Cell]) -> Block | None:
        """``row`` where it prints as one line what the form has as a group of lines."""
        index = label_at(row)
        if index is None or self.current is None or row[0].column is None:
            return None
        group, lines = group_of(self.current, row[index].text)
        values = self._beside(row[index + 1 :], len(lines[0].columns)) if lines else ()
        return (
            Block(self.current, group, row[index], values) if lines and len(values) == len(lines[0].columns) else None
        )

    def _beside(self, values: Sequence[Cell], count: int) -> Sequence[Cell]:
        """``values`` without blanks before them in columns where other rows of the table have their labels."""
        while len(values) > count and not values[0].text.strip() and (values[0].column or self.stub + 1) <= self.stub:
            values = values[1:]
        return values

    def _line(self, row: Sequence[Cell], index: int) -> LineLabel | None:
        """The line that a cell labels; one-word labels only inside table 三, before values, in no header row."""
        cell = row[index]
        if not cell.text.strip() or is_value(cell):
            return None
        hit = self.labels.line(cell.text)
        if hit and label_key(cell.text) in COMMON:
            inside = self.current is not None and self.current.number == hit.table.number
            # The label may be printed once more right before it (“（七）总计” in two columns that were not merged).
            twice = index > 0 and label_key(row[index - 1].text) == label_key(cell.text)
            others = [*row[: index - twice], *row[index + 1 :]]
            words = [other.text for other in others if label_key(other.text) not in COMMON]
            header = any(self.labels.column(table, word) for table in self.form.tables for word in words)
            if not inside or header or not any(map(is_value, row[index + 1 :])):
                return None
        return hit

    def _line_row(self, ordinal: int, hit: LineLabel, label: Cell, values: Sequence[Cell]) -> None:
        self.current = hit.table
        self.found.printed.append(line(self.labels, hit, label, values))
        if not values:
            return
        self.stub = max(self.stub, (label.column or 0) + label.colspan - 1)
        values = self._beside(values, len(hit.line.columns))
        header = self.headers.cells[hit.table.number]
        columns = [key for key, _ in hit.line.columns]
        result: Assigned | Refused
        if self.headers.elsewhere(hit.table, columns, ordinal, [label, *values]):
            result = Refused("表头不是格式文件中的列，数字含义不确定", elsewhere=True)
        else:
            result = assign(hit.line.columns, values, header, ordinal)
        if self.orphaned not in (None, ordinal) and _has_blanks(result):
            result = Refused("该行之前有没有行标题的数字，可能是被分页截断的同一行")
        self.orphaned, self.fresh = None, False
        self.attempts.append(Attempt(hit.line, hit.table, result, values, hit.confidence))

    def _across_row(self, ordinal: int, table: FormTable, row: Sequence[Cell]) -> bool:
        """Take ``row`` for the one row of a table whose lines stand side by side."""
        keys = [f"{line.key}.{column}" for line in table.lines for column, _ in line.columns]
        words = [index for index, cell in enumerate(row) if not is_value(cell)]
        # Where rows run on, the head's words stand before the figures, and blanks may be among them.
        ragged = bool(words) and row[0].column is None
        values = row[words[-1] + 1 :] if ragged else list(dropwhile(lambda cell: not is_value(cell), row))
        if ragged and len(values) == len(keys):
            self.headers.note(ordinal, row[: words[-1] + 1])
        header = self.headers.cells[table.number]
        inside = self.current is table
        if not any(map(is_number, values)) and not (inside and len(values) == len(keys)):
            return False
        stub = len(values) < len(row)
        if (stub or not inside) and len(values) != len(keys):
            return False
        if table.number in self.headers.disordered:
            self.found.unplaced += unplace(values, "表四各组标题的次序与格式文件不同")
            return True
        printed = [item.key for item in header]
        expected = [column for line in table.lines for column, _ in line.columns]
        if printed == expected:
            header = [HeaderCell(key, item.cell, item.table) for key, item in zip(keys, header, strict=True)]
        elif len(printed) >= len(expected) or None in printed:
            self.found.unplaced += unplace(values, "表四表头各列的次序与格式文件不同")
            return True
        elif not all(map(is_value, values)):
            # Without a head to stand below, words that end the row may fill the place of a lost figure.
            return False
        else:
            header = []
        result = assign([(key, "") for key in keys], values, header, ordinal)
        whole = Line("", "", "", tuple((key, "") for key in keys))
        self.attempts.append(Attempt(whole, table, result, values, 1.0))
        return True

    def _orphans(self, ordinal: int, row: Sequence[Cell]) -> list[Unplaced]:
        """Numbers of a row without a known label; they cast doubt on blanks of the rows before and after (a cut row)."""
        self.headers.note_years(row)
        figures = [cell for cell in row if is_number(cell) or _DIGITS.fullmatch(cell.text)]
        self.orphaned = ordinal if figures else None
        if figures and self.attempts:
            last = self.attempts[-1]
            labelled = any(cell.text.strip() and not is_value(cell) and cell not in figures for cell in row)
            # At the top of a page the numbers may be the rest of those that narrow columns broke over two lines.
            same = self.fresh and row[0].column is not None and self.current is last.table
            cut = same and (not labelled or last.label_confidence < 1)
            if isinstance(last.result, Assigned) and (cut or (not labelled and _has_blanks(last.result))):
                last.result = Refused("该行之后有没有行标题的数字，可能是被分页截断的同一行")
            self.fresh = False
        if (
            any(map(is_number, row))
            and self.current is not None
            and (label := other_line(self.labels, self.current, row))
        ):
            self.found.printed.append(label)
        return unplace(figures, _NO_LINE)

    def result(self) -> TableMatch:
        """Settle the attempts: one certain row a line; rows that contradict each other are left out."""
        cells, unplaced = settle(self.attempts, self.origin)
        self.found.unplaced += unplaced
        attempted = {(attempt.table.number, attempt.line.group) for attempt in self.attempts}
        for item in self.blocks:
            if (item.table.number, item.group) in attempted:
                self.found.unplaced += unplace(item.values, _NO_LINE)
            else:
                self.found.unplaced += unplace(item.values, "该行在格式文件中分列几行，数字无法对应")
                self.found.printed.append(block(item))
        for table in self.form.tables:
            self.found.printed += columns(self.labels, table, self.headers.cells[table.number])
        order = {key: index for index, key in enumerate(self.form.cells)}
        self.found.cells = dict(sorted(cells.items(), key=lambda item: order[item[0]]))
        return self.found


def _has_blanks(result: Assigned | Refused) -> bool:
    return isinstance(result, Assigned) and not all(cell.text.strip() for cell in result.cells.values())
