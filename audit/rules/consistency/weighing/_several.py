"""Figures that stand beside others of the same quantity in a sentence: parts of it, named by words that are not known.

“应由部门答复的3892件，应由乡镇答复的586件” tells twice what was answered. Where such figures add up, to what the table gives
or to another figure of their sentence, none of them is the whole. Nor is what was answered of the year's own applications
what was answered of all.
"""

from __future__ import annotations

import re

from audit.model import Claim
from audit.patterns import regex
from audit.rules.consistency.nearby import beside
from audit.rules.kit import Case
from audit.text import Value, added

#: Words that part the year's own applications from those left over, and words that count both.
_OF_NEW = regex("新收|当年|年内|结转|转来|转入|遗留")
_CLAUSE_END = regex("[，；。：,;:]")
_OF_ALL = regex("全年|实际|共|总|合计|累计")
_ENDED = frozenset(("applications.concluded.total", "applications.handled", "applications.answered"))
#: Quantities of which a list divides another figure only where they count a part of it.
_WHOLES = regex(
    r"""
      applications \. (?: accepted | handled | answered | (?: received | concluded ) \. total )
    | litigation \. (?: review | suit ) \. total
    """,
    re.VERBOSE,
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


def is_of_new(case: Case, claim: Claim, due: Value | None) -> bool:
    """Whether ``claim`` is what was dealt with but for what the year before left over: “新收120件，年内答复115件”."""
    carried = case.report.value("applications.carried_in.total")
    of_new = _OF_NEW.search(claim.sentence) is not None and not _OF_ALL.search(_clause(claim))
    return of_new and claim.subject in _ENDED and bool(carried) and due == added((claim.value, carried or 0))


def _clause(claim: Claim) -> str:
    """The words from the mark before the claim to its end."""
    return _CLAUSE_END.split(claim.sentence[: claim.end])[-1]


def _counts_now(claim: Claim) -> bool:
    """Whether the figure is exact and of this year: last year's adds nothing to it."""
    return claim.exact and claim.role == "" and claim.scope != "other_year"
