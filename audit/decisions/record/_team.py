"""A database for a team: the driver, and the password, which stands in no command line and is shown nowhere."""

from __future__ import annotations

import os
from importlib.util import find_spec

from sqlalchemy.engine import URL

from audit.decisions._names import PASSWORD
from audit.errors import UsageError


def keep_password(url: URL) -> None:
    """Hand the password in ``url`` on to this process and those that it starts, by their environment."""
    if url.password is not None:
        os.environ[PASSWORD] = str(url.password)


def password(url: URL) -> URL:
    """``url`` with the password from the environment where it has none; UsageError where the driver is missing."""
    if find_spec("pg8000") is None:
        raise UsageError("使用PostgreSQL需要安装附加组件：python -m pip install 'gongkai-audit[team]'。")
    given = os.environ.get(PASSWORD)
    return url.set(password=given) if given and url.password is None else url
