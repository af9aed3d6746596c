"""Whether a figure counts just what the form’s cell counts, and within which list it stands."""

from __future__ import annotations

from audit.match.claims.counting._loosenames import loosely_counted, loosely_named
from audit.match.claims.counting._openlist import OpenList
from audit.match.claims.counting._ownclause import is_fully_named, unknown_words_around
from audit.match.claims.counting._possible import Names, add_names, possible_parts
from audit.match.claims.counting._reach import scope_of
from audit.match.claims.counting.meaning import Meaning, meaning_in_form, meaning_of

__all__ = [
    "Meaning",
    "Names",
    "OpenList",
    "add_names",
    "is_fully_named",
    "loosely_counted",
    "loosely_named",
    "meaning_in_form",
    "meaning_of",
    "possible_parts",
    "scope_of",
    "unknown_words_around",
]
