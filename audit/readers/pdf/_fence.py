"""Vertical rulings that part what is printed on both sides of them: cells without padding touch one another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from audit.readers.page import Stroke

#: How far, in shares of a character's height, a character may reach over the ruling beside it.
_MAX_OVERLAP = 0.2
#: Strokes looked at between two characters; no page draws more so near to one another.
_MAX_STROKES_BETWEEN = 50


class Fence:
    """The vertical strokes of a page, ready to be asked for the one between two characters."""

    def __init__(self, vertical: Sequence[Stroke]) -> None:
        self._strokes = sorted(vertical, key=attrgetter("at"))

    def between(self, left: float, right: float, top: float, bottom: float) -> bool:
        """Whether a stroke goes through the line from ``top`` to ``bottom`` where one character ends and another begins."""
        slack = _MAX_OVERLAP * (bottom - top)
        first = bisect_left(self._strokes, min(left, right) - slack, key=attrgetter("at"))
        last = bisect_right(self._strokes, max(left, right) + slack, key=attrgetter("at"))
        middle = (top + bottom) / 2
        return any(
            stroke.start <= middle <= stroke.end
            for stroke in self._strokes[first : min(last, first + _MAX_STROKES_BETWEEN)]
        )
