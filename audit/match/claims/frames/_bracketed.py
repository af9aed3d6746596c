"""What stands right before a bracket tells of the number in it: “自然人（2件）、企业（1件）”."""

from __future__ import annotations

from audit.match.claims.frames._spots import Spot, Tagged
from audit.match.claims.frames.quantities import Named, dimensions_of
from audit.match.claims.lexicon import Tag

#: Kinds whose names stand in a row, each with its number in a bracket.
_IN_ROWS = frozenset(("column", "result", "outcome", "decision"))


def named_before_bracket(tagged: Tagged, spot: Spot, bracket: int) -> tuple[Named, list[Tag]]:
    """What the name right before a bracket tells of the number that stands alone in it: “自然人（2件）、企业（1件）”."""
    text = tagged.text
    start = max(text.rfind(mark, spot.sentence[0], bracket) for mark in "，；。:()") + 1
    found = tagged.between(text, max(start, spot.sentence[0]), bracket)
    row = [tag for tag in found if tag.kind in _IN_ROWS]
    if not row or row[-1].end != bracket or any(number.start >= start for number in tagged.numbers_before(bracket)):
        return {}, []
    return dimensions_of(text, row), row
