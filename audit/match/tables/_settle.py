"""What was taken for a line, row by row → the one certain value of each cell; the rest is left out with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.cells import CellReading, read_cell
from audit.document import Cell
from audit.forms import FormTable, Line
from audit.match.rescue import RowOrigin
from audit.match.tables._assign import Assigned, Refused, unplace
from audit.model import ReportCell, Unplaced, WhyUnplaced
from audit.text import added

#: What readers put for a character that they cannot make out.
_UNKNOWN = "\ufffd"
#: A report has fewer pages than this; the number of its first page is below the second.
_PAGES, _SECOND_PAGE = 100, 2
#: Most confidence of a number whose digits stood apart.
_CONFIDENCE_UNSURE = 0.8
#: Figures of table 四 below one head, the last of them their total.
_FIGURES_OF_GROUP = 5


@dataclass(frozen=True, slots=True)
class Attempt:
    """One printed row taken for a line: its assignment, or why there is none, and its value cells."""

    line: Line
    table: FormTable
    result: Assigned | Refused
    values: Sequence[Cell]
    label_confidence: float

    @property
    def is_elsewhere(self) -> bool:
        """Whether the row stands in a table of another kind, which only shares words with the form."""
        return isinstance(self.result, Refused) and self.result.why is WhyUnplaced.OTHER_TABLE

    @property
    def is_read(self) -> bool:
        """Whether its values have their columns."""
        return isinstance(self.result, Assigned)

    @property
    def has_blanks(self) -> bool:
        """Whether the row was read, a blank in it as well."""
        return isinstance(self.result, Assigned) and self.result.has_blanks

    @property
    def is_printing(self) -> bool:
        """Whether some value is printed."""
        return any(cell.text.strip() for cell in self.values)

    @property
    def has_grid(self) -> bool:
        """Whether its values stand in columns that the document itself has."""
        return all(cell.column is not None for cell in self.values)

    def refused(self, why: WhyUnplaced) -> Attempt:
        """The same row, which is not read for the reason ``why``."""
        return replace(self, result=Refused(why))


@dataclass(frozen=True, slots=True)
class Settled:
    """The cells that were read, what found no certain place, and the attempts that decided either, with what came of each."""

    cells: tuple[ReportCell, ...]
    unplaced: tuple[Unplaced, ...]
    attempts: tuple[Attempt, ...]


def settle(attempts: Sequence[Attempt], origin: RowOrigin) -> Settled:
    """One certain row a line; rows that contradict each other, and gathered ones that may lack a blank, are left out."""
    by_line: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        if attempt.is_printing or isinstance(attempt.result, Assigned):
            by_line.setdefault((attempt.table.prefix, attempt.line.key), []).append(attempt)
    some_are_short = origin.may_lack_blanks and any(
        _is_miscounted(attempt) for attempt in attempts if not attempt.has_grid
    )
    decided = [attempt for of_line in by_line.values() for attempt in _decided(_own(of_line), origin, some_are_short)]
    cells: list[ReportCell] = []
    unplaced: list[Unplaced] = []
    for attempt in decided:
        if isinstance(attempt.result, Refused):
            unplaced += attempt.result.unplaced(attempt.values)
            continue
        unplaced += unplace(attempt.result.beside, WhyUnplaced.OTHER_COLUMN)
        for cell in _cells(attempt, attempt.result):
            if isinstance(cell, ReportCell):
                cells.append(cell)
            else:
                unplaced.append(cell)
    return Settled(tuple(cells), tuple(unplaced), tuple(decided))


def _decided(attempts: Sequence[Attempt], origin: RowOrigin, some_are_short: bool) -> Sequence[Attempt]:
    """Of the rows taken for one line the one that is read, or all that cannot be, with the reason."""
    printed = _without_blank_rows(attempts)
    if len(printed) > 1 and len({_readings(attempt) for attempt in printed}) > 1:
        return [attempt.refused(WhyUnplaced.PRINTED_TWICE) for attempt in printed]
    first = printed[0]
    if (
        origin.may_lack_blanks
        and not first.has_grid
        and (
            (some_are_short and not _proves_itself(first))
            or _may_end_in_a_page_number(first, page_numbers=origin.may_hold_page_numbers or some_are_short)
        )
    ):
        return [first.refused(WhyUnplaced.BLANKS_LOST)]
    return [first]


def _own(attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """``attempts`` without those of other tables, where the form's own table has the line below a known head."""
    own = [attempt for attempt in attempts if not attempt.is_elsewhere]
    known = any(isinstance(attempt.result, Assigned) and attempt.result.confidence == 1.0 for attempt in own)
    return own if known else attempts


def _without_blank_rows(attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """``attempts`` without blank rows beside printed ones in one table whose row bears no label.

    Word ends a web page's table with a row that only sets widths, and the rulings of a sheet may go on below the last row.
    """
    printing = [attempt for attempt in attempts if attempt.is_printing]
    in_one_table = len({cell.place.table for attempt in attempts for cell in attempt.values}) == 1
    return printing if printing and in_one_table and attempts[0].table.across else attempts


def _cells(attempt: Attempt, result: Assigned) -> Iterator[ReportCell | Unplaced]:
    prefix = ".".join(filter(None, (attempt.table.prefix, attempt.line.key)))
    for column, cell in result.cells.items():
        reading = read_cell(cell.text)
        if _UNKNOWN in cell.text:
            # Not the report's fault: it prints something that the reader could not make out.
            yield Unplaced(cell.text.strip(), cell.place, WhyUnplaced.UNRECOGNISED)
        elif _is_in_other_unit(attempt.line, column, reading, cell.text):
            yield Unplaced(cell.text.strip(), cell.place, WhyUnplaced.OTHER_UNIT)
        else:
            confidence = min(result.confidence, attempt.label_confidence, cell.confidence)
            confidence = confidence if reading.sure else min(confidence, _CONFIDENCE_UNSURE)
            yield ReportCell(
                f"{prefix}.{column}", reading.kind, reading.value, cell.text, cell.place, confidence, reading.note
            )


def _is_in_other_unit(line: Line, column: str, reading: CellReading, raw: str) -> bool:
    """Whether a sum other than 0 is printed in 元 where the form asks for 万元."""
    label = dict(line.columns).get(column, "")
    return bool(reading.value) and "万元" in label and raw.strip().endswith("元") and not raw.strip().endswith("万元")


def _readings(attempt: Attempt) -> tuple[object, ...]:
    """What a printed row says, for comparing two printings of one line."""
    readings = [read_cell(cell.text) for cell in attempt.values]
    return tuple((reading.kind, reading.value) for reading in readings)


def _is_miscounted(attempt: Attempt) -> bool:
    """Whether blanks of a row were lost, or numbers of it cut in two."""
    return isinstance(attempt.result, Refused) and len(attempt.values) not in (0, len(attempt.line.columns))


def _may_end_in_a_page_number(attempt: Attempt, *, page_numbers: bool) -> bool:
    """Whether a row without a grid may have lost a blank, with the number of a page in its place.

    Without its last number such a row is whole by its own total. Where no page number stands alone anywhere, only that of
    the first page can be the one.
    """
    values = [value for cell in attempt.values if (value := read_cell(cell.text).value) is not None]
    if attempt.table.total_column is None or not 2 < len(values) == len(attempt.values):
        return False
    *parts, total, last = values
    return added(parts) == total and 0 < last < (_PAGES if page_numbers else _SECOND_PAGE)


def _proves_itself(attempt: Attempt) -> bool:
    """Whether a row without a grid bears its own proof of being whole: all numbers alike, or parts that make the total."""
    if not isinstance(attempt.result, Assigned):
        return True
    values = [read_cell(cell.text).value for cell in attempt.result.cells.values()]
    if len(values) < 2 or None in values:
        return False
    numbers = [value for value in values if value is not None]
    width = _FIGURES_OF_GROUP if attempt.table.across else len(numbers)
    groups = [numbers[start : start + width] for start in range(0, len(numbers), width)]
    summed = attempt.table.total_column is not None and all(added(group[:-1]) == group[-1] for group in groups)
    return summed or len(set(numbers)) == 1
