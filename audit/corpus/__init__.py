"""Many reports at once: who should have reported, whose report each file is, who is whose part and peer."""

from __future__ import annotations

from audit.corpus._corpus import Corpus, assemble
from audit.corpus._files import by_file
from audit.corpus._filing import Filing
from audit.corpus._heads import RosterRow
from audit.corpus._naming import Naming, RosterNames, is_slip
from audit.corpus._peers import Rates
from audit.corpus._roster import LEVELS, Agency, Roster, of_reports
from audit.corpus._rows import of_rows
from audit.corpus._versions import Basis, told_apart

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
