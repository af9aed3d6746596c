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
    apart = abs(Decimal(number) - exact)
    return apart < step and (abs(exact) >= abs(Decimal(number)) or apart <= step / 2)


def may_be(told: Value, approximate: Approximate | None, found: Value) -> bool | None:
    """Whether a count ``told`` by the text is the number ``found``; None where its words leave that open."""
    if approximate is None:
        return told == found
    return _may_be(Decimal(told), approximate, Decimal(found))


def rate_may_be(told: Value, approximate: Approximate | None, found: Decimal) -> bool | None:
    """The same of a percentage, which is rounded where nothing else is said."""
    return rounded_alike(told, found) if approximate is None else _may_be(Decimal(told), approximate, found)


def _may_be(told: Decimal, approximate: Approximate, found: Decimal) -> bool | None:
    step, apart = Decimal(approximate.step), abs(told - found)
    if approximate.how == "scaled":
        return _decided(holds=apart < step, fails=apart > 2 * step)
    if approximate.how == "about":
        if step < 1:
            return _decided(holds=apart <= step, fails=apart > max(_DIGITS_OFF * step, _ABOUT * told))
        return _decided(holds=apart <= max(step / 2, _ABOUT * told), fails=apart > max(step, _NOT_ABOUT * told))
    if approximate.how == "near":
        lowest = min(max(told - step, _NOT_NEAR * told), _NEAR * told)
        least = max(min(_NEAR * told, told - step / 2), _STILL_NEAR * told)
        holds = least <= found < told
        return _decided(holds=holds, fails=found < lowest or found > _ABOVE * told)
    if approximate.how == "more":
        return _decided(holds=told < found < told + step, fails=found < told or found >= told + step)
    width = max(step, _FARTHER * told)
    if approximate.how == "over":
        return _decided(holds=told <= found <= told + width, fails=found < told * (1 - _ROUNDED))
    return _decided(holds=told - width <= found < told, fails=found > told * (1 + _ROUNDED))


def _decided(*, holds: bool, fails: bool) -> bool | None:
    return True if holds else False if fails else None
