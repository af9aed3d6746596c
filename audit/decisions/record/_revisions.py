"""To which of the toolkit's migrations a record has come, without the library that runs them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

#: Where the migrations that come with the toolkit stand, each in a file that begins with its number.
MIGRATIONS = Path(__file__).parent / "migrations"
#: The table in which alembic writes down to which migration a record has come.
_VERSIONS = Table("alembic_version", MetaData(), Column("version_num", String(32)))


@cache
def newest() -> str:
    """The number of the last migration."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def revision(connection: Connection) -> str | None:
    """The number of the migration to which a record has come; None where it has no table yet."""
    is_there = inspect(connection).has_table(_VERSIONS.name)
    return connection.scalar(select(_VERSIONS.c.version_num)) if is_there else None
