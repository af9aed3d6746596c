"""The clause around a number, and the topics that words name."""

from __future__ import annotations

from typing import NamedTuple

from audit.match._vocabulary import vocabulary
from audit.text import remembered


class Surroundings(NamedTuple):
    """The clause around a quantity: ``lead`` before it from offset ``start``, ``trail`` behind it."""

    lead: str
    start: int
    trail: str


@remembered
def topics_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """The topics that ``text`` names, in printed order, each with its place."""
    return tuple((match.lastgroup or "", match.start(), match.end()) for match in vocabulary().topics.finditer(text))
