"""The tables of a document held against the form: cells, labels, and what found no certain place."""

from __future__ import annotations

from audit.match.tables._assign import Refused
from audit.match.tables._kinds import (
    AcrossRow,
    DisorderedRow,
    GroupRow,
    HeadRow,
    LineRow,
    PrintedLine,
    StrayRow,
    WideRow,
)
from audit.match.tables._printed import loose_lines
from audit.match.tables._settle import Attempt
from audit.match.tables._walk import TableMatch, TableRow, match_tables

__all__ = [
    "AcrossRow",
    "Attempt",
    "DisorderedRow",
    "GroupRow",
    "HeadRow",
    "LineRow",
    "PrintedLine",
    "Refused",
    "StrayRow",
    "TableMatch",
    "TableRow",
    "WideRow",
    "loose_lines",
    "match_tables",
]
