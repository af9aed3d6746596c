"""Whether a number looks like another one misprinted.

Four measures, each for its own purpose, from the strictest to the widest:

``audit.text.is_slip``       digits in another order, or one wrong digit of three or more: a plain slip of the pen.
``audit.text.is_near_slip``  apart by what one wrong digit or two swapped ones make: sums, of which the slip is in an item.
``is_misprinted_rate``       a percentage with decimals that is a plain slip, or off by whole points.
``is_misprint``              a count that is a plain slip, lacks or doubles a digit, or is near: only where its words are open.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from audit.text import Value, distance, is_slip, show

#: Points by which a percentage is off at most where it is a misprint that keeps its decimals.
_MOST_POINTS_OFF = 10
#: Most by which counts that are near each other differ, and the part of them (one in …) by which they may.
_MOST_NEAR, _PART_NEAR = 3, 10


def is_misprint(stated: Value, due: Value) -> bool:
    """Whether ``stated`` is ``due`` with one digit wrong, left out or doubled, or digits swapped, or is near to it."""
    apart_by = distance(stated, due)
    if apart_by <= _MOST_NEAR or apart_by * _PART_NEAR <= max(stated, due):
        return True
    if is_slip(stated, due):
        return True
    short, long = sorted((show(stated), show(due)), key=len)
    if len(short) == len(long) == len("12"):
        return any(one == two for one, two in zip(short, long, strict=True))
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def is_misprinted_rate(stated: Value, due: Decimal, *, decimals: int = 1) -> bool:
    """Whether a percentage looks like ``due`` misprinted: its digits in another order, one digit wrong, or another number of points.

    Of percentages with fewer than ``decimals`` nothing tells, for so many are near to each other.
    """
    exponent = int(Decimal(stated).as_tuple().exponent)
    if -exponent < decimals:
        return False
    value = due.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP)
    gap = abs(Decimal(stated) - value)
    return (gap <= _MOST_POINTS_OFF and gap == int(gap)) or is_slip(stated, value)
