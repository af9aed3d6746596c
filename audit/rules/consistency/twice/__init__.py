"""Figures of the text that state one quantity more than once: which have to agree, and what does not."""

from __future__ import annotations

from audit.rules.consistency.twice._again import again_outcomes
from audit.rules.consistency.twice._stated_twice import are_in_row, may_be_a_part, quantities
from audit.rules.consistency.twice._year_totals import is_year_total

__all__ = ["again_outcomes", "are_in_row", "is_year_total", "may_be_a_part", "quantities"]
