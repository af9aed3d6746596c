"""The numbers that a sentence prints: digits, shares, multiples, approximate ones."""

from __future__ import annotations

from audit.match.claims.numbers._approximate import approximate, bound_of_share
from audit.match.claims.numbers._quantities import Quantity, flat, is_money, quantities, width_folded

__all__ = ["Quantity", "approximate", "bound_of_share", "flat", "is_money", "quantities", "width_folded"]
