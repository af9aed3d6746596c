"""Changes that the text states from one year to another: what they lead from and to, and whether they are right."""

from __future__ import annotations

from audit.rules.consistency.changes._bases import base_outcome
from audit.rules.consistency.changes._changes import change_alone, change_outcomes
from audit.rules.consistency.changes._means import monthly_outcomes
from audit.rules.consistency.changes._points import points_outcomes
from audit.rules.consistency.changes._two_years import between_years

__all__ = ["base_outcome", "between_years", "change_alone", "change_outcomes", "monthly_outcomes", "points_outcomes"]
