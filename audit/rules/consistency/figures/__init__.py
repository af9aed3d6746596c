"""What a quantity of the text is in the tables: the cells that it may be the sum of, and the number that they give."""

from __future__ import annotations

from audit.rules.consistency.figures._figures import figure
from audit.rules.consistency.figures._quantities import TableQuantity, WayOfCounting, quantity

__all__ = ["TableQuantity", "WayOfCounting", "figure", "quantity"]
