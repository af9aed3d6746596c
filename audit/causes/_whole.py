"""Causes in the report as a whole, a part that is missing or the period, with what would hold if they were put right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.causes._draft import Draft, order
from audit.causes._places import of_locus
from audit.findings import AbsentParts, CountedParts, Facts, FewParts, Missing, Outcome, within
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


def _holds(facts: Facts | None, numbers: frozenset[int]) -> bool:
    """Whether nothing would be wanting with the parts of these numbers."""
    return any(wanting.holds_with_parts(numbers) for wanting in within(facts, _WANTING))


def _absent(*outcomes: Outcome) -> frozenset[int]:
    """The parts that the outcomes say are missing."""
    said = (outcome.facts for outcome in outcomes if isinstance(outcome.facts, Missing))
    return frozenset(number for facts in said for part in within(facts, AbsentParts) for number in part.numbers)
