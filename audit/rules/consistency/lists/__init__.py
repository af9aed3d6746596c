"""Lists of figures in the text: what their items are, and whether these are meant to add up."""

from __future__ import annotations

from audit.rules.consistency.lists._completion import completed
from audit.rules.consistency.lists._each import dealt, is_of_each
from audit.rules.consistency.lists._lists import (
    is_change,
    items_before,
    parts_beside,
    parts_in_brackets,
    parts_of,
    parts_of_year,
)
from audit.rules.consistency.lists._openings import divides_anew, plain
from audit.rules.consistency.lists._selections import is_selection
from audit.rules.consistency.lists._sums import (
    divides_several,
    exceeds,
    follow_on,
    is_complete,
    is_open,
    may_overlap,
    own_parts,
)

__all__ = [
    "completed",
    "dealt",
    "divides_anew",
    "divides_several",
    "exceeds",
    "follow_on",
    "is_change",
    "is_complete",
    "is_of_each",
    "is_open",
    "is_selection",
    "items_before",
    "may_overlap",
    "own_parts",
    "parts_beside",
    "parts_in_brackets",
    "parts_of",
    "parts_of_year",
    "plain",
]
