"""The tables of a document held against the form: cells, labels, and what found no certain place.

``TableMatch.rows`` tells what each row was taken for, one of the kinds of ``RowKind``; ``TableMatch.attempts`` which rows
decided on a line of the form, and what came of each.
"""

from __future__ import annotations

from audit.match.tables._assign import Assigned, Refused
from audit.match.tables._kinds import (
    AcrossRow,
    DisorderedRow,
    GroupRow,
    HeadRow,
    LineRow,
    RowKind,
    StrayRow,
    WideRow,
)
from audit.match.tables._printed import loose_lines
from audit.match.tables._settle import Attempt
from audit.match.tables._walk import TableMatch, TableRow, match_tables

__all__ = [
    "AcrossRow",
    "Assigned",
    "Attempt",
    "DisorderedRow",
    "GroupRow",
    "HeadRow",
    "LineRow",
    "Refused",
    "RowKind",
    "StrayRow",
    "TableMatch",
    "TableRow",
    "WideRow",
    "loose_lines",
    "match_tables",
]
