"""What the tables give for a quantity of the text, by one way of counting."""

from __future__ import annotations

from audit.findings import Counted
from audit.rules.consistency.figures._quantities import WayOfCounting
from audit.rules.kit import Case, sum_of, term, unread_cells
from audit.text import minus


def figure(case: Case, way: WayOfCounting) -> Counted:
    """What the tables give when counted in this ``way``, blanks counted as nothing where at least one cell is filled."""
    missing = unread_cells(case, way.keys)
    terms = tuple(term(case, key) for key in way.keys if key not in missing)
    value = None
    if not missing and not all(item.blank for item in terms):
        value = minus(sum_of(case, way.plus), sum_of(case, way.minus))
    return Counted(way.name, value, way.keys, terms, way.minus, tuple(missing))
