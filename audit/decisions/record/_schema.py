"""The schema of the record: brought up to date by the migrations that come with the toolkit."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, inspect, select

from audit.decisions.record._file import BEFORE_MIGRATION, copy
from audit.decisions.record._tables import events
from audit.decisions.record._transactions import begin_schema
from audit.errors import UsageError


def bring_up_to_date(engine: Engine, path: Path | None, place: str, patience: float) -> None:
    """Migrate an older record, of which a copy is kept first where it is a file; UsageError for a newer one.

    All of it happens at once or nothing does, whoever else begins at the same time and whatever is killed.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        current = _revision(connection)
        connection.rollback()
        if current == scripts.get_current_head():
            return
        if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
            raise UsageError(
                f"人工记录“{place}”由更新版本的工具写成（结构{current}，本版本为{scripts.get_current_head()}），没有改动。请升级本工具。"
            )
        if path is not None and current is not None:
            copy(path, f"{BEFORE_MIGRATION}{current}", patience)
        begin_schema(connection, patience)
        # Somebody else may have been first.
        if _revision(connection) != scripts.get_current_head():
            _put_aside_half_made(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        connection.commit()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _put_aside_half_made(connection: Connection) -> None:
    """Drop the empty table that earlier versions left behind where they were killed while they made a record."""
    if _revision(connection) is not None or not inspect(connection).has_table(events.name):
        return
    columns = {column["name"] for column in inspect(connection).get_columns(events.name)}
    if columns == set(events.columns.keys()) and not connection.scalar(select(func.count()).select_from(events)):
        events.drop(connection)
