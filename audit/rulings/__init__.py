"""What people decided, as it counts for each report of a review."""

from __future__ import annotations

from audit.rulings._decided import Decided
from audit.rulings._organs import ReviewOrgans
from audit.rulings._points import for_score
from audit.rulings._report import NO_RULINGS, AddedFinding, ReportRulings
from audit.rulings._words import adoption, by_whom, carried, day, note_of, noted, points_kept, replaced

__all__ = [
    "NO_RULINGS",
    "AddedFinding",
    "Decided",
    "ReportRulings",
    "ReviewOrgans",
    "adoption",
    "by_whom",
    "carried",
    "day",
    "for_score",
    "note_of",
    "noted",
    "points_kept",
    "replaced",
]
