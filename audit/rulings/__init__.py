"""What people decided, as it counts for each report of a review."""

from __future__ import annotations

from audit.rulings._decided import Decided
from audit.rulings._organs import ReviewOrgans
from audit.rulings._points import for_score, note_of
from audit.rulings._report import NO_RULINGS, AddedFinding, ReportRulings

__all__ = ["NO_RULINGS", "AddedFinding", "Decided", "ReportRulings", "ReviewOrgans", "for_score", "note_of"]
