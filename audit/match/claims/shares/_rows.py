"""Percentages in a row, of which the words before the first tell: “自然人、企业分别占71.67%和9.17%”."""

from __future__ import annotations

from typing import NamedTuple

from audit.match.claims.frames import Frames
from audit.match.claims.numbers import PrintedNumber
from audit.patterns import regex

_JOINED = regex("[、，和及与]|以及")


class RowOfShares(NamedTuple):
    """The row that a percentage stands in: ``head`` is the number of its first one, ``place`` its own place among ``length``."""

    head: int
    place: int
    length: int


def row_of_shares(frames: Frames, index: int, sentence: tuple[int, int]) -> RowOfShares:
    """The row of percentages that the one at ``index`` stands in."""
    head = last = index
    while head and _are_joined(frames, head - 1, sentence):
        head -= 1
    following = range(index + 1, len(frames.numbers))
    while (
        last + 1 in following and frames.numbers[last + 1].start < sentence[1] and _are_joined(frames, last, sentence)
    ):
        last += 1
    return RowOfShares(head, index - head, last - head + 1)


def _are_joined(frames: Frames, left: int, sentence: tuple[int, int]) -> bool:
    """Whether the number at ``left`` and the next one are percentages of one row."""
    one, other = frames.numbers[left], frames.numbers[left + 1]
    if not one.unit == other.unit == "%" or one.start < sentence[0]:
        return False
    return _JOINED.fullmatch(frames.text, one.end, other.start) is not None


def words_begin(frames: Frames, index: int, sentence: tuple[int, int]) -> int:
    """Where the words before a number begin, behind the number before it."""
    return max(sentence[0], frames.numbers[index - 1].end) if index else sentence[0]


def stands_in_brackets(frames: Frames, number: PrintedNumber) -> bool:
    """Whether the number stands in brackets."""
    return any(one.start < number.start < one.end for one in frames.brackets)
