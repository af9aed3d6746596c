"""Printed table heads → which column stands where; words that are no column of the form are kept as unknown."""

from __future__ import annotations

from collections.abc import Sequence

from audit.cells import read_cell
from audit.document import Cell
from audit.forms import Form, FormTable, editions
from audit.match._values import is_value
from audit.match.labels import Labels, is_altered, label_key, labels
from audit.match.tables._assign import HeadCell, grid_columns, overlap
from audit.match.tables._kinds import HeadRow

#: Longest head word, folded; what is longer is a note.
_LONGEST_WORD = 12
#: Numbers that are years where a row prints nothing else.
_YEARS = range(1990, 2100)


class Heads:
    """The head of each of the form's tables as read so far, going down the rows."""

    def __init__(self, form: Form, known: Labels) -> None:
        self.form = form
        self.labels = known
        self.others = [labels(edition) for edition in editions() if edition != form.edition]
        self.blocks = next(table for table in form.tables if table.in_blocks)
        self.cells: dict[str, list[HeadCell]] = {table.number: [] for table in form.tables}
        #: Tables of which a head or group row was read in the current physical table.
        self.opened: set[str] = set()
        #: Tables whose group headings stand in another order than the form's.
        self.disordered: set[str] = set()
        #: Head words of the current physical table that are none of the form's, the last above the same columns of the
        #: grid: a table may have thousands of rows of them.
        self.strange: dict[tuple[int | None, int], Cell] = {}
        self.last: FormTable | None = None

    def begin(self) -> None:
        """A new physical table begins."""
        self.opened, self.strange = set(), {}

    def is_elsewhere(self, table: FormTable, columns: Sequence[str], ordinal: int, row: Sequence[Cell]) -> bool:
        """Whether the values of ``row``, a label and what stands beside it, are those of another kind of table.

        They stand below head words of their own physical table of which the form has few or none: years, places, ways of
        filing. ``columns`` are those of the row's line.
        """
        label, *values = row
        below = frozenset[int | None]().union(*map(grid_columns, values))
        own = [item for item in self.cells[table.number] if item.table == ordinal]
        if len({item.key for item in own if item.key in columns}) * 2 >= len(columns):
            return False
        strange = [item.cell for item in own if item.key is None and not item.foreign]
        words = strange if own else self.strange.values()
        return any(not overlap(word, label) and not below.isdisjoint(grid_columns(word)) for word in words)

    def note_years(self, row: Sequence[Cell]) -> None:
        """Note a row of years as head words."""
        numbers = [cell for cell in row if is_value(cell) and cell.text.strip()]
        if len(numbers) > 1 and all(read_cell(cell.text).value in _YEARS for cell in numbers):
            self._note_strange(numbers)

    def _note_strange(self, words: Sequence[Cell]) -> None:
        self.strange |= {(word.column, word.colspan): word for word in words}

    def note(self, ordinal: int, row: Sequence[Cell]) -> HeadRow | None:
        """Note what ``row`` names; None where it is no row of a head."""
        filled = [cell for cell in row if cell.text.strip()]
        self._note_groups(filled)
        table = self._table(filled)
        return self._note_columns(ordinal, table, filled) if table else self._note_words(ordinal, filled)

    def _note_columns(self, ordinal: int, table: FormTable, filled: Sequence[Cell]) -> HeadRow:
        """Note a row that names columns of ``table``."""
        items = [self._item(ordinal, table, cell) for cell in filled if self._is_column(table, cell)]
        items += [
            HeadCell(None, cell, ordinal)
            for cell in self.strange.values()
            if items and _stands_beside(cell, items[0].cell)
        ]
        old = self.cells[table.number]
        again = any(item.key and item.key == other.key for item in items for other in old) and not table.across
        # A table whose lines stand side by side prints each column several times: it is whole before it begins anew.
        again |= table.across and len(old) >= len(table.cells) and all(item.table != ordinal for item in old)
        self.cells[table.number] = items if table.in_blocks or again else [*old, *items]
        self.cells[table.number].sort(key=lambda item: (item.table, item.cell.column or 0))
        self.opened.add(table.number)
        self.last, self.strange = table, {}
        return HeadRow(table, tuple(items))

    def _note_words(self, ordinal: int, filled: Sequence[Cell]) -> HeadRow | None:
        """Note a row that names no column by itself: the heading of a block, the lower halves of columns, other words."""
        if any(label_key(cell.text).startswith(self.blocks.article) for cell in filled):
            self.cells[self.blocks.number] = []
            self.opened.add(self.blocks.number)
            self.strange = {}
            return HeadRow()
        if self._complete(ordinal, filled):
            return HeadRow()
        unknown = [cell for cell in filled if not self.labels.known(cell.text)]
        self._note_strange([cell for cell in unknown if _is_word(cell)])
        return HeadRow() if filled and not unknown else None

    def _table(self, filled: Sequence[Cell]) -> FormTable | None:
        """The table most of whose columns are named; the first word above its lines stands at the head of the table in blocks only."""
        if any(label_key(cell.text) == self.blocks.corner for cell in filled):
            return self.blocks
        counts = [sum(self.labels.column(t, cell.text) is not None for cell in filled) for t in self.form.tables]
        return self.form.tables[counts.index(max(counts))] if max(counts) else None

    def _item(self, ordinal: int, table: FormTable, cell: Cell) -> HeadCell:
        column = self.labels.column(table, cell.text)
        foreign = column is None and self._is_of_other_edition(table, cell)
        return HeadCell(column, cell, ordinal, foreign, is_altered(cell.text))

    def _is_column(self, table: FormTable, cell: Cell) -> bool:
        """Whether a head cell is a column: one of the form's, or a short word that is none of its other words."""
        if self.labels.column(table, cell.text) is not None:
            return True
        return _is_word(cell) and not self.labels.known(cell.text)

    def _complete(self, ordinal: int, filled: Sequence[Cell]) -> bool:
        """Join head words cut over two rows (“商业” above “企业”); True if ``filled`` completes any."""
        if self.last is None:
            return False
        cells = self.cells[self.last.number]
        open_items = [item for item in cells if item.key is None and item.table == ordinal]
        joined: dict[int, HeadCell] = {}
        for index, cell in enumerate(filled):
            if cell.column is not None:
                upper = next((i for i in open_items if i.cell.column == cell.column), None)
            else:
                upper = open_items[index] if len(open_items) == len(filled) else None
            key = self.labels.column(self.last, upper.cell.text + cell.text) if upper else None
            if upper and key:
                joined[id(upper)] = HeadCell(key, upper.cell, ordinal)
        self.cells[self.last.number] = [joined.get(id(item), item) for item in cells]
        return bool(joined)

    def _note_groups(self, filled: Sequence[Cell]) -> None:
        """Compare the order of group headings that stand side by side (行政复议, 行政诉讼 …)."""
        for table in self.form.tables:
            if not table.across:
                continue
            for level in ([line.path.split("/")[0] for line in table.lines], [line.label for line in table.lines]):
                order = [label_key(name) for name in dict.fromkeys(level)]
                printed = [order.index(label_key(cell.text)) for cell in filled if label_key(cell.text) in order]
                if printed != sorted(printed):
                    self.disordered.add(table.number)

    def _is_of_other_edition(self, table: FormTable, cell: Cell) -> bool:
        """Whether a head cell names a column that the same table has in another edition."""
        return any(
            other.column(twin, cell.text) is not None
            for other in self.others
            for twin in other.form.tables
            if twin.number == table.number
        )


def _is_word(cell: Cell) -> bool:
    """Whether ``cell`` may be a head's word: short, and no value."""
    return 0 < len(label_key(cell.text)) <= _LONGEST_WORD and not is_value(cell)


def _stands_beside(word: Cell, head: Cell) -> bool:
    """Whether a word noted above (备注 over all rows of the head) reaches down to the row of ``head``, to its right."""
    if word.column is None or head.column is None:
        return False
    return word.column > head.column and word.row < head.row < word.row + word.rowspan
