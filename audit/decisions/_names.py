"""How people name a record: the path of a file, or the address of a database."""

from __future__ import annotations

from pathlib import Path

#: What the record is called in a work folder.
NAME = "核查记录.sqlite"
#: The environment variable with the password of the database.
PASSWORD = "GKAUDIT_DB_PASSWORD"  # noqa: S105 – its name


def is_address(where: str | Path) -> bool:
    """Whether ``where`` is meant as the address of a database rather than a file."""
    return "://" in str(where)
