"""What the text says of all, or of none, held against the tables."""

from __future__ import annotations

from audit.rules.consistency.all_or_none._statements import judge

__all__ = ["judge"]
