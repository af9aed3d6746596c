"""A record brought up to date by the migrations that come with the toolkit."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select

from audit.decisions.record._file import BEFORE_MIGRATION, copy
from audit.decisions.record._revisions import MIGRATIONS, newest, revision
from audit.decisions.record._tables import events
from audit.decisions.record._transactions import begin_schema
from audit.errors import UsageError


def migrate(connection: Connection, current: str | None, path: Path | None, place: str, patience: float) -> None:
    """As ``bring_up_to_date``, for a record that has come to ``current``."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise UsageError(
            f"人工记录“{place}”由更新版本的工具写成（结构{current}，本版本为{newest()}），没有改动。请升级本工具。"
        )
    if path is not None and current is not None:
        copy(path, f"{BEFORE_MIGRATION}{current}", patience)
    begin_schema(connection, patience)
    # Somebody else may have been first.
    if revision(connection) != newest():
        _put_aside_half_made(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, newest())
    connection.commit()


def _put_aside_half_made(connection: Connection) -> None:
    """Drop the empty table that earlier versions left behind where they were killed while they made a record."""
    if revision(connection) is not None or not inspect(connection).has_table(events.name):
        return
    columns = {column["name"] for column in inspect(connection).get_columns(events.name)}
    if columns == set(events.columns.keys()) and not connection.scalar(select(func.count()).select_from(events)):
        events.drop(connection)
