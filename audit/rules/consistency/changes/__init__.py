"""Changes that the text states from one year to another: what they lead from and to, and whether they are right."""

from __future__ import annotations

from audit.rules.consistency.changes._bases import base_outcome
from audit.rules.consistency.changes._changes import change_alone
from audit.rules.consistency.changes._judged import change_outcomes, points_outcomes
from audit.rules.consistency.changes._means import monthly_outcomes

__all__ = ["base_outcome", "change_alone", "change_outcomes", "monthly_outcomes", "points_outcomes"]
