"""The page of many reports, part by part."""

from __future__ import annotations

from audit.present.overview._filing import irregular, missing_rows, setting_rows, summary
from audit.present.overview._head import head
from audit.present.overview._page import faults, files, originality, ranking, unread
from audit.present.overview._shown import shown
from audit.present.overview._spread import figures, outliers
from audit.present.overview.decided import lost_rows, lost_words
from audit.present.overview.listing import MOST_LINES, LinePart, agencies, part, split

__all__ = [
    "MOST_LINES",
    "LinePart",
    "agencies",
    "faults",
    "figures",
    "files",
    "head",
    "irregular",
    "lost_rows",
    "lost_words",
    "missing_rows",
    "originality",
    "outliers",
    "part",
    "ranking",
    "setting_rows",
    "shown",
    "split",
    "summary",
    "unread",
]
