"""What a number counts: a thing of the form with certainty, or none that the form knows."""

from __future__ import annotations

from audit.match.claims.counting.meaning._meaning import Meaning, meaning_of
from audit.match.claims.counting.meaning._otherthings import meaning_in_form
from audit.match.claims.counting.meaning._topic import LINES_OF_RESULTS

__all__ = ["LINES_OF_RESULTS", "Meaning", "meaning_in_form", "meaning_of"]
