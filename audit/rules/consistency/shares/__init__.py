"""Shares and rates that the text states: what they are shares of, and whether they are right."""

from __future__ import annotations

from audit.rules.consistency.shares._concluded import concluded_rate
from audit.rules.consistency.shares._judged import share_outcomes
from audit.rules.consistency.shares._named import CONCLUDED_TOTAL, IN_HAND, bases_of, earlier_share

__all__ = ["CONCLUDED_TOTAL", "IN_HAND", "bases_of", "concluded_rate", "earlier_share", "share_outcomes"]
