"""Whether a figure counts just what the form’s cell counts, and within which list it stands."""

from __future__ import annotations

from audit.match.claims.counting._counted import Meaning, counted, names_plainly, unknown_around
from audit.match.claims.counting._loosenames import loosely_counted, loosely_named
from audit.match.claims.counting._possible import Names, name, possible
from audit.match.claims.counting._reach import Parts, of_the_form, scope_of

__all__ = [
    "Meaning",
    "Names",
    "Parts",
    "counted",
    "loosely_counted",
    "loosely_named",
    "name",
    "names_plainly",
    "of_the_form",
    "possible",
    "scope_of",
    "unknown_around",
]
