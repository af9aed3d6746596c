"""The whole of a share, where its words name one: “在办结的87件中”, “其中”, “占新收申请的”, “以办结总数为基数”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from audit.match.claims.frames import BREAK, NOTHING, Dimensions, Frames, dimensions_of, names_quantity, narrowing_words
from audit.match.claims.lexicon import Tag
from audit.match.claims.numbers import PrintedNumber
from audit.patterns import regex

#: “以办结总数为基数”, “按新收数计”, “基数为…”.
_BASIS = regex(
    r"""
      (?:以|按照?) (?P<taken> [^，。；()]{2,26}? ) (?: (?:为|作为?) (?:基数|分母|口径) | 计(?:算|$|(?=[，。；)])) | 测算 )
    | (?:基数|分母) (?:为|是|系) (?P<given> [^，。；()]{2,26} )
    """,
    re.VERBOSE,
)
_AMONG = regex(r"(?:当中|之中|(?<!其)中(?![断止小心央介级华])|里|(?<!年)内(?![部容设]))(?=.)")
_DIVIDED = regex("其中|包括|包含|[，(]含|:")
#: What opens the words that name a whole before “中”.
_OPENS = regex("(?:而|且|但)?(?:在|从)?")
_OF_ALL_SHARES = regex("均|都|各项")
_MARKS = regex("[，；]")
_DIGIT = regex(r"\d")


class Whole(NamedTuple):
    """What is divided: its dimensions, where its words end (0 where it is named by none), and what narrows it to a part."""

    dimensions: Dimensions
    end: int
    narrowed: str


def whole_around(frames: Frames, sentence: tuple[int, int], position: int, text: str) -> Whole:
    """What the words “在…中” or “其中” nearest before ``position`` divide."""
    start = max(sentence[0], text.rfind("；", sentence[0], position) + 1)
    for match in reversed(list(_AMONG.finditer(text, start, position))):
        first = max([start, *(mark.end() for mark in BREAK.finditer(text, start, match.start()))])
        found: Sequence[Tag] = frames.between(text, first, match.start())
        dimensions = dimensions_of(text, found)
        if names_quantity(dimensions):
            opens = _OPENS.match(text, first)
            first = opens.end() if opens else first
            number = _DIGIT.search(text, first, match.start())
            last = number.start() if number else match.start()
            before = [tag for tag in found if tag.end <= last]
            return Whole(dimensions, match.end(), narrowing_words(text, first, last, before, dimensions, whole=True))
    # “分别” deals out what stands before it.
    divided = _DIVIDED.search(frames.masked, start, position) is not None and "分别" not in text[start:position]
    return Whole(frames.outer.head if divided else NOTHING, 0, "")


def named_whole(frames: Frames, text: str, of: re.Match[str]) -> Dimensions:
    """The whole that stands right before the share: “占新收申请的”."""
    group = "of" if of["of"] is not None else "whose"
    named = dimensions_of(text, frames.between(text, of.start(group), of.end(group)))
    if "case" not in named and "outcome" in named and "case" in frames.memory:
        named |= {"case": frames.memory["case"]}
    return named


def stated_basis(frames: Frames, sentence: tuple[int, int], number: PrintedNumber) -> Dimensions:
    """What the sentence says to take as the base: in brackets behind the number, before it, or for all its shares."""
    for match in _BASIS.finditer(frames.text, *sentence):
        if _is_basis_of(frames, match, number):
            group = "taken" if match["taken"] else "given"
            return dimensions_of(frames.text, frames.between(frames.text, match.start(group), match.end(group)))
    return NOTHING


def _is_basis_of(frames: Frames, match: re.Match[str], number: PrintedNumber) -> bool:
    """Whether the base stated at ``match`` is that of this share."""
    text, before = frames.text, match.end() <= number.start
    bracket = text.rfind("(", number.end, match.start())
    if bracket >= 0 and bracket - number.end <= 1:
        return True  # right behind the number
    if any(one.start < match.start() < one.end for one in frames.brackets):
        return before and not _MARKS.search(text, match.end(), number.start)
    return before or _OF_ALL_SHARES.search(text, number.end, match.start()) is not None
