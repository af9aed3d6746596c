"""Lists read on to where they add up: past semicolons, lists in brackets and items counted in another unit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from audit.model import Claim, Passage
from audit.patterns import regex
from audit.rules.consistency.lists._kinds import carried_apart, goes_on, kind, other_end
from audit.rules.consistency.lists._lists import is_change, is_subtotal

#: Units in which the items of one list of published things or of cases are counted; amounts and rates are none of them.
_COUNTED = frozenset("条件篇则份个项期次起宗部幅例场")
_BRACKETS = regex(r"[（(）)]")


def completed(passage: Passage, total: Claim, parts: Sequence[Claim], following: Sequence[Claim]) -> list[Claim]:
    """The items from ``parts`` on that add up to ``total`` exactly; [] where none of the sentence's ends does so.

    Read on past “；”, lists in brackets and other units, but not to items of another kind (applicants, results) or to
    what left the total, so that a number of something else never fills a gap.
    """
    start = total.place.end or 0
    items = [
        c
        for c in following
        if (c.place.start or 0) >= start
        and _depth(passage, start, c) == 0
        and not (is_change(c) or is_subtotal(passage, c))
    ]
    if not parts or items[: len(parts)] != list(parts):
        return []
    known = {kind(part) for part in parts} - {""}
    read: list[Claim] = []
    for item in items:
        foreign = other_end(total, item) or carried_apart(total, read, item) or goes_on(read, item)
        if foreign or item.unit not in _COUNTED or not item.exact or (known and kind(item) not in known | {""}):
            break
        read.append(item)
    ends = list(accumulate(item.value for item in read))
    count = next((n for n, value in enumerate(ends, 1) if value == total.value and n > len(parts)), 0)
    return read[:count]


def _depth(passage: Passage, start: int, claim: Claim) -> int:
    """How many brackets opened behind ``start`` are still open where the claim stands."""
    depth = 0
    for mark in _BRACKETS.findall(passage.text[start : claim.place.start or 0]):
        depth = max(0, depth + (1 if mark in "（(" else -1))
    return depth
