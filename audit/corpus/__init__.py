"""Many reports at once: who should have reported, whose report each file is, who is whose part and peer."""

from __future__ import annotations

from audit.corpus._corpus import Corpus, assemble
from audit.corpus._files import by_file
from audit.corpus._filing import Filing
from audit.corpus._peers import Rates
from audit.corpus._versions import Basis, told_apart
from audit.corpus.roster import LEVELS, Agency, Naming, Roster, RosterNames, RosterRow, is_slip, of_reports, of_rows

__all__ = [
    "LEVELS",
    "Agency",
    "Basis",
    "Corpus",
    "Filing",
    "Naming",
    "Rates",
    "Roster",
    "RosterNames",
    "RosterRow",
    "assemble",
    "by_file",
    "is_slip",
    "of_reports",
    "of_rows",
    "told_apart",
]
