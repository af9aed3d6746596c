"""Holds a share of the text against all that may tell what it should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit.model import Claim, Passage
from audit.rules.consistency.shares._fractions import of_fraction
from audit.rules.consistency.shares._of_sentence import is_of_several, share_of_sentence
from audit.rules.consistency.shares._shares import by_words_and_tables
from audit.rules.kit import Case, Outcome


def share_outcomes(
    case: Case, passage: Passage, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Iterable[Outcome]:
    """The outcomes on a share: by what its words and the tables tell, and by the figures of its sentence where that is open."""
    stated = of_fraction(case, passage, claims[index], locus)
    if stated and stated.verdict == "fail":
        return (stated,)
    found = tuple(by_words_and_tables(case, passage, claims, index, above=above, locus=locus))
    open_ = all(outcome.verdict == "undecided" for outcome in found) or is_of_several(passage, claims, index)
    by_sentence = share_of_sentence(case, passage, claims, index, above=above, locus=locus) if open_ else None
    return (by_sentence,) if by_sentence else found
