"""Passwords that stand in our environment, and are no other program's concern."""

from __future__ import annotations

import os

#: The environment variable with the password of the team's database.
PASSWORD = "GKAUDIT_DB_PASSWORD"  # noqa: S105 – its name


def environment() -> dict[str, str]:
    """Our environment as programs of others may have it."""
    return {name: value for name, value in os.environ.items() if name != PASSWORD}
