"""What people decided over a review: how much of it, how much is put right, what does not count and must not get lost."""

from __future__ import annotations

from audit.present.overview.decided._accounted import accounted
from audit.present.overview.decided._closing import NOTHING_PUT_RIGHT, Closing, absent_closing
from audit.present.overview.decided._decided import agency_marks, lost_rows, lost_words, uncounted

__all__ = [
    "NOTHING_PUT_RIGHT",
    "Closing",
    "absent_closing",
    "accounted",
    "agency_marks",
    "lost_rows",
    "lost_words",
    "uncounted",
]
