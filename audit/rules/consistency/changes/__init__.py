"""Changes that the text states from one year to another: what they lead from and to, and whether they are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.rules.consistency.changes._bases import base_outcome
    from audit.rules.consistency.changes._changes import change_alone
    from audit.rules.consistency.changes._judged import change_outcomes, points_outcomes
    from audit.rules.consistency.changes._means import monthly_outcomes
else:
    # The catalogue loads the rules; what they look with is loaded when a report is looked at.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.rules.consistency.changes._bases": ("base_outcome",),
            "audit.rules.consistency.changes._changes": ("change_alone",),
            "audit.rules.consistency.changes._judged": (
                "change_outcomes",
                "points_outcomes",
            ),
            "audit.rules.consistency.changes._means": ("monthly_outcomes",),
        },
    )

__all__ = ["base_outcome", "change_alone", "change_outcomes", "monthly_outcomes", "points_outcomes"]
