"""Whether a change that the text states leads from one number to another: a step, a percentage, a multiple, or none."""

from __future__ import annotations

from audit.findings import may_be, rate, rate_may_be
from audit.model import Approximate, Claim
from audit.text import Value, distance, minus

GROWTH, RATIO = "change.growth", "change.ratio"
LEVEL = "change.level"
_HUNDRED = 100
#: In hundredths of the earlier number: a number that is “nearly” level is off by so much at most, by so much it is not level;
#: what is “level” may be said of one that is off by so little.
_MOST_OF_NEARLY_LEVEL, _LEAST_OF_NOT_LEVEL, _MOST_OF_LEVEL = 5, 15, 3


def agrees(claim: Claim, now: Value, base: Value) -> bool | None:
    """Whether the change that ``claim`` states leads from ``base`` to ``now``; None where its words leave that open."""
    change, how = claim.value, claim.approximate
    if claim.subject == LEVEL:
        return _is_level(now, base, nearly=how is not None)
    if claim.unit == "倍":  # in hundredths, as rates are; “增长4倍” may be anything that rounds to it
        change = change * _HUNDRED
        how = Approximate(how.how, how.step * _HUNDRED) if how else None
    if claim.subject == RATIO:
        exact = rate(now, base) if base else None
    else:
        step = minus(now, base) if claim.subject == GROWTH else minus(base, now)
        if claim.unit not in ("%", "倍"):
            return may_be(change, how, step) if step > 0 or not change else False
        if step <= 0 < change:
            return False
        exact = rate(step, base) if base else None
    if exact is None:
        return None
    if claim.unit == "倍" and how is None:
        return rate_may_be(claim.value, None, exact / _HUNDRED)
    return rate_may_be(change, how, exact)


def _is_level(now: Value, base: Value, *, nearly: bool) -> bool | None:
    """Whether a number is as it was; one that is so nearly may be a little off."""
    off, few, many = (
        distance(now, base) * _HUNDRED,
        *((_MOST_OF_NEARLY_LEVEL, _LEAST_OF_NOT_LEVEL) if nearly else (0, _MOST_OF_LEVEL)),
    )
    return True if off <= few * base else None if off <= many * base else False
