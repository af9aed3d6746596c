"""Reading files: each family of formats in a folder of its own, chosen by a file's content, never by its name.

A family declares its formats in its ``__init__``; a reader is a module with ``read(data: bytes) -> Document``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy
from audit.readers._choose import crops, formats, layout, read, sniff
from audit.readers._format import Format, Mark, Sample
from audit.readers._limits import MAX_CELLS
from audit.readers.scan import can_recognise
from audit.readers.word import CONVERTED, prepared, sweep
from audit.readers.word import program as libreoffice

if TYPE_CHECKING:
    from audit.readers.sheet import Sheet, StoredBook, StoredSheet, stored, workbook
else:
    __getattr__, __dir__ = lazy(
        __name__, {"audit.readers.sheet": ("Sheet", "StoredBook", "StoredSheet", "stored", "workbook")}
    )

__all__ = [
    "CONVERTED",
    "MAX_CELLS",
    "Format",
    "Mark",
    "Sample",
    "Sheet",
    "StoredBook",
    "StoredSheet",
    "can_recognise",
    "crops",
    "formats",
    "layout",
    "libreoffice",
    "prepared",
    "read",
    "sniff",
    "stored",
    "sweep",
    "workbook",
]
