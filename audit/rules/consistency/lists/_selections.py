"""Lists of some lines of a table: each figure is that of its own cell, and the rest stands in lines that the list leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Claim
from audit.rules.consistency.figures import figure, quantity
from audit.rules.kit import Case


def is_selection(case: Case, stated: Sequence[Claim]) -> bool:
    """Whether a total and the items listed, ``stated``, are each exactly what the tables give for what its words name."""
    return case.known_form is not None and all(_is_of_tables(case, claim) for claim in stated)


def _is_of_tables(case: Case, claim: Claim) -> bool:
    in_tables = quantity(claim.subject or "", case.form)
    return in_tables is not None and any(figure(case, way).value == claim.value for way in in_tables.ways)
