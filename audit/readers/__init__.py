"""One file a format, each with ``read(data: bytes) -> Document``; the format is told by the content, never by the name."""

from __future__ import annotations

from audit.readers._choose import read, sniff
from audit.readers._prepared import prepared
from audit.readers._sheet import Sheet
from audit.readers.xlsx import workbook

__all__ = ["Sheet", "prepared", "read", "sniff", "workbook"]
