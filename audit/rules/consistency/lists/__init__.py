"""Lists of figures in the text: what their items are, and whether these add up to their total."""

from __future__ import annotations

from audit.rules.consistency.lists._judged import list_outcome
from audit.rules.consistency.lists._stated import StatedList, stated_lists

__all__ = ["StatedList", "list_outcome", "stated_lists"]
