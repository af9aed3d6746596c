"""How people name a record: the path of a file, or the address of a database."""

from __future__ import annotations

import re
from pathlib import Path

from audit.machine.passwords import PASSWORD
from audit.patterns import regex

__all__ = ["NAME", "PASSWORD", "is_address"]

#: What the record is called in a work folder.
NAME = "核查记录.sqlite"
#: How an address begins; a single letter before the colon is a disk.
_SCHEME = regex(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)


def is_address(where: str | Path) -> bool:
    """Whether ``where`` is meant as the address of a database rather than a file."""
    return bool(_SCHEME.match(str(where).strip()))
