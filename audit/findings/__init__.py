"""What the rules found: outcomes, the facts that they state, their evidence and keys.

Rules make outcomes through ``Case.outcome`` and ``Survey.outcome``; the rest of the toolkit reads them here.
"""

from __future__ import annotations

from audit.findings._comparisons import Claimed, Comparison, Counted, Doubt, SaidOfAll
from audit.findings._facts import Fact, Facts, Listed, Remedy, Role, Side, Stated, Term, filled, hidden, stated
from audit.findings._filing import Mismatch
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
from audit.findings._rates import Change, ChangeResult, Share, ShareDoubt, percent, rate
from audit.findings._statements import FeeResult, FeeStatement, Listing, ListResult, Repeated
from audit.findings._sums import Equation, WrongTotals, added_up, summed, unfilled
from audit.findings._units import UnitsInText, UnitSum, UnitSums, filled_in
from audit.findings._years import CarriedOver, InForce, YearPair

__all__ = [
    "CAUSE_NAMES",
    "FAMILY_NAMES",
    "GRAVEST_FIRST",
    "KIND_OF_FAMILY",
    "SECTION_NAMES",
    "SEVERITIES",
    "SEVERITY_NAMES",
    "VERDICT_NAMES",
    "CarriedOver",
    "CauseKind",
    "Change",
    "ChangeResult",
    "Claimed",
    "Comparison",
    "Counted",
    "Details",
    "Doubt",
    "Equation",
    "Evidence",
    "Fact",
    "Facts",
    "FeeResult",
    "FeeStatement",
    "InForce",
    "ListResult",
    "Listed",
    "Listing",
    "Mismatch",
    "Outcome",
    "Part",
    "Recognised",
    "Remedy",
    "Repeated",
    "Role",
    "RuleRole",
    "SaidOfAll",
    "Severity",
    "Share",
    "ShareDoubt",
    "Side",
    "Stated",
    "Suggestion",
    "Term",
    "UnitSum",
    "UnitSums",
    "UnitsInText",
    "Verdict",
    "Whose",
    "WrongTotals",
    "YearPair",
    "added_up",
    "filled",
    "filled_in",
    "hidden",
    "make_outcome",
    "percent",
    "rate",
    "stated",
    "summed",
    "unfilled",
]
