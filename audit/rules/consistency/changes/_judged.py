"""Holds a change of the text against all that may tell what it should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from audit.findings import Change
from audit.model import Claim, Passage
from audit.rules.consistency.changes._changes import by_report_and_sentence
from audit.rules.consistency.changes._points import by_points
from audit.rules.consistency.changes._two_years import between_years
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE
from audit.rules.consistency.nearby import enclosed, outside
from audit.rules.kit import Case, Outcome


def change_outcomes(case: Case, passage: Passage, claims: Sequence[Claim], index: int, locus: str) -> Iterable[Outcome]:
    """The outcomes on a change: by what it is of, or by the figures right before it where that does not decide.

    Counts in brackets that close before it are no part of what it compares; what is wrong of those before the brackets
    and true of one in them may be meant of that, and is left open.
    """
    others, at = outside(passage, claims, index)
    found = tuple(by_report_and_sentence(case, others, at, locus))
    open_ = all(outcome.verdict == "undecided" for outcome in found)
    beside = between_years(case, others, at, locus) if open_ else None
    found = (beside,) if beside else found
    if any(outcome.verdict == "fail" for outcome in found) and _is_true_of_one(case, passage, claims, index, locus):
        return tuple(_left_open(case, outcome) for outcome in found)
    return found


def _is_true_of_one(case: Case, passage: Passage, claims: Sequence[Claim], index: int, locus: str) -> bool:
    """Whether the change at ``index`` is true of a count in brackets that close before it."""
    change = claims[index]
    if change.part:
        return False
    for one in enclosed(passage, claims, index):
        behind = outside(passage, claims, index)[0]
        row = [one, *(other for other in behind if (other.place.start or 0) > (one.place.start or 0))]
        at = row.index(change)
        row[at] = replace(change, about=one.subject)
        by_one = (*by_report_and_sentence(case, row, at, locus), between_years(case, row, at, locus))
        if any(outcome is not None and _is_passed(outcome, one) for outcome in by_one):
            return True
    return False


def _is_passed(outcome: Outcome, one: Claim) -> bool:
    """Whether the change leads to ``one`` itself, not to another way of counting the same."""
    facts = outcome.facts
    return outcome.verdict == "pass" and isinstance(facts, Change) and facts.now.value == one.value


def _left_open(case: Case, outcome: Outcome) -> Outcome:
    """The outcome on a change, undecided where it failed."""
    if outcome.verdict != "fail" or not isinstance(outcome.facts, Change):
        return outcome
    facts = replace(outcome.facts, result="bracketed", also=())
    return case.outcome("undecided", facts, outcome.locus, outcome.places, confidence=UNCLEAR_CONFIDENCE)


def points_outcomes(
    case: Case, passage: Passage, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Iterable[Outcome]:
    """The outcomes on a change in percentage points: by the shares it is of, else by the figures right before it.

    Shares in brackets that close before it are left out, where one stands outside them.
    """
    others, at = outside(passage, claims, index)
    if any(one.unit == "%" and one.exact for one in others[:at]):
        claims, index = others, at
    points = tuple(by_points(case, claims, index, above=above, locus=locus))
    beside = None if points else between_years(case, claims, index, locus)
    return (beside,) if beside else points
