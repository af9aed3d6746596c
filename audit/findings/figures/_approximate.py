"""Whether a number of the text may be what it is held against: exactly, rounded, or as its words (约, 近, 余, 超) say."""

from __future__ import annotations

from decimal import Decimal

from audit.model import Approximate
from audit.text import Value

#: Of the number told, how far “about” may be off: so near it holds, so far it does not.
_ABOUT, _NOT_ABOUT = Decimal("0.05"), Decimal("0.15")
#: With decimals, “about” only says that the number is rounded: so many of its last digits off it does not hold.
_DIGITS_OFF = 5
#: “Near” is so much of the number at least; below this it is not near, and so much above it is not below.
_NEAR, _NOT_NEAR, _ABOVE = Decimal("0.9"), Decimal("0.7"), Decimal("1.1")
#: … or half of its last digit less, but at least so much.
_STILL_NEAR = Decimal("0.8")
#: Rounding takes so much off a bound; what is so much farther may be said otherwise and is left open.
_ROUNDED, _FARTHER = Decimal("0.02"), Decimal("0.5")


def rounded_alike(number: Value, exact: Decimal) -> bool:
    """Whether ``number`` is ``exact`` rounded or cut to the digits that ``number`` prints."""
    step = Decimal(1).scaleb(int(Decimal(number).as_tuple().exponent))
    distance = abs(Decimal(number) - exact)
    return distance < step and (abs(exact) >= abs(Decimal(number)) or distance <= step / 2)


def may_be(stated: Value, approximate: Approximate | None, found: Value) -> bool | None:
    """Whether a count ``stated`` by the text is the number ``found``; None where its words leave that open."""
    if approximate is None:
        return stated == found
    return _may_be(Decimal(stated), approximate, Decimal(found))


def rate_may_be(stated: Value, approximate: Approximate | None, found: Decimal) -> bool | None:
    """Whether a percentage ``stated`` is ``found``; None where its words leave that open. Without words it counts as rounded."""
    return rounded_alike(stated, found) if approximate is None else _may_be(Decimal(stated), approximate, found)


def _may_be(stated: Decimal, approximate: Approximate, found: Decimal) -> bool | None:
    step, distance = Decimal(approximate.step), abs(stated - found)
    if approximate.how == "scaled":
        return _decided(holds=distance < step, fails=distance > 2 * step)
    if approximate.how == "about":
        if step < 1:
            return _decided(holds=distance <= step, fails=distance > max(_DIGITS_OFF * step, _ABOUT * stated))
        return _decided(
            holds=distance <= max(step / 2, _ABOUT * stated), fails=distance > max(step, _NOT_ABOUT * stated)
        )
    if approximate.how == "near":
        lowest = min(max(stated - step, _NOT_NEAR * stated), _NEAR * stated)
        least = max(min(_NEAR * stated, stated - step / 2), _STILL_NEAR * stated)
        holds = least <= found < stated
        return _decided(holds=holds, fails=found < lowest or found > _ABOVE * stated)
    if approximate.how == "more":
        return _decided(holds=stated < found < stated + step, fails=found < stated or found >= stated + step)
    width = max(step, _FARTHER * stated)
    if approximate.how == "over":
        return _decided(holds=stated <= found <= stated + width, fails=found < stated * (1 - _ROUNDED))
    return _decided(holds=stated - width <= found < stated, fails=found > stated * (1 + _ROUNDED))


def _decided(*, holds: bool, fails: bool) -> bool | None:
    return True if holds else False if fails else None
