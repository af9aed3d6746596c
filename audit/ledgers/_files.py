"""Files that are ledgers, and whether an office program has one open."""

from __future__ import annotations

from pathlib import Path

from audit.decisions import is_address

_ENDINGS = (".xlsx", ".xlsm", ".et")
#: Workbooks and tables in which nobody is given a ledger, but in which it may have been saved.
_OTHER_ENDINGS = (".xls", ".ods", ".csv", ".tsv", ".fods", ".xlsb")
#: How office programs call the file that says that they have a workbook open: LibreOffice, Excel, WPS.
_OPEN_MARKS = (".~lock.{}#", "~${}", ".~{}")


def is_ledger(where: str) -> bool:
    """Whether what is given as a record is meant as a ledger."""
    return not is_address(where) and Path(where).suffix.lower() in (*_ENDINGS, *_OTHER_ENDINGS)


def is_saved_otherwise(path: Path) -> bool:
    """Whether ``path`` is named as a workbook or table of which no ledger can be read."""
    return path.suffix.lower() in _OTHER_ENDINGS


def is_open_elsewhere(path: Path) -> str:
    """The name of the file by which an office program says that it has ``path`` open; "" where there is none."""
    names = (mark.format(path.name) for mark in _OPEN_MARKS)
    return next((name for name in names if path.with_name(name).exists()), "")
