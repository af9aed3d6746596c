"""What the organ's reports of earlier years give, at a cell or for a quantity of the text."""

from __future__ import annotations

from audit.rules.consistency.earlier._cells import AtYear, YearCell, confidence, file_name, in_reports, this_year
from audit.rules.consistency.earlier._quantities import compared_year, earlier_places, earlier_sides

__all__ = [
    "AtYear",
    "YearCell",
    "compared_year",
    "confidence",
    "earlier_places",
    "earlier_sides",
    "file_name",
    "in_reports",
    "this_year",
]
