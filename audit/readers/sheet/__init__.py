"""Workbooks: .xlsx, .xls and .et, which is either."""

from __future__ import annotations

from audit.readers._format import Format
from audit.readers.sheet._sheet import Sheet
from audit.readers.sheet.xlsx import workbook

__all__ = ["FORMATS", "Sheet", "workbook"]

FORMATS = (
    Format(
        name="xlsx",
        suffixes=(".xlsx", ".xlsm", ".et"),
        reader=f"{__name__}.xlsx",
        recognise=lambda file: "xl/workbook.xml" in file.members,
    ),
    Format(
        name="xls",
        suffixes=(".xls", ".et"),
        reader=f"{__name__}.xlsx",
        recognise=lambda file: file.has_stream("Workbook") or file.has_stream("Book"),
    ),
)
