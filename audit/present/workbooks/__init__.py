"""What programs and Excel open: the ledger, the tables of the data files."""

from __future__ import annotations

from audit.present.workbooks._ledger import (
    BORNE,
    FINDINGS_SHEET,
    MISSING_COLUMNS,
    MISSING_SHEET,
    NONE_MISSING,
    NOT_SCORED,
    REPORTS_SHEET,
    SCORES_SHEET,
    SETTINGS_SHEET,
    TITLE,
    VETO,
    plain,
    write,
)

__all__ = [
    "BORNE",
    "FINDINGS_SHEET",
    "MISSING_COLUMNS",
    "MISSING_SHEET",
    "NONE_MISSING",
    "NOT_SCORED",
    "REPORTS_SHEET",
    "SCORES_SHEET",
    "SETTINGS_SHEET",
    "TITLE",
    "VETO",
    "plain",
    "write",
]
