"""Holds a change of the text against all that may tell what it should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.model import Claim, Passage
from audit.rules.consistency.changes._changes import by_report_and_sentence
from audit.rules.consistency.changes._points import by_points
from audit.rules.consistency.changes._two_years import between_years
from audit.rules.consistency.nearby import outside
from audit.rules.kit import Case, Outcome


def change_outcomes(case: Case, passage: Passage, claims: Sequence[Claim], index: int, locus: str) -> Iterable[Outcome]:
    """The outcomes on a change: by what it is of, or by the figures right before it where that does not decide.

    Counts in brackets that close before it are no part of what it compares.
    """
    claims, index = outside(passage, claims, index)
    found = tuple(by_report_and_sentence(case, claims, index, locus))
    open_ = all(outcome.verdict == "undecided" for outcome in found)
    beside = between_years(case, claims, index, locus) if open_ else None
    return (beside,) if beside else found


def points_outcomes(
    case: Case, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Iterable[Outcome]:
    """The outcomes on a change in percentage points: by the shares it is of, else by the figures right before it."""
    points = tuple(by_points(case, claims, index, above=above, locus=locus))
    beside = None if points else between_years(case, claims, index, locus)
    return (beside,) if beside else points
