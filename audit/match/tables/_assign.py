"""Which value cell of a row belongs to which column: by count and, where the grid is known, by geometry.

A row is taken only where its reading is certain; otherwise the reason is given and nothing is read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from audit.document import Cell, Place
from audit.match._values import is_number
from audit.model import Unplaced, WhyUnplaced

#: Confidence where the printed head is missing or not whole.
_CONFIDENCE_WITHOUT_HEAD = 0.9


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A head cell in printed order; ``key`` is the column it names, None where its words are not known.

    ``foreign`` marks words of another edition's column, ``altered`` words that name a column otherwise than the form;
    ``table`` is the ordinal of the physical table.
    """

    key: str | None
    cell: Cell
    table: int
    foreign: bool = False
    altered: bool = False


@dataclass(frozen=True, slots=True)
class Assigned:
    """Column key → value cell, with the confidence of the position; ``beside`` stand below heads that the form has not."""

    cells: dict[str, Cell]
    confidence: float
    beside: tuple[Cell, ...] = ()

    @property
    def has_blanks(self) -> bool:
        """Whether some column's cell prints nothing."""
        return not all(cell.text.strip() for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row's values have no certain position; ``numbers`` are those of the reason."""

    why: WhyUnplaced
    numbers: tuple[int, ...] = ()

    @property
    def reason(self) -> str:
        """Why the values have no certain position (Chinese)."""
        return Unplaced("", Place(), self.why, self.numbers).reason

    def unplaced(self, values: Sequence[Cell]) -> list[Unplaced]:
        """Whatever ``values`` print, left out for this reason."""
        return unplace(values, self.why, *self.numbers)


def unplace(cells: Sequence[Cell], why: WhyUnplaced, *numbers: int) -> list[Unplaced]:
    """Whatever ``cells`` print, without a place in the form."""
    return [Unplaced(cell.text.strip(), cell.place, why, numbers) for cell in cells if cell.text.strip()]


def assign(
    labelled: Sequence[tuple[str, str]],
    values: Sequence[Cell],
    head: Sequence[HeadCell],
    table: int,
    drawn: Sequence[Cell] = (),
) -> Assigned | Refused:
    """Give each column (key, label) its cell among ``values`` (printed order).

    ``table`` is the ordinal of the row's physical table, ``drawn`` all cells of the row and those from above that reach
    down to it. Blank places that are not drawn as cells count where the row prints nothing before them.
    """
    columns = [key for key, _ in labelled]
    if any(cell.text.strip() for cell in values):
        values, drawn = ([cell for cell in cells if cell.is_drawn] for cells in (values, drawn))
    if not _ordered(labelled, head):
        # Words of a report's own name a column for certain only where it stands in the form's place.
        head = [replace(item, key=None) if item.altered else item for item in head]
    known = [item for item in head if item.key in columns]
    if head and not known:
        return Refused(WhyUnplaced.NO_SUCH_COLUMNS)
    if lost := _lost_cells(values, head, table, drawn):
        return Refused(WhyUnplaced.COUNT_DIFFERS, (len(values) + lost, len(values)))
    if not _ordered(labelled, head):
        return _by_geometry(values, _geometry(columns, head, table), Refused(WhyUnplaced.COLUMNS_REORDERED))
    ragged = not values or values[0].column is None
    if len(values) > len(columns):
        values = _without_outer_blanks(values, len(columns)) if ragged else _within_head(values, head, table)
    if len(values) != len(columns):
        otherwise = Refused(WhyUnplaced.COUNT_DIFFERS, (len(columns), len(values)))
        return _by_geometry(values, _geometry(columns, head, table), otherwise)
    partly = bool(head) and (len(known) < len(columns) or len(known) < len(head))
    if partly and ragged:
        return Refused(WhyUnplaced.COLUMNS_DIFFER)
    if not _below_their_heads(columns, values, head, table):
        return _by_geometry(values, _geometry(columns, head, table), Refused(WhyUnplaced.NOT_BELOW_HEADS))
    return Assigned(dict(zip(columns, values, strict=True)), 1.0 if head and not partly else _CONFIDENCE_WITHOUT_HEAD)


def _lost_cells(values: Sequence[Cell], head: Sequence[HeadCell], table: int, drawn: Sequence[Cell]) -> int:
    """How many cells a row has lost that ends before its head does, so that what stood behind them has moved up.

    Where columns are counted from the left, nobody knows which cells these are. On a page columns are measured, and a
    lost cell leaves its place empty. A last column that the form has not may do without cells where all of the form's
    print numbers.
    """
    if not drawn or not any(cell.text.strip() for cell in values):
        return 0
    if any(cell.column is None or cell.place.page is not None for cell in values):
        return 0
    end = max((cell.column or 0) + cell.colspan for cell in values if cell.text.strip())
    beyond = [
        item
        for item in head
        if item.table == table
        and (item.cell.column or 0) >= end
        and not any(overlap(item.cell, cell) for cell in drawn)
    ]
    is_lost = any(item.key is not None for item in beyond) or not all(map(is_number, values))
    return len(beyond) if is_lost else 0


def _below_their_heads(columns: Sequence[str], values: Sequence[Cell], head: Sequence[HeadCell], table: int) -> bool:
    """Whether each counted value stands below its own head where that is known, and none below a strange one.

    A head in an earlier physical table says nothing of this one's grid: it must then have no strange column.
    """
    below = dict(zip(columns, values, strict=True))
    for item in head:
        if item.key in below:
            if item.table == table and not overlap(item.cell, below[item.key]):
                return False
        elif item.table != table or any(overlap(item.cell, cell) for cell in values):
            return False
    return True


def overlap(head: Cell, cell: Cell) -> bool:
    """Whether ``cell`` stands below ``head``, wholly or in part; without a grid everything may."""
    if head.column is None or cell.column is None:
        return head.column is cell.column
    return head.column < cell.column + cell.colspan and cell.column < head.column + head.colspan


def grid_columns(cell: Cell) -> Collection[int | None]:
    """The columns of the grid that ``cell`` covers, so that two cells overlap where these meet; {None} without a grid."""
    return {None} if cell.column is None else range(cell.column, cell.column + cell.colspan)


def _ordered(labelled: Sequence[tuple[str, str]], head: Sequence[HeadCell]) -> bool:
    """Whether the known head cells stand in the form's order and none twice.

    Without a grid, columns below a common heading (“法人或其他组织/…”) are read after those beside it: the two are
    then compared printed_in.
    """
    columns = [key for key, _ in labelled]
    below = {key for key, label in labelled if "/" in label}
    printed = [item for item in head if item.key in columns]
    if len({item.key for item in printed}) < len(printed):
        return False
    printed_in: dict[tuple[int, bool], list[str]] = {}
    for item in printed:
        # A head cut by a page break stands in two physical tables, whose columns are not comparable.
        printed_in.setdefault((item.table, item.cell.column is None and item.key in below), []).append(str(item.key))
    groups = list(printed_in.values())
    return all(group == sorted(group, key=columns.index) for group in groups)


def _without_outer_blanks(values: Sequence[Cell], count: int) -> Sequence[Cell]:
    """The first or last ``count`` cells if all of them print something and the rest is blank (columns spanned), else all."""
    for part, rest in ((values[:count], values[count:]), (values[-count:], values[:-count])):
        if all(cell.text.strip() for cell in part) and not any(cell.text.strip() for cell in rest):
            return part
    return values


def _within_head(values: Sequence[Cell], head: Sequence[HeadCell], table: int) -> Sequence[Cell]:
    """``values`` without the blanks to the right of the whole head: a sheet goes on where its widest table ends."""
    ends = [(item.cell.column or 0) + item.cell.colspan for item in head if item.table == table]
    return [cell for cell in values if cell.text.strip() or not ends or (cell.column or 0) < max(ends)]


def _geometry(columns: Sequence[str], head: Sequence[HeadCell], table: int) -> dict[str, tuple[int, int]] | None:
    """Grid interval of each printed column, where the head stands in the same physical table.

    A report may print fewer columns than the form, and others besides (备注, 小计, a column under a name of its own), whose
    keys are "+1", "+2" …; no known one at all, or two in one place, give None.
    """
    placed = [item for item in head if item.table == table and item.cell.column is not None]
    known = [item.key for item in placed if item.key is not None]
    keys = [item.key or f"+{number}" for number, item in enumerate(placed, 1)]
    places = [(item.cell.column or 0, (item.cell.column or 0) + item.cell.colspan) for item in placed]
    certain = known and len(set(known)) == len(known) and len(set(places)) == len(places)
    return {k: span for k, span in zip(keys, places, strict=True) if k in columns or k[0] == "+"} if certain else None


def _by_geometry(
    values: Sequence[Cell], geometry: dict[str, tuple[int, int]] | None, otherwise: Refused
) -> Assigned | Refused:
    """Each value under the one head it stands below; ``otherwise`` if any number stands below none or several."""
    if geometry is None or any(cell.column is None for cell in values):
        return otherwise
    cells: dict[str, Cell] = {}
    for cell in values:
        left = cell.column or 0
        below = [key for key, (start, end) in geometry.items() if left < end and start < left + cell.colspan]
        if not below and not cell.text.strip():
            continue
        if len(below) != 1 or below[0] in cells:
            return otherwise
        cells[below[0]] = cell
    beside = tuple(cell for key, cell in cells.items() if key[0] == "+")
    return Assigned({key: cell for key, cell in cells.items() if key[0] != "+"}, 1.0, beside)
