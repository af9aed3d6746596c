"""What a review is given: reports in files, folders and archives, and lists of the agencies that have to file."""

from __future__ import annotations

from audit.sources._notreports import LEDGER, LEDGER_NOTES, MANIFEST
from audit.sources._ondisk import FileStamp, stamp_of
from audit.sources._sources import are_single_files, expand, load, split

__all__ = [
    "LEDGER", "LEDGER_NOTES", "MANIFEST", "FileStamp", "are_single_files", "expand", "load", "split", "stamp_of",
]  # fmt: skip
