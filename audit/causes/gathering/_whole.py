"""Causes in the report as a whole, a part that is missing or the period, with what would hold if they were put right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.causes._draft import Draft, order
from audit.causes.gathering._places import of_locus
from audit.findings import (
    AbsentParts,
    CountedParts,
    Differs,
    Facts,
    FewParts,
    Missing,
    OtherPeriod,
    Outcome,
    Period,
    within,
)
from audit.model import Report

#: Facts that parts are wanting, and of what does not agree for want of them.
_WANTING: tuple[type[AbsentParts | CountedParts | FewParts], ...] = (AbsentParts, CountedParts, FewParts)


def part_causes(outcomes: Sequence[Outcome], report: Report) -> list[Draft]:
    """A cause for each outcome that says that parts are missing."""
    roots = (outcome for outcome in sorted(outcomes, key=order) if _absent(outcome))
    return [Draft(root.cause_kind, of_locus(root, report), [root]) for root in roots]


def hang_parts(drafts: Iterable[Draft], outcomes: Iterable[Outcome]) -> None:
    """Put ``outcomes`` that would hold with the missing parts under the cause that says that those are missing.

    What would hold only with several parts follows from the first of them.
    """
    absent = [(draft, numbers) for draft in drafts if (numbers := _absent(*draft.outcomes))]
    every = frozenset[int]().union(*(numbers for _, numbers in absent))
    for outcome in sorted(outcomes, key=order):
        if _holds(outcome.facts, every):
            alone = (draft for draft, numbers in absent if _holds(outcome.facts, numbers))
            next(alone, absent[0][0]).following.append(outcome)


def period_causes(outcomes: Sequence[Outcome], report: Report) -> list[Draft]:
    """The cause of a period that is wrong, with what would hold if the one that is due were printed."""
    drafts = []
    for root in sorted(outcomes, key=order):
        facts = root.facts
        if not isinstance(facts, Differs):
            continue
        printed, due = facts.value("printed"), facts.value("expected")
        if isinstance(printed, Period) and isinstance(due, Period):
            follow = [one for one in outcomes if _holds_with_period(one.facts, printed, due)]
            drafts.append(Draft(root.cause_kind, of_locus(root, report), [root], following=follow))
    return drafts


def _holds_with_period(facts: Facts | None, printed: Period, due: Period) -> bool:
    """Whether the facts speak against the period as printed and would not against the one that is due."""
    return isinstance(facts, OtherPeriod) and facts.period == printed and facts.holds_with_period(due)


def _holds(facts: Facts | None, numbers: frozenset[int]) -> bool:
    """Whether nothing would be wanting with the parts of these numbers."""
    return any(wanting.holds_with_parts(numbers) for wanting in within(facts, _WANTING))


def _absent(*outcomes: Outcome) -> frozenset[int]:
    """The parts that the outcomes say are missing."""
    missing = (outcome.facts for outcome in outcomes if isinstance(outcome.facts, Missing))
    return frozenset(number for facts in missing for part in within(facts, AbsentParts) for number in part.numbers)
