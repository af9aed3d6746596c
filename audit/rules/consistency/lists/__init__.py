"""Lists of figures in the text: what their items are, and whether these add up to their total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.rules.consistency.lists._judged import list_outcome
    from audit.rules.consistency.lists._stated import StatedList, stated_lists
else:
    # The catalogue loads the rules; what they look with is loaded when a report is looked at.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.rules.consistency.lists._judged": ("list_outcome",),
            "audit.rules.consistency.lists._stated": (
                "StatedList",
                "stated_lists",
            ),
        },
    )

__all__ = ["StatedList", "list_outcome", "stated_lists"]
