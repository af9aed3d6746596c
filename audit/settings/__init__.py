"""Settings files (TOML) that people write: one way to read them, and one way to say what is wrong with them."""

from __future__ import annotations

from audit.settings._settings import BACKSLASH, SettingsTable, nearest, own, parsed, read, refusing, twice

__all__ = ["BACKSLASH", "SettingsTable", "nearest", "own", "parsed", "read", "refusing", "twice"]
