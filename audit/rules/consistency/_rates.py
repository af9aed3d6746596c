"""What percentages of the text are computed from: the totals of table 三 and the numbers before."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Claim
from audit.rules.consistency._readings import Reading

UNITS_OF_RATES = ("%", "倍", "个百分点")
RECEIVED = Reading("表三新收", ("applications.received.total",))
ALL = Reading("表三新收加上年结转", ("applications.received.total", "applications.carried_in.total"))
CONCLUDED = Reading("表三办理结果总计", ("applications.concluded.total",))


def counts_before(claims: Sequence[Claim], index: int) -> list[Claim]:
    """The numbers that the sentence states before the claim at ``index``: no percentages and no changes."""
    return [
        c
        for c in claims[:index]
        if c.unit not in UNITS_OF_RATES and not (c.subject or "").startswith(("change", "mean"))
    ]
