"""The roster: read from rows of a table, and asked which of its agencies a printed name, a region or a folder means."""

from __future__ import annotations

from audit.corpus.roster._heads import RosterRow
from audit.corpus.roster._naming import Naming, RosterNames, is_slip
from audit.corpus.roster._places import Regions
from audit.corpus.roster._roster import LEVELS, Agency, Roster, of_reports
from audit.corpus.roster._rows import of_rows

__all__ = [
    "LEVELS",
    "Agency",
    "Naming",
    "Regions",
    "Roster",
    "RosterNames",
    "RosterRow",
    "is_slip",
    "of_reports",
    "of_rows",
]
