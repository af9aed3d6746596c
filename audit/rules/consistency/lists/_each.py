"""Numbers that their words deal to each of several things: “社会公益组织与法律服务机构各8件” are two times eight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import prod

from audit.model import Claim, Passage
from audit.patterns import regex
from audit.text import added
from audit.words import MYRIADS, NUMERAL, chinese_number

#: Words right before a number that is of each of those named before them.
_EACH = regex(
    r"""
    (?P<names>[^，,。；;：:（()）\d]*?) [，,]?
    (?: 各(?:自|有|为|占|是|计)* | 同(?:样)?(?:为|是|有|计) | (?:均|都|皆)(?:为|是|有) | 并列 )+      # each of them has
    (?: 只 | 仅 | 只有 | 仅有 )? $
    """,
    re.VERBOSE,
)
#: One of these characters stands in all of them.
_DEALS = regex("[各同均都皆并]")
#: The number of names where it is printed: “四类各2件”.
_SO_MANY = regex(rf"(?P<count>[{NUMERAL}]+)(?:类|种|项|者|家|个|方|栏|列)[^，。]{{0,8}}$")
_BETWEEN = regex("、|以及|和|与|及|或者?|跟|同")
_NUMBER = regex(rf"(?:[\d０-９,，.]+|[{NUMERAL}{MYRIADS}]+)\s*[^\d，、。]{{0,4}}$")
#: Characters before a number in which the names stand that it is dealt to.
_CHARACTERS_BEFORE = 60
#: Ways of reading the names of a list that are tried at most.
_MOST_WAYS = 64


def is_of_each(passage: Passage, claim: Claim) -> bool:
    """Whether the number is that of each of several things named before it."""
    return _counts(passage, claim)[-1] > 1


def dealt(passage: Passage, total: Claim, parts: Sequence[Claim]) -> Sequence[Claim]:
    """``parts`` with each that is of several things as often as it is counted.

    A name may hold “和” or “、” itself: of the numbers that are possible, those are taken that make up ``total``, if any do.
    """
    ways = [_counts(passage, part) for part in parts]
    if all(way == (1,) for way in ways) or prod(map(len, ways)) > _MOST_WAYS:
        return parts
    possible = [
        [part for part, often in zip(parts, times, strict=True) for _ in range(often)]
        for times in product(*(reversed(way) for way in ways))
    ]
    return next((way for way in possible if added(part.value for part in way) == total.value), possible[0])


def _counts(passage: Passage, claim: Claim) -> tuple[int, ...]:
    """How many things the number may be of, in rising order."""
    at = _number_start(passage, claim)
    if _DEALS.search(passage.text, max(0, at - _CHARACTERS_BEFORE), at) is None:
        return (1,)
    match = _EACH.search(passage.text, max(0, at - _CHARACTERS_BEFORE), at)
    if match is None:
        return (1,)
    if (many := _SO_MANY.search(match["names"])) and (count := chinese_number(many["count"])):
        return (int(count),)
    names = [name for name in _BETWEEN.split(match["names"].strip("、和与及 ")) if name.strip()]
    return tuple(range(2, len(names) + 1)) or (1,)


def _number_start(passage: Passage, claim: Claim) -> int:
    """Where the figure itself begins in the claim's words."""
    start, end = claim.place.start or 0, claim.place.end or 0
    number = _NUMBER.search(passage.text, start, end)
    return number.start() if number else start
