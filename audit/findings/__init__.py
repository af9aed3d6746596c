"""What the rules found: outcomes, the facts that they state, their evidence and keys.

Rules make outcomes through ``Case.outcome`` and ``Survey.outcome``; the rest of the toolkit reads them here.
"""

from __future__ import annotations

from audit.findings._facts import Fact, Facts, Listed, Role, Side, Stated, Term, hidden, stated
from audit.findings._kinds import CAUSE_NAMES, KIND_OF_FAMILY, CauseKind
from audit.findings._outcome import (
    FAMILY_NAMES,
    GRAVEST_FIRST,
    SECTION_NAMES,
    SEVERITIES,
    SEVERITY_NAMES,
    VERDICT_NAMES,
    Details,
    Evidence,
    Outcome,
    RuleRole,
    Severity,
    Suggestion,
    Verdict,
    Whose,
    make_outcome,
)
from audit.findings._printed import Part, Recognised
from audit.findings._sums import Equation, WrongTotals, added_up, summed, unfilled

__all__ = [
    "CAUSE_NAMES",
    "FAMILY_NAMES",
    "GRAVEST_FIRST",
    "KIND_OF_FAMILY",
    "SECTION_NAMES",
    "SEVERITIES",
    "SEVERITY_NAMES",
    "VERDICT_NAMES",
    "CauseKind",
    "Details",
    "Equation",
    "Evidence",
    "Fact",
    "Facts",
    "Listed",
    "Outcome",
    "Part",
    "Recognised",
    "Role",
    "RuleRole",
    "Severity",
    "Side",
    "Stated",
    "Suggestion",
    "Term",
    "Verdict",
    "Whose",
    "WrongTotals",
    "added_up",
    "hidden",
    "make_outcome",
    "stated",
    "summed",
    "unfilled",
]
