"""How alike two names are written.

The library that tells is loaded when first asked: rules know agencies by this room, so that the catalogue loads it, and most
uses of either compare no names.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterable


def is_one_off(one: str, other: str) -> bool:
    """Whether one character more, less or other, or two that changed places, is all that parts them."""
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) == 1


def likeness(one: str, other: str) -> float:
    """How much of both is the same, in its order: 0 to 100."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)


def most_alike(name: str, known: Iterable[str], least: float, most: int) -> list[str]:
    """At most ``most`` of the names ``known`` whose likeness to ``name`` is ``least`` or more, the most alike first."""
    from rapidfuzz import fuzz, process

    found = process.extract(name, list(known), scorer=fuzz.ratio, score_cutoff=least, limit=most)
    return [one for one, _, _ in found]
