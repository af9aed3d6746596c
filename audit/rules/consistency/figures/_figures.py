"""What the tables give for a quantity of the text, by one way of counting."""

from __future__ import annotations

from audit.findings import Counted
from audit.rules.consistency.figures._quantities import Reading
from audit.rules.kit import Case, sum_of, term, unread_cells
from audit.text import minus


def figure(case: Case, reading: Reading) -> Counted:
    """What the tables give by ``reading``, blanks counted as nothing where at least one cell is filled."""
    missing = unread_cells(case, reading.keys)
    terms = tuple(term(case, key) for key in reading.keys if key not in missing)
    value = None
    if not missing and not all(item.blank for item in terms):
        value = minus(sum_of(case, reading.plus), sum_of(case, reading.minus))
    return Counted(reading.name, value, reading.keys, terms, reading.minus, tuple(missing))
