"""The schema of the record: brought up to date by the migrations that come with the toolkit."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from audit.decisions._file import copy
from audit.errors import UsageError


def bring_up_to_date(engine: Engine, path: Path | None, place: str) -> None:
    """Migrate an older record, of which a copy is kept first where it is a file; UsageError for a newer one."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        connection.rollback()
        if current == scripts.get_current_head():
            return
        if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
            raise UsageError(
                f"人工记录“{place}”由更新版本的工具写成（结构{current}，本版本为{scripts.get_current_head()}），没有改动。请升级本工具。"
            )
        if path is not None and current is not None:
            copy(path, f"升级前{current}")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
