"""The page of many reports, part by part."""

from __future__ import annotations

from audit.present.overview._faults import by_report, common
from audit.present.overview._figures import outliers
from audit.present.overview._filing import irregular, missing_rows, setting_rows, summary
from audit.present.overview._page import faults, figures, head, originality, ranking, reports, unread

__all__ = [
    "by_report",
    "common",
    "faults",
    "figures",
    "head",
    "irregular",
    "missing_rows",
    "originality",
    "outliers",
    "ranking",
    "reports",
    "setting_rows",
    "summary",
    "unread",
]
