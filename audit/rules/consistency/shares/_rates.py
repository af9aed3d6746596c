"""What percentages of the text are computed from: the totals of table 三 and the numbers before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from audit.model import Claim
from audit.rules.consistency.figures import WayOfCounting
from audit.text import Value, is_slip

UNITS_OF_RATES = ("%", "倍", "个百分点")
RECEIVED = WayOfCounting("表三新收", ("applications.received.total",))
ALL = WayOfCounting("表三新收加上年结转", ("applications.received.total", "applications.carried_in.total"))
CONCLUDED = WayOfCounting("表三办理结果总计", ("applications.concluded.total",))
#: A percentage with decimals that keeps them is a misprint up to so many points.
_POINTS_OFF = 10


def counts_before(claims: Sequence[Claim], index: int) -> list[Claim]:
    """The numbers that the sentence states before the claim at ``index``: no percentages and no changes."""
    return [
        c
        for c in claims[:index]
        if c.unit not in UNITS_OF_RATES and not (c.subject or "").startswith(("change", "mean"))
    ]


def is_misprint(told: Value, due: Decimal, *, decimals: int = 1) -> bool:
    """Whether a percentage looks like ``due`` misprinted: its digits in another order, one digit wrong, or another number of points.

    Of percentages with fewer than ``decimals`` nothing tells, for so many are near to each other.
    """
    exponent = int(Decimal(told).as_tuple().exponent)
    if -exponent < decimals:
        return False
    value = due.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP)
    apart = abs(Decimal(told) - value)
    return (apart <= _POINTS_OFF and apart == int(apart)) or is_slip(told, value)
