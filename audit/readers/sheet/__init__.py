"""Workbooks: .xlsx, .xls and .et, which is either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy
from audit.readers._format import Format

if TYPE_CHECKING:
    from audit.readers.sheet._sheet import Sheet
    from audit.readers.sheet._stored import StoredBook, StoredSheet, stored
    from audit.readers.sheet.xlsx import workbook
else:
    # Every family of readers is asked for its formats, and few files are workbooks.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.readers.sheet._sheet": ("Sheet",),
            "audit.readers.sheet._stored": ("StoredBook", "StoredSheet", "stored"),
            "audit.readers.sheet.xlsx": ("workbook",),
        },
    )

__all__ = ["FORMATS", "Sheet", "StoredBook", "StoredSheet", "stored", "workbook"]

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
