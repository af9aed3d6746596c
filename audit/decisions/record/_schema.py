"""The schema of the record: whether it is the present one; where not, it is brought up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from audit.decisions.record._onlyread import advice
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
        if path is not None and not is_writable:
            what = (
                "是较早版本的格式，须升级后才能查看"
                if current
                else "中没有人工记录（文件是空的，或不是由本工具写成），须先建立"
            )
            raise DecisionsError(
                f"“{place}”{what}，而该文件或所在的文件夹不能写入。请检查路径；路径无误的，请{advice(path)}"
            )
        from audit.decisions.record import _migrating  # noqa: PLC0415 – alembic is loaded for nothing else

        _migrating.migrate(connection, current, path, place, patience)
