"""The numbers that a sentence prints: digits, shares, multiples, approximate ones."""

from __future__ import annotations

from audit.match.claims.numbers._approximate import approximate, closeness_of_share
from audit.match.claims.numbers._printed import PrintedNumber, fold_in_place, is_money, printed_numbers, width_folded

__all__ = [
    "PrintedNumber",
    "approximate",
    "closeness_of_share",
    "fold_in_place",
    "is_money",
    "printed_numbers",
    "width_folded",
]
