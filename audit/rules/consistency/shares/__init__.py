"""Shares and rates that the text states: what they are shares of, and whether they are right."""

from __future__ import annotations

from audit.rules.consistency.shares._fractions import of_fraction
from audit.rules.consistency.shares._named import CONCLUDED_TOTAL, IN_HAND, bases_of, earlier_share
from audit.rules.consistency.shares._rates import ALL, CONCLUDED, RECEIVED, UNITS_OF_RATES, counts_before, is_misprint
from audit.rules.consistency.shares._shares import share_outcomes
from audit.rules.consistency.shares._told_shares import is_of_several, told_share

__all__ = [
    "ALL",
    "CONCLUDED",
    "CONCLUDED_TOTAL",
    "IN_HAND",
    "RECEIVED",
    "UNITS_OF_RATES",
    "bases_of",
    "counts_before",
    "earlier_share",
    "is_misprint",
    "is_of_several",
    "of_fraction",
    "share_outcomes",
    "told_share",
]
