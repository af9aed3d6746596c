"""The typed report: what one document answers to the form (``_report``), which of its sums can be compared (``_sums``), and what its text states (``_claims``)."""

from __future__ import annotations

from audit.model._claims import (
    JUDGED_SCOPES,
    Approximate,
    BackReference,
    Bound,
    BoundRule,
    Claim,
    Closeness,
    Division,
    NamingWords,
    Reach,
    Role,
    Scope,
    SetClaim,
)
from audit.model._json import json_value
from audit.model._notes import notes_on_cells
from audit.model._report import (
    Absence,
    CellCorrection,
    Passage,
    Printed,
    PrivatePlace,
    Report,
    ReportCell,
    Section,
    Status,
    Unread,
    own_path,
)
from audit.model._sums import (
    MOST_BLANK_TOTALS_ONE_BY_ONE,
    SumState,
    is_blank,
    is_unread,
    owed_totals,
    state_of_sum,
    sum_of_cells,
    unstated_totals,
)
from audit.model._unplaced import Unplaced, WhyUnplaced

__all__ = [
    "JUDGED_SCOPES",
    "MOST_BLANK_TOTALS_ONE_BY_ONE",
    "Absence",
    "Approximate",
    "BackReference",
    "Bound",
    "BoundRule",
    "CellCorrection",
    "Claim",
    "Closeness",
    "Division",
    "NamingWords",
    "Passage",
    "Printed",
    "PrivatePlace",
    "Reach",
    "Report",
    "ReportCell",
    "Role",
    "Scope",
    "Section",
    "SetClaim",
    "Status",
    "SumState",
    "Unplaced",
    "Unread",
    "WhyUnplaced",
    "is_blank",
    "is_unread",
    "json_value",
    "notes_on_cells",
    "owed_totals",
    "own_path",
    "state_of_sum",
    "sum_of_cells",
    "unstated_totals",
]
