"""How people name a record: the path of a file, or the address of a database."""

from __future__ import annotations

import re
from pathlib import Path

from audit.machine.passwords import PASSWORD
from audit.patterns import regex

__all__ = ["NAME", "PASSWORD", "is_address", "is_workbook"]

#: What the record is called in a work folder.
NAME = "核查记录.sqlite"
#: How workbooks end, which are taken for records where a ledger was filled in.
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".fods", ".csv", ".tsv", ".xlsb")
#: What an address has, however it is misspelt; a single letter before the colon is a disk.
_ADDRESS = regex(
    r"""
    [a-z][a-z0-9+.-]+:/                  # a scheme
    | (?:jdbc|postgres(?:ql)?)(?::|//)   # the name of one, whatever follows
    | (?![a-z]:[/\\]) .* : [^@]* @       # a name and a password before a host
    | [a-z]:[/\\] .* : [^@]* @           # the same in what looks like a path on a disk
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def is_address(where: str | Path) -> bool:
    """Whether ``where`` is meant as the address of a database rather than a file; what may hold a password always is."""
    return bool(_ADDRESS.match(str(where).strip()))


def is_workbook(path: Path) -> bool:
    """Whether a file is named as a workbook or table, which is no record but may be a ledger."""
    return path.suffix.lower() in _WORKBOOKS
