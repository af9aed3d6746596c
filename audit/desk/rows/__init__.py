"""The rows of the desk: a report each, or an agency without one, and how a list shows them and their causes."""

from __future__ import annotations

from audit.desk.rows._listed import (
    Facet,
    facet_of,
    filter_names,
    headline_of,
    shown_added,
    shown_causes,
    shown_row,
    status_of,
)
from audit.desk.rows._rows import DeskRow, assessed_rows, called, key_of, row_id, sort_of, tell_apart, worst_first

__all__ = [
    "DeskRow",
    "Facet",
    "assessed_rows",
    "called",
    "facet_of",
    "filter_names",
    "headline_of",
    "key_of",
    "row_id",
    "shown_added",
    "shown_causes",
    "shown_row",
    "sort_of",
    "status_of",
    "tell_apart",
    "worst_first",
]
