"""Files that are ledgers, and whether an office program has one open."""

from __future__ import annotations

from pathlib import Path

from audit.decisions import is_address, is_workbook

#: Of workbooks those of which a ledger can be read; in the others it may have been saved.
_READ = (".xlsx", ".xlsm", ".et")
#: How office programs call the file that says that they have a workbook open: LibreOffice, Excel, WPS.
_OPEN_MARKS = (".~lock.{}#", "~${}", ".~{}")


def is_ledger(where: str) -> bool:
    """Whether what is given as a record is meant as a ledger."""
    return not is_address(where) and is_workbook(Path(where))


def is_saved_otherwise(path: Path) -> bool:
    """Whether ``path`` is named as a workbook or table of which no ledger can be read."""
    return is_workbook(path) and path.suffix.lower() not in _READ


def is_open_elsewhere(path: Path) -> str:
    """The name of the file by which an office program says that it has ``path`` open; "" where there is none."""
    names = (mark.format(path.name) for mark in _OPEN_MARKS)
    return next((name for name in names if path.with_name(name).exists()), "")
