"""Percentages, multiples and changes: which of them a number is, and of what."""

from __future__ import annotations

from audit.match.claims.rates._rates import read_rate
from audit.match.claims.rates._unchanged import may_be_unchanged, unchanged_claim

__all__ = ["may_be_unchanged", "read_rate", "unchanged_claim"]
