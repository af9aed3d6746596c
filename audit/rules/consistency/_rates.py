"""What percentages of the text are computed from: the totals of table 三, the numbers before, and the division."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from audit.model import Claim
from audit.rules.consistency._readings import Reading
from audit.text import Value

RECEIVED = Reading("表三新收", ("applications.received.total",))
ALL = Reading("表三新收加上年结转", ("applications.received.total", "applications.carried_in.total"))
CONCLUDED = Reading("表三办理结果总计", ("applications.concluded.total",))


def counts_before(claims: Sequence[Claim], index: int) -> list[Claim]:
    """The numbers that the sentence states before the claim at ``index``: no percentages and no changes."""
    return [c for c in claims[:index] if c.unit != "%" and not (c.subject or "").startswith("change")]


def rate(part: Value, whole: Value) -> Decimal:
    """How many hundredths of ``whole`` are ``part``, exact; ``whole`` is not 0."""
    return Decimal(part) * 100 / Decimal(whole)


def percent(part: Value, whole: Value) -> str:
    """The rate as messages show it, with two decimals at most: 91.67%."""
    rounded = rate(part, whole).quantize(Decimal("0.01"))
    return f"{rounded.normalize():f}%"
