"""Rates of a report (公开率, 纠错率 …) from a dictionary that is data, and where they stand among peers."""

from __future__ import annotations

from audit.metrics._compute import Metric, compute
from audit.metrics._definitions import Definition, Term, definitions, parsed
from audit.metrics._peers import OUTLIER, SMALLEST_GROUP, Standing, percentiles

__all__ = [
    "OUTLIER",
    "SMALLEST_GROUP",
    "Definition",
    "Metric",
    "Standing",
    "Term",
    "compute",
    "definitions",
    "parsed",
    "percentiles",
]
