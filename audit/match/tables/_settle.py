"""What was taken for a line, row by row → the one certain value of each cell; the rest is left out with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.cells import CellReading, read_cell
from audit.document import Cell
from audit.forms import FormTable, Line
from audit.match.rescue import RowOrigin
from audit.match.tables._assign import Assigned, Refused
from audit.model import ReportCell, Unplaced
from audit.text import added

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


def settle(attempts: Sequence[Attempt], origin: RowOrigin) -> tuple[dict[str, ReportCell], list[Unplaced]]:
    """The cells that were read, by key, and what found no certain place; the rest as for the walk over the tables."""
    by_line: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        if any(cell.text.strip() for cell in attempt.values) or isinstance(attempt.result, Assigned):
            by_line.setdefault((attempt.table.prefix, attempt.line.key), []).append(attempt)
    doubtful = origin.may_lack_blanks and any(_miscounted(attempt) for attempt in attempts)
    cells: dict[str, ReportCell] = {}
    unplaced: list[Unplaced] = []
    for printed in map(_printing, map(_own, by_line.values())):
        if len(printed) > 1 and len({_readings(attempt) for attempt in printed}) > 1:
            reason = "同一行在文中出现不止一次且内容不同"
            unplaced += [u for attempt in printed for u in unplace(attempt.values, reason)]
        elif origin.may_lack_blanks and _may_be_short(
            printed[0], doubtful=doubtful, page_numbers=origin.may_hold_page_numbers or doubtful
        ):
            unplaced += unplace(printed[0].values, "来源丢失了表格线和部分空白单元格，该行是否完整不确定")
        elif isinstance(printed[0].result, Refused):
            unplaced += unplace(printed[0].values, printed[0].result.reason)
        else:
            unplaced += unplace(printed[0].result.beside, "该列不是格式文件中的列")
            for cell in _cells(printed[0], printed[0].result):
                if isinstance(cell, ReportCell):
                    cells[cell.key] = cell
                else:
                    unplaced.append(cell)
    return cells, unplaced


def unplace(cells: Sequence[Cell], reason: str) -> list[Unplaced]:
    """Whatever ``cells`` print, without a place in the form."""
    return [Unplaced(cell.text.strip(), cell.place, reason) for cell in cells if cell.text.strip()]


def is_elsewhere(attempt: Attempt) -> bool:
    """Whether the row stands in a table of another kind, which only shares words with the form."""
    return isinstance(attempt.result, Refused) and attempt.result.elsewhere


def _own(attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """``attempts`` without those of other tables, where the form's own table has the line below a known head."""
    own = [attempt for attempt in attempts if not is_elsewhere(attempt)]
    known = any(isinstance(attempt.result, Assigned) and attempt.result.confidence == 1.0 for attempt in own)
    return own if known else attempts


def _printing(attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """``attempts`` without blank rows beside printed ones in one table whose row bears no label.

    Word ends a web page's table with a row that only sets widths, and the rulings of a sheet may go on below the last row.
    """
    printing = [attempt for attempt in attempts if any(cell.text.strip() for cell in attempt.values)]
    one_table = len({cell.place.table for attempt in attempts for cell in attempt.values}) == 1
    return printing if printing and one_table and attempts[0].table.across else attempts


def _cells(attempt: Attempt, result: Assigned) -> Iterator[ReportCell | Unplaced]:
    prefix = ".".join(filter(None, (attempt.table.prefix, attempt.line.key)))
    for column, cell in result.cells.items():
        reading = read_cell(cell.text)
        if _UNKNOWN in cell.text:
            # Not the report's fault: it prints something that the reader could not make out.
            yield Unplaced(cell.text.strip(), cell.place, "单元格内有未能可靠识别的内容，没有读取")
        elif _other_unit(attempt.line, column, reading, cell.text):
            yield Unplaced(cell.text.strip(), cell.place, "单元格内的金额单位与格式文件的单位不同，没有读取")
        else:
            confidence = min(result.confidence, attempt.label_confidence, cell.confidence)
            confidence = confidence if reading.sure else min(confidence, 0.8)
            yield ReportCell(
                f"{prefix}.{column}", reading.kind, reading.value, cell.text, cell.place, confidence, reading.note
            )


def _other_unit(line: Line, column: str, reading: CellReading, raw: str) -> bool:
    """Whether a sum other than 0 is printed in 元 where the form asks for 万元."""
    label = dict(line.columns).get(column, "")
    return bool(reading.value) and "万元" in label and raw.strip().endswith("元") and not raw.strip().endswith("万元")


def _readings(attempt: Attempt) -> tuple[object, ...]:
    """What a printed row says, for comparing two printings of one line."""
    readings = [read_cell(cell.text) for cell in attempt.values]
    return tuple((reading.kind, reading.value) for reading in readings)


def _miscounted(attempt: Attempt) -> bool:
    """Whether blanks of a row were lost, or numbers of it cut in two."""
    return isinstance(attempt.result, Refused) and len(attempt.values) not in (0, len(attempt.line.columns))


def _may_be_short(attempt: Attempt, *, doubtful: bool, page_numbers: bool) -> bool:
    """Whether a row without a grid may have lost a blank, with the number of a page in its place.

    Without its last number such a row is whole by its own total. Where no page number stands alone anywhere, only that of
    the first page can be the one.
    """
    if doubtful and not _proven(attempt):
        return True
    values = [value for cell in attempt.values if (value := read_cell(cell.text).value) is not None]
    if attempt.table.total_column is None or not 2 < len(values) == len(attempt.values):
        return False
    *parts, total, last = values
    return added(parts) == total and 0 < last < (_PAGES if page_numbers else 2)


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
    summed = attempt.table.total_column is not None and all(added(group[:-1]) == group[-1] for group in groups)
    return summed or len(set(numbers)) == 1
