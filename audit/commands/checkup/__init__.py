"""What ``gkaudit doctor`` looks at: how one thing stands, and what counts in the work folder."""

from __future__ import annotations

from audit.commands.checkup._component import Check, State
from audit.commands.checkup._settings import work_settings

__all__ = ["Check", "State", "work_settings"]
