"""Outcomes as they count: with the verdict that holds, the cause that explains them and the clause that scores them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from audit.causes import Cause
from audit.decisions import ON_UNITS
from audit.errors import UsageError
from audit.findings import GRAVEST_FIRST, CauseKind, Outcome, Verdict
from audit.score._result import Decision
from audit.score.rubric import Rubric, RubricClause
from audit.text import show

#: How undecided outcomes are counted: as the rubric says, as faults, as none.
Mode = Literal["ruled", "worst", "best"]
#: Position of item and clause in the rubric.
Place = tuple[int, int]
CENT, ZERO = Decimal("0.01"), Decimal(0)
#: Kinds of causes that say why other outcomes stay open, and nothing of whether those are faults.
_ONLY_OPEN: frozenset[CauseKind] = frozenset(("unread", "missing", "blank"))


@dataclass(frozen=True, slots=True)
class JudgedOutcome:
    """An outcome with the verdict that counts: the inspector's where there is one, else the tool's.

    ``cause`` is the one that explains it, None where none does; ``position`` is its place there, 0 for the root.
    ``as_cause`` says that the inspector decided on the cause as a whole, ``left`` that he found it true, and whether this is
    a fault as well stays open.
    """

    outcome: Outcome
    verdict: Verdict
    decision: Decision | None = None
    cause: Cause | None = None
    position: int = 0
    as_cause: bool = False
    left: bool = False

    @property
    def fixed(self) -> Decimal | None:
        """The points that an inspector set for this finding."""
        return self.decision.points if self.decision and self.verdict != "pass" else None


@dataclass(frozen=True, slots=True)
class ScoredOutcome:
    """A judged outcome with the clause that scores it, and the clause's place in the rubric."""

    judged: JudgedOutcome
    clause: RubricClause
    place: Place

    @property
    def needs_word(self) -> bool:
        """Whether a finding counts only once an inspector has confirmed it, and none has."""
        decision = self.judged.decision
        return self.clause.confirm and (decision is None or decision.verdict is None)

    @property
    def is_open(self) -> bool:
        """Whether it is not settled what the finding costs."""
        if self.judged.fixed is not None:
            return False
        return self.judged.verdict == "undecided" or (self.judged.verdict == "fail" and self.needs_word)

    @property
    def is_sure(self) -> bool:
        """Whether the tool by itself says that it is a fault and the rubric asks for no confirmation."""
        return self.judged.outcome.verdict == "fail" and not self.clause.confirm

    def worth(self, mode: Mode) -> Decimal:
        """What one unit of this finding costs, before the caps."""
        if self.judged.verdict == "pass":
            return ZERO
        if (self.judged.verdict == "fail" and not self.needs_word) or mode == "worst":
            return self.clause.points
        return ZERO if mode == "best" else self.clause.undecided.quantize(CENT, ROUND_HALF_UP)


def judge(
    outcomes: Iterable[Outcome], causes: Iterable[Cause], decisions: Mapping[str, Decision]
) -> list[JudgedOutcome]:
    """Every outcome once, with the verdict that counts, in an order that does not depend on the input's.

    UsageError, in Chinese, for points of a decision that are no amount.
    """
    explained: dict[Outcome, tuple[Cause | None, int]] = {}
    # Who finds that a file lacks nothing settles all that is open for it; who confirms that it does says no more than that.
    settled: dict[Outcome, Decision] = {}
    # Who confirms what is to be looked for at the units says that nothing of it is charged here.
    units: dict[Outcome, Decision] = {}
    left: set[Outcome] = set()
    for each in causes:
        ruling = decisions.get(each.key)
        for position, outcome in enumerate(each.outcomes):
            if ruling and ruling.verdict == "fail" and ruling.points is None and each.leaves_to_units(outcome):
                why = "：".join(filter(None, (ON_UNITS, ruling.note)))
                units.setdefault(outcome, replace(ruling, verdict="pass", note=why))
            elif ruling and ruling.verdict == "fail" and ruling.points is None and outcome.verdict == "undecided":
                left.add(outcome)
            if outcome.verdict == "fail" or each.kind not in _ONLY_OPEN:
                explained.setdefault(outcome, (each, position))
            elif ruling and (position == 0 or ruling.verdict == "pass") and _reaches(ruling, each, outcome):
                settled.setdefault(outcome, replace(ruling, points=None))
    found = []
    for outcome in sorted(dict.fromkeys(outcomes), key=_order):
        cause, position = explained.get(outcome, (None, 0))
        own = decisions.get(outcome.key)
        whole = decisions.get(cause.key) if cause and own is None else None
        if whole and cause and not _reaches(whole, cause, outcome):
            whole = None
        decision = own or whole or settled.get(outcome) or units.get(outcome)
        if decision:
            check_points(decision, f"归并编号{cause.key}" if whole and cause else f"问题编号{outcome.key}")
        verdict = decision.verdict if decision and decision.verdict else outcome.verdict
        is_left = decision is None and outcome in left
        found.append(JudgedOutcome(outcome, verdict, decision, cause, position, whole is not None, is_left))
    return found


def _reaches(ruling: Decision, cause: Cause, outcome: Outcome) -> bool:
    """Whether what somebody decided on ``cause`` settles ``outcome``: what a confirmed cause leaves open stays so."""
    return ruling.verdict != "fail" or ruling.points is not None or cause.confirms(outcome)


def count(rubric: Rubric, judged: Iterable[JudgedOutcome]) -> list[ScoredOutcome]:
    """The outcomes that the rubric scores, each with its clause, in the order given."""
    found = []
    for one in judged:
        place = rubric.place(one.outcome.rule, one.outcome.severity)
        if place is not None:
            i, j = place
            found.append(ScoredOutcome(one, rubric.items[i].clauses[j], place))
    return found


def check_points(decision: Decision, whose: str, most: Decimal | None = None) -> None:
    """UsageError (Chinese) where the points of a decision are no amount of at most two decimals, from 0 to ``most``."""
    points = decision.points
    if points is None:
        return
    if not points.is_finite() or points < 0 or points != points.quantize(CENT) or (most is not None and points > most):
        limits = f"0至{show(most)}" if most is not None else "0或以上"
        raise UsageError(f"{whose}的人工评定分值“{points}”不可用，应为{limits}、最多两位小数的数。")


def _order(outcome: Outcome) -> tuple[object, ...]:
    return (
        GRAVEST_FIRST[outcome.severity], outcome.rule, outcome.locus, outcome.key, outcome.verdict, outcome.message,
        outcome.cells, repr(outcome.suggestion), outcome.agency or "", outcome.year or 0,
    )  # fmt: skip
