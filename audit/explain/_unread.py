"""Why cells of the form have no number: the lines of which not every cell was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from audit.explain._rows import ReadRow
from audit.forms import Form, FormCell
from audit.match.tables import (
    Refused,
    TableMatch,
)
from audit.model import WhyUnplaced

#: Why a cell was not read, where no row was refused for it: the label of its line was not found; it was found without
#: figures beside it; what the cell prints is named for itself; there is no table of the form; nothing says.
NoCell = Literal["no_label", "no_figures", "no_row", "no_table", "not_certain"]
_NO_CELL: Mapping[NoCell, str] = {
    "no_label": "没有找到该行的行标题",
    "no_figures": "找到了行标题，旁边没有数字或空格",
    "no_row": "没有找到该表的数字行",
    "no_table": "没有找到格式文件规定的表格",
    "not_certain": "找到了该行，该格的内容不能确定",
}
#: Cells of one line that are named one by one.
_MAX_CELLS = 3


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line of the form of which cells were not read: their keys, and why (``code`` and Chinese ``reason``)."""

    table: str
    line: str
    cells: tuple[str, ...]
    columns: tuple[str, ...]
    of: int
    code: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """The object that the contract promises for it (docs/contract)."""
        return {
            "table": self.table,
            "line": self.line,
            "cells": list(self.cells),
            "code": self.code,
            "reason": self.reason,
        }

    @property
    def which(self) -> str:
        """Which line it is, and which of its cells (Chinese)."""
        return f"“{self.line}”{'' if len(self.cells) == self.of else f'的{self._columns()}'}"

    def _columns(self) -> str:
        named = "".join(f"“{column}”" for column in self.columns[:_MAX_CELLS])
        return f"{named}等{len(self.cells)}格" if len(self.columns) > _MAX_CELLS else named


def unread_lines(tables: TableMatch, form: Form, rows: Sequence[ReadRow]) -> Iterator[UnreadLine]:
    """The lines of ``form`` of which cells are missing, in the form's order."""
    missing = [cell for cell in form.cells.values() if cell.key not in tables.cells]
    for (table, name), group in groupby(missing, key=lambda cell: (cell.table, cell.line_name)):
        cells = list(group)
        whole = [cell for cell in form.cells.values() if (cell.table, cell.line_name) == (table, name)]
        code, reason = _reason(table, cells[0], form, tables, rows)
        keys, columns = tuple(cell.key for cell in cells), tuple(cell.column_name for cell in cells)
        yield UnreadLine(table, name, keys, columns, len(whole), code, reason)


def _reason(number: str, cell: FormCell, form: Form, tables: TableMatch, rows: Sequence[ReadRow]) -> tuple[str, str]:
    """Why the line of ``cell`` was not read, or not all of it: a code and a sentence."""
    table = next(each for each in form.tables if each.number == number)
    own = [row for row in rows if any(key.startswith(f"{table.prefix}.") for key in row.cells)]
    for attempt in tables.attempts:
        if attempt.table.number == number and (table.across or attempt.line.key == cell.line):
            if isinstance(attempt.result, Refused):
                return attempt.result.why.name.lower(), attempt.result.reason
            why = next(
                (item for item in tables.unplaced if item.place in {each.place for each in attempt.values}), None
            )
            return (why.why.name.lower(), why.reason) if why else ("not_certain", _NO_CELL["not_certain"])
    line = next((each for each in table.lines if each.key == cell.line), None)
    named = line.label if line else ""
    for row in rows:
        if row.line == named.replace("/", "·") and row.type == "line" and not row.cells:
            return "no_figures", row.why or _NO_CELL["no_figures"]
        if row.type == "group" and line and line.group and row.label and row.label in line.group:
            return WhyUnplaced.LINES_AS_ONE.name.lower(), row.why
    if not own and not any(row.type != "stray" for row in rows):
        return "no_table", _NO_CELL["no_table"]
    if table.across:
        disordered = next((row.why for row in rows if row.type == "disordered"), "")
        return "no_row", disordered or _NO_CELL["no_row"]
    return "no_label", _NO_CELL["no_label"]
