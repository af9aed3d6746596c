"""Figures that speak of others before them (“上述19件”): whether these can be what they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Repeated
from audit.model import Claim
from audit.rules.consistency.comparison import ALTERNATIVE_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.nearby import between
from audit.rules.kit import Case, Outcome
from audit.text import added, distance, is_slip

#: Figures before one that points back which are looked at: whoever points back further names what he means.
_MOST_FIGURES_BEFORE = 8


def again_outcomes(case: Case) -> Iterator[Outcome]:
    """One failure for each figure that cannot be what its words point back to."""
    wrong = [claim for claim in case.report.claims if is_other(claim) and is_wrong(case, claim)]
    for number, claim in enumerate(wrong, 1):
        facts = Repeated((*map(text_side, claim.refers_to), text_side(claim)), again=True)
        places = tuple(map(text_evidence, (*claim.refers_to, claim)))
        yield case.outcome("fail", facts, f"again#{number}", places, confidence=ALTERNATIVE_CONFIDENCE)


def is_other(claim: Claim) -> bool:
    """Whether the claim speaks of figures before it none of which has its value."""
    return claim.reference != "" and all(one.value != claim.value for one in claim.refers_to)


def is_wrong(case: Case, claim: Claim) -> bool:
    """Whether the figure cannot be what its words say: what they point back to has another number, all or in part.

    A figure that points back may be several of the figures before it together, or what one leaves of another. One that
    is taken from the others, or of which nothing tells that all are meant, is wrong where it is greater than they are, or
    looks like the other misprinted.
    """
    if claim.reference != "back":
        wholes = [one.value for one in claim.refers_to]
        sure = claim.reference == "all" or any(is_slip(claim.value, value) for value in wholes)
        return all(value < claim.value for value in wholes) or (sure and len(set(wholes)) == 1)
    before = [
        one
        for one in between(case, claim.place, 0, claim.place.start or 0)
        if one.unit == claim.unit and one.role not in ("step", "times") and one is not claim
    ][-_MOST_FIGURES_BEFORE:]
    values = [one.value for one in before]
    sums = {added(values[first:last]) for first in range(len(values)) for last in range(first + 1, len(values) + 1)}
    left = {distance(one, other) for one in values for other in values}
    return claim.value not in sums | (set() if _is_certain(claim) else left)


def _is_certain(claim: Claim) -> bool:
    """Whether the words name what they point back to, which is stated once."""
    return claim.subject is not None and len(claim.refers_to) == 1
