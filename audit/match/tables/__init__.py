"""The tables of a document held against the form: cells, labels, and what found no certain place."""

from __future__ import annotations

from audit.match.tables._printed import loose_lines
from audit.match.tables._walk import TableMatch, match_tables

__all__ = ["TableMatch", "loose_lines", "match_tables"]
