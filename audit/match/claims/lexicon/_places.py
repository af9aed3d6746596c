"""Where in a paragraph the words of a lexicon may stand, found in one pass for all of its clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from audit.match.claims.lexicon._search import compile_for_search, without_conditions


def compile_for_whole_text(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds in a whole text whatever one of ``words`` finds in a piece of it, and sometimes more."""
    return compile_for_search("|".join(map(without_conditions, words)))


class Places:
    """The places of a text, up to ``end``, where ``words``, made by ``compile_for_whole_text``, match."""

    __slots__ = ("ends", "starts")

    def __init__(self, words: re.Pattern[str], text: str, end: int) -> None:
        spans = [match.span() for match in words.finditer(text, 0, end)]
        self.starts = [start for start, _ in spans]
        self.ends = [max(start + 1, end) for start, end in spans]  # what only looks ahead stands at its first character

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them holds a character from ``start`` to ``end``."""
        first = bisect_right(self.ends, start)
        return first < len(self.starts) and self.starts[first] < end
