"""Cells of a table that were not found: whether the report surely does not print them, or may print them all the same."""

from __future__ import annotations

from dataclasses import dataclass

from audit.findings import Facts, stated
from audit.forms import FormCell, FormTable, load
from audit.model import Printed, Report
from audit.rules.kit._unread import why_open

_UNPLACED, _NO_CELLS = "报告有未能确定位置的内容", "三张表均未读取到"


@dataclass(frozen=True, slots=True)
class AbsentCells:
    """The cells of one table that were not found, in printed order.

    ``unlabelled`` are those whose line is not printed either; ``columns`` names the columns that are missing as a whole, where nothing
    else is; ``blocks`` are rows that print a group of the lines as one, where they explain all of ``unlabelled``. ``reason`` says why
    nothing is certain, None where the cells are surely not printed.
    """

    missing: tuple[FormCell, ...]
    unlabelled: tuple[FormCell, ...]
    columns: tuple[str, ...]
    blocks: tuple[Printed, ...]
    reason: Facts | None

    @property
    def not_printed(self) -> tuple[FormCell, ...]:
        """Those that the report surely does not print."""
        if self.blocks:
            return tuple(
                cell for cell in self.missing if any(one.prints_for(cell.table, cell.row) for one in self.blocks)
            )
        return self.missing if (self.unlabelled or self.columns) and not self.reason else ()


def absent_cells(report: Report, table: FormTable) -> AbsentCells:
    """The cells of ``table`` that were not found in a report whose tables are not shattered."""
    printed = {(label.table, label.key) for label in report.printed if label.kind == "line"}
    missing = tuple(cell for cell in table.cells if cell.key not in report.cells)
    unlabelled = tuple(cell for cell in missing if (table.number, cell.line) not in printed)
    columns = _missing_columns(table, missing)
    blocks = tuple(one for one in report.printed if any(one.prints_for(table.number, cell.row) for cell in missing))
    explained = all(any(one.prints_for(table.number, cell.row) for one in blocks) for cell in unlabelled)
    reason = why_open(report, table.section)
    if not reason and (report.unplaced or not report.cells):
        reason = stated(_UNPLACED if report.unplaced else _NO_CELLS)
    certain = bool(blocks and explained and (unlabelled or columns))
    return AbsentCells(missing, unlabelled, columns, blocks if certain else (), reason)


def not_printed_cells(report: Report) -> frozenset[str]:
    """The cells of its form that the report surely does not print; those of shattered tables, and of pictures, may be printed."""
    if report.shattered or not report.edition:
        return frozenset()
    known = ((absent_cells(report, table), table) for table in load(report.edition).tables)
    return frozenset(
        cell.key for absent, table in known if not _may_be_misread(report, table, absent) for cell in absent.not_printed
    )


def _may_be_misread(report: Report, table: FormTable, absent: AbsentCells) -> bool:
    """Whether what shows that cells are not printed was recognised in a picture, or nobody knows where it would stand."""
    headings = (section.place for section in report.sections if section.number == table.section)
    shown = [block.place for block in absent.blocks] or list(headings)
    return bool(report.recognised) and (not shown or any(map(report.is_recognised, shown)))


def _missing_columns(table: FormTable, missing: tuple[FormCell, ...]) -> tuple[str, ...]:
    """The columns of ``table`` that are missing as a whole, where nothing else is; else none."""
    gone = {cell.column for cell in missing}
    whole = table.total_column is not None and gone < {cell.column for cell in table.cells}
    names = tuple(name.rsplit("/", 1)[-1] for name in dict.fromkeys(cell.column for cell in missing))
    return names if whole and len(missing) == sum(cell.column in gone for cell in table.cells) else ()
