"""A database for a team: its address and driver, and the password, which stands in no command line and is shown nowhere."""

from __future__ import annotations

import logging
import os
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from audit.decisions._names import PASSWORD, is_address
from audit.errors import UsageError
from audit.patterns import regex

_POSTGRESQL = "postgresql+pg8000"
#: Seconds for which a server may be silent beyond those for which others are waited for.
_SILENT = 5
#: Who connects, with a password behind, in an address that was found to be one.
_WITH_PASSWORD = regex(r"(?<=//)([^:/@]*):[^@]*@")
_NO_ADDRESS = (
    "数据库地址无法识别，应写作 postgresql://用户@主机:端口/数据库，不带其他参数；"
    f"密码写在环境变量{PASSWORD}中，或gkaudit.toml的[database]一节。"
)


def address(where: str) -> str:
    """The address of a database as it was written and may be shown and handed on; a password in it is kept in this process alone.

    UsageError, in Chinese, where it is no address of a PostgreSQL database.
    """
    url = parsed(where)
    if url is None:
        raise UsageError(_NO_ADDRESS)
    if url.password is not None:
        # This process and those that it starts have it by their environment.
        os.environ[PASSWORD] = str(url.password)
    return shown(where)


def shown(where: str | Path) -> str:
    """The address of a database as it was written, without the password."""
    return _WITH_PASSWORD.sub(r"\1@", str(where).strip(), count=1)


def parsed(where: str | Path) -> URL | None:
    """The address of a database; None for the path of a file, UsageError for an address that is none."""
    if not is_address(where):
        return None
    try:
        url = make_url(str(where).strip())
    except (ArgumentError, ValueError):
        raise UsageError(_NO_ADDRESS) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(
            f"人工记录的数据库应为PostgreSQL，不能是“{url.get_backend_name()}”；单人使用的，写文件路径即可。"
        )
    # What a password with such a character leaves in the name of the host would be shown.
    if not (url.username and url.host and url.database) or url.query or "@" in f"{url.host}{url.database}":
        raise UsageError(_NO_ADDRESS)
    return url.set(drivername=_POSTGRESQL)


def server(url: URL, patience: float) -> Engine:
    """The database at ``url``, where others are waited for ``patience`` seconds; UsageError where the driver is missing."""
    if find_spec("pg8000") is None:
        raise UsageError("使用PostgreSQL需要安装附加组件：python -m pip install 'gongkai-audit[team]'。")
    # That a server went away is told to whoever asked; the pool would print a traceback besides.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
    given = os.environ.get(PASSWORD)
    engine = create_engine(
        url.set(password=given) if given and url.password is None else url,
        connect_args={"timeout": patience + _SILENT},
        pool_pre_ping=True,
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: object, _: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(f"SET lock_timeout = {round(patience * 1000)}")
        cursor.close()
        connection.commit()  # type: ignore[attr-defined] # the pool would take it back

    return engine
