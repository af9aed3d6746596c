"""``gkaudit decisions``: records of what people decided, and which of several reports counts."""

from __future__ import annotations

from audit.commands.decisions._decisions import run

__all__ = ["run"]
