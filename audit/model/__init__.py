"""The typed report: what one document answers to the form (``_report``), and what its text states (``_claims``)."""

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
from audit.model._report import (
    Absence,
    Passage,
    Printed,
    Report,
    ReportCell,
    Section,
    Status,
    Unread,
    own_path,
)
from audit.model._unplaced import Unplaced, WhyUnplaced

__all__ = [
    "JUDGED_SCOPES",
    "Absence",
    "Approximate",
    "BackReference",
    "Bound",
    "BoundRule",
    "Claim",
    "Closeness",
    "Division",
    "NamingWords",
    "Passage",
    "Printed",
    "Reach",
    "Report",
    "ReportCell",
    "Role",
    "Scope",
    "Section",
    "SetClaim",
    "Status",
    "Unplaced",
    "Unread",
    "WhyUnplaced",
    "json_value",
    "own_path",
]
