"""Where a number stands among the words of its sentence, and how far the words reach that are its own.

Words belong to the number that they stand next to. The own clause of a number begins behind the last mark before it, or
behind the words that the number before it took; it ends at the next mark, or where the words of the next number begin.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from audit.match.claims.lexicon import Tag
from audit.match.claims.numbers import PrintedNumber
from audit.patterns import regex

#: Marks between clauses; a comma between thousands is none.
BREAK = regex(r"[，；。:()！？]|,(?!\d{3}(?!\d))")
#: Marks behind which the words are those of another item.
_ENDS_OF_ITEM = regex(r"[，；。:()、！？]|,(?!\d{3}(?!\d))")
#: What follows says what the number is of: “1件为复议机关纠正”.
IS = regex("为|系|是|属|来自")
_JOINTS = regex("[及和与]")
#: What is said of the number before, up to the next item: “2件均为其他结果、复议后起诉7件”.
_PREDICATE = regex("(?:均|全部|都|皆|已|系|仍|尚)[^，。；:、]{0,16}、")


class Spot(NamedTuple):
    """Where a number stands in ``text``: its own clause from ``left`` to ``position``, words behind it up to ``stop``.

    ``first`` is where the words begin that no number before it took, ``sentence`` the bounds of its sentence.
    ``between`` are the words since the number before, ``lead`` those of the own clause before the number; ``follows``
    says that a number stands before it in the sentence.
    """

    text: str
    first: int
    left: int
    position: int
    stop: int
    sentence: tuple[int, int]
    between: str
    lead: str
    follows: bool


@dataclass(slots=True)
class Tagged:
    """A paragraph's ``text`` with the tags and the numbers found in it, both in printed order; ``starts`` is where the tags begin."""

    text: str
    tags: Sequence[Tag]
    numbers: Sequence[PrintedNumber]
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [tag.start for tag in self.tags]

    def between(self, text: str, start: int, end: int) -> list[Tag]:
        """The tags from ``start`` to ``end`` of ``text``; none in brackets where these are blanked."""
        first = bisect_left(self.starts, start)
        found = self.tags[first : bisect_left(self.starts, end, first)]
        if found and found[-1].end > end:
            found = found[:-1]
        return [tag for tag in found if text[tag.start] != " "]

    def numbers_before(self, position: int) -> Sequence[PrintedNumber]:
        """The last number that begins before ``position``, in a sequence; an empty one where there is none."""
        last = bisect_left(self.numbers, position, key=lambda number: number.start)
        return self.numbers[max(0, last - 1) : last]

    def left(self, text: str, first: int, position: int, sentence: tuple[int, int]) -> int:
        """Where the own clause of the number at ``position`` begins, not before ``first``."""
        left = last_break(text, first, position)
        if left == first > sentence[0]:  # no mark since the number before
            if predicate := _PREDICATE.match(text, first, position):
                left = predicate.end()
            if joint := self._joint(text, left, position):
                left = joint.end()
        inner = text.rfind("其中", left, position)
        return left if inner < 0 else inner + len("其中")

    def stop(self, text: str, index: int, last: int) -> int:
        """Where the words behind the number at ``index`` end that may belong to it, not behind ``last``."""
        end = self.numbers[index].end
        stops = BREAK if IS.match(text, end) else _ENDS_OF_ITEM
        following = self._next(index, last)
        if match := stops.search(text, end, following):
            return match.start()
        joint = self._joint(text, end, following) if following < last else None
        return joint.start() if joint else following

    def runs_on(self, index: int, stop: int, last: int) -> bool:
        """Whether the words behind the number run on to the next number without a mark."""
        return stop < last and self._next(index, last) == stop

    def clause_end(self, start: int, last: int) -> int:
        """Where the clause ends that goes on at ``start``, brackets included."""
        match = BREAK.search(self.text, start, last)
        return match.start() if match else last

    def _next(self, index: int, last: int) -> int:
        """Where the next number before ``last`` begins; ``last`` where there is none."""
        return min(last, self.numbers[index + 1].start) if index + 1 < len(self.numbers) else last

    def _joint(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first 和, 及 or 与 that stands between two numbers' words and not within a name, “法人和其他组织”, nor joins two names behind 中: “118件中予以公开和部分公开的14件”."""
        joints = list(_JOINTS.finditer(text, start, end))
        found = self.between(text, start, end) if joints else []
        return next((one for one in joints if not any(_holds(text, tag, one.start()) for tag in found)), None)


def _holds(text: str, tag: Tag, joint: int) -> bool:
    """Whether “和” stands within a name (“法人和其他组织”), or right behind one of several behind “中”."""
    return tag.start < joint < tag.end or (tag.end == joint and text[tag.start - 1] in "中里")


def last_break(text: str, first: int, position: int) -> int:
    """Where the clause begins that runs up to ``position``, not before ``first``."""
    for match in BREAK.finditer(text, first, position):
        first = match.end()
    return first


def clauses_between(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses without a number between the number before and the number's own clause."""
    found: list[tuple[int, int]] = []
    first = start
    for match in BREAK.finditer(text, start, end):
        if match[0] in "；。":
            found = []
        elif match.start() > first:
            found.append((first, match.start()))
        first = match.end()
    return found
