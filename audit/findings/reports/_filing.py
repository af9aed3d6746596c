"""Facts of files and agencies: what a file's name, the roster or the review says against what the report says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from audit.findings._facts import CellKey, Facts, Listed, Side, filled
from audit.text import Value

#: Cells that a message names.
_CELLS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Mismatch(Facts):
    """A year, an organ or a day that is told of a report elsewhere, and the one that the report itself bears.

    ``told`` comes from the file's name, the roster or the review, ``found`` from the report. ``form`` is the sentence with
    their fields in braces: ``文件名的年度为{told.value}，报告的年度为{found.value}``.
    """

    kind: ClassVar[str] = "mismatch"
    form: str
    told: Side
    found: Side

    @property
    def expected(self) -> Value | str | None:
        """What is told elsewhere; a day as 2025-01-31."""
        return _plain(self.told.value)

    @property
    def actual(self) -> Value | str | None:
        """What the report bears; a day as 2025-01-31."""
        return _plain(self.found.value)

    def message(self) -> str:
        """The form with both sides."""
        return filled(self.form, told=self.told, found=self.found)


@dataclass(frozen=True, slots=True)
class VersionCell(Facts):
    """A cell that versions of one report print differently: ``label`` is what people call it, ``printed`` the text in each file."""

    kind: ClassVar[str] = "version_cell"
    cell: CellKey
    label: str
    printed: tuple[str, ...]

    def message(self) -> str:
        """“表三“…”“总计”分别为“3”、“4”和“4”” (Chinese)."""
        *others, last = (f"“{text}”" for text in self.printed)
        return f"{self.label}分别为{'、'.join(others)}和{last}"


@dataclass(frozen=True, slots=True)
class DifferingCells(Facts):
    """Several files that are the report of one organ and year, and the cells that they print differently.

    ``files`` are the files' names, in the order in which ``cells`` give what each prints.
    """

    kind: ClassVar[str] = "differing_cells"
    files: tuple[str, ...]
    cells: tuple[VersionCell, ...]

    @property
    def headline(self) -> str:
        """How many files there are and in how many places they differ (Chinese)."""
        return f"本年度有{len(self.files)}份报告，表格有{len(self.cells)}处数字不同"

    def message(self) -> str:
        """“表格数字不同，表三…分别为“3”和“4””, the first cells by name."""
        return f"表格数字不同，{Listed(self.cells, _CELLS_NAMED, '处', '；')}"


def _plain(value: Value | str | dt.date | None) -> Value | str | None:
    return value.isoformat() if isinstance(value, dt.date) else value
