"""What a quantity of the text is in the tables: the cells that it may be the sum of, and the number that they give."""

from __future__ import annotations

from audit.rules.consistency.figures._figures import figure
from audit.rules.consistency.figures._misprints import is_misprint, is_misprinted_rate
from audit.rules.consistency.figures._quantities import TableQuantity, WayOfCounting, quantity
from audit.rules.consistency.figures._totals import ALL, CONCLUDED, RECEIVED

__all__ = [
    "ALL",
    "CONCLUDED",
    "RECEIVED",
    "TableQuantity",
    "WayOfCounting",
    "figure",
    "is_misprint",
    "is_misprinted_rate",
    "quantity",
]
