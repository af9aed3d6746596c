"""The counts of a sentence, apart from its percentages and changes."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Claim

#: Units of what is computed from two numbers.
UNITS_OF_RATES = ("%", "倍", "个百分点")


def counts_before(claims: Sequence[Claim], index: int) -> list[Claim]:
    """The numbers that the sentence states before the claim at ``index``: no percentages and no changes."""
    return [
        c
        for c in claims[:index]
        if c.unit not in UNITS_OF_RATES and not (c.subject or "").startswith(("change", "mean"))
    ]
