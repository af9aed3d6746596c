"""Working days of public offices, by which a time limit for corrections is counted."""

from __future__ import annotations

from audit.workdays._workdays import arranged, doubt, due, is_working

__all__ = ["arranged", "doubt", "due", "is_working"]
