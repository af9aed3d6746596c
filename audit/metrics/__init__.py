"""Rates of a report (公开率, 纠错率 …) from a dictionary that is data, where they stand among peers; sums over children."""

from __future__ import annotations

from audit.metrics._compute import Metric, compute, share_of_results
from audit.metrics._definitions import Definition, RateTerm, definitions, parsed
from audit.metrics._peers import SMALLEST_GROUP, PeerStanding, percentiles, standings
from audit.metrics._sums import OFFICE, CellSum, cell_sums, listed_sums, shared_keys, table_keys

__all__ = [
    "OFFICE",
    "SMALLEST_GROUP",
    "CellSum",
    "Definition",
    "Metric",
    "PeerStanding",
    "RateTerm",
    "cell_sums",
    "compute",
    "definitions",
    "listed_sums",
    "parsed",
    "percentiles",
    "share_of_results",
    "shared_keys",
    "standings",
    "table_keys",
]
