"""Figures that their sentence states beside others of the same quantity: parts of it, told by words that nobody knows.

“应由部门答复的3892件，应由乡镇答复的586件” tells twice what was answered. Where such figures add up, to what the table gives
or to another figure of their sentence, none of them is the whole.
"""

from __future__ import annotations

import re

from audit.model import Claim
from audit.rules import Case
from audit.rules.consistency._paragraphs import beside
from audit.text import Value, added

#: Quantities of which a list divides another figure only where they are told of a part of it.
_WHOLES = re.compile(
    r"applications\.(?:accepted|handled|answered|(?:received|concluded)\.total)|litigation\.(?:review|suit)\.total"
)


def is_one_of_several(case: Case, claim: Claim, due: Value | None) -> bool:
    """Whether ``claim`` and the others of its sentence that count the same add up to ``due``, or to a figure of the sentence.

    Lines and results of cases are parts of that other figure anyhow: these are to add up to ``due``.
    """
    near = [other for other in beside(case, claim) if other.unit == claim.unit and _counts_now(other)]
    same = [other.value for other in near if other.subject == claim.subject]
    wholes = {due}
    if _WHOLES.fullmatch(claim.subject or ""):
        wholes |= {other.value for other in near if other.subject != claim.subject}
    return len(same) > 1 and added(same) in wholes


def _counts_now(claim: Claim) -> bool:
    """Whether the figure is exact and of this year: last year's adds nothing to it."""
    return claim.exact and claim.role == "" and claim.scope != "other_year"
