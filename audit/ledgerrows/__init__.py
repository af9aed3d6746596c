"""The rows of a ledger that people fill in: what sheets and columns are called, what stands in a row, what it remembers."""

from __future__ import annotations

from audit.ledgerrows._columns import (
    AWARDED,
    CAUSES_SHEET,
    CLOSED_WORDS,
    FILLED,
    HANDLED,
    MARK,
    NOTE,
    OPEN_SHEET,
    POINTS_SHEET,
    REASON,
    REASONS,
    RULED,
    SUMMARY_SHEET,
    TELLING,
)
from audit.ledgerrows._fields import CauseFields, PointFields, as_cell, day_of, is_same
from audit.ledgerrows._mark import RowKind, RowMark, decoded, digest, encoded, sealed, tellings

__all__ = [
    "AWARDED",
    "CAUSES_SHEET",
    "CLOSED_WORDS",
    "FILLED",
    "HANDLED",
    "MARK",
    "NOTE",
    "OPEN_SHEET",
    "POINTS_SHEET",
    "REASON",
    "REASONS",
    "RULED",
    "SUMMARY_SHEET",
    "TELLING",
    "CauseFields",
    "PointFields",
    "RowKind",
    "RowMark",
    "as_cell",
    "day_of",
    "decoded",
    "digest",
    "encoded",
    "is_same",
    "sealed",
    "tellings",
]
