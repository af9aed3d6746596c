"""Workbooks: .xlsx, .xls and .et."""

from __future__ import annotations

from audit.readers.sheet._sheet import Sheet
from audit.readers.sheet.xlsx import workbook

__all__ = ["Sheet", "workbook"]
