"""Shares and rates that the text states: what they are shares of, and whether they are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.rules.consistency.shares._concluded import concluded_rate
    from audit.rules.consistency.shares._judged import share_outcomes
    from audit.rules.consistency.shares._named import CONCLUDED_TOTAL, IN_HAND, bases_of, earlier_share
else:
    # The catalogue loads the rules; what they look with is loaded when a report is looked at.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.rules.consistency.shares._concluded": ("concluded_rate",),
            "audit.rules.consistency.shares._judged": ("share_outcomes",),
            "audit.rules.consistency.shares._named": (
                "CONCLUDED_TOTAL",
                "IN_HAND",
                "bases_of",
                "earlier_share",
            ),
        },
    )

__all__ = ["CONCLUDED_TOTAL", "IN_HAND", "bases_of", "concluded_rate", "earlier_share", "share_outcomes"]
