"""One file a format, each with ``read(data: bytes) -> Document``; the format is told by the content, never by the name."""

from __future__ import annotations

from audit.readers._choose import read, sniff
from audit.readers._limits import MAX_CELLS
from audit.readers.page import can_recognise
from audit.readers.sheet import Sheet, workbook
from audit.readers.word import prepared
from audit.readers.word import program as libreoffice

__all__ = ["MAX_CELLS", "Sheet", "can_recognise", "libreoffice", "prepared", "read", "sniff", "workbook"]
