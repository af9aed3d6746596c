"""The schema of the record: whether it is the present one; where not, it is brought up to date."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, select

#: Where the migrations that come with the toolkit stand, each in a file that begins with its number.
MIGRATIONS = Path(__file__).parent / "migrations"
#: The table in which alembic writes down to which migration a record has come.
_VERSIONS = Table("alembic_version", MetaData(), Column("version_num", String(32)))


def bring_up_to_date(engine: Engine, path: Path | None, place: str, patience: float) -> None:
    """Migrate an older record, of which a copy is kept first where it is a file; UsageError for a newer one.

    All of it happens at once or nothing does, whoever else begins at the same time and whatever is killed.
    """
    with engine.connect() as connection:
        current = revision(connection)
        connection.rollback()
        if current == newest():
            return
        from audit.decisions.record import _migrating  # noqa: PLC0415 – alembic is loaded for nothing else

        _migrating.migrate(connection, current, path, place, patience)


@cache
def newest() -> str:
    """The number of the last migration."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def revision(connection: Connection) -> str | None:
    """The number of the migration to which a record has come; None where it has no table yet."""
    is_there = inspect(connection).has_table(_VERSIONS.name)
    return connection.scalar(select(_VERSIONS.c.version_num)) if is_there else None
