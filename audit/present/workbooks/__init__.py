"""What programs and Excel open: the ledger, the tables of the data files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy
from audit.present.workbooks._followup import FollowUp, proposals_by_outcome
from audit.present.workbooks._ledger import (
    FINDINGS_SHEET,
    LOST_SHEET,
    MISSING_COLUMNS,
    MISSING_SHEET,
    NONE_MISSING,
    REPORTS_SHEET,
    SETTINGS_SHEET,
    write,
)
from audit.present.workbooks._scoresheets import BORNE, NOT_SCORED, SCORES_SHEET, VETO
from audit.present.workbooks._sheets import TITLE, plain

if TYPE_CHECKING:
    from audit.present.workbooks import frames
else:
    # pandas takes half a second.
    __getattr__, __dir__ = lazy(__name__, {"audit.present.workbooks": ("frames",)})

__all__ = [
    "BORNE",
    "FINDINGS_SHEET",
    "LOST_SHEET",
    "MISSING_COLUMNS",
    "MISSING_SHEET",
    "NONE_MISSING",
    "NOT_SCORED",
    "REPORTS_SHEET",
    "SCORES_SHEET",
    "SETTINGS_SHEET",
    "TITLE",
    "VETO",
    "FollowUp",
    "frames",
    "plain",
    "proposals_by_outcome",
    "write",
]
