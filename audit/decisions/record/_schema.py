"""The schema of the record: whether it is the present one; where not, it is brought up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from audit.decisions.record._revisions import newest, revision
from audit.errors import DecisionsError


def bring_up_to_date(engine: Engine, path: Path | None, place: str, patience: float, *, is_writable: bool) -> None:
    """Migrate an older record, of which a copy is kept first where it is a file; UsageError for a newer one, DecisionsError for an older one that is not ``is_writable``.

    All of it happens at once or nothing does, whoever else begins at the same time and whatever is killed.
    """
    with engine.connect() as connection:
        current = revision(connection)
        connection.rollback()
        if current == newest():
            return
        if not is_writable:
            raise DecisionsError(
                f"人工记录“{place}”是较早版本的格式，须升级后才能查看，而其文件或所在的文件夹不能写入。"
                "请将该文件复制到可以写入的文件夹，再重新打开。"
            )
        from audit.decisions.record import _migrating  # noqa: PLC0415 – alembic is loaded for nothing else

        _migrating.migrate(connection, current, path, place, patience)
