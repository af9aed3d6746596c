"""The schema of the record: whether it is the present one; where not, it is brought up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from audit.decisions.record._revisions import newest, revision


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
