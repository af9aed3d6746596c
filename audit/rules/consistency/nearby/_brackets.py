"""Figures in brackets: those that a sentence goes on behind, “登载208条（奖补76条、防火61条），比2023年的190条增加18条”, and items of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from audit.model import Claim, Passage
from audit.patterns import regex
from audit.text import Bracket, brackets

#: A bracket without brackets inside it.
BRACKETS = regex(r"[（(][^（()）]*[）)]")
_TEXTS_REMEMBERED = 8
_CLOSES = regex("[）)]")


def outside(passage: Passage, claims: Sequence[Claim], index: int) -> tuple[Sequence[Claim], int]:
    """The claims of a sentence without those in brackets that close before the one at ``index``, and where that is then.

    What a bracket tells of the figure before it stays: “比2023年（31起）下降29%”, “150件（上年100件）”; what follows a count in
    it is of that: “150件（自然人100件、上年80件）”.
    """
    aside = {number for group in _enclosed(passage, claims, index) for number in group}
    return [claim for number, claim in enumerate(claims) if number not in aside], index - len(aside)


def enclosed(passage: Passage, claims: Sequence[Claim], index: int) -> list[Claim]:
    """The counts of this year that ``outside`` leaves out."""
    return [
        claims[number] for group in _enclosed(passage, claims, index) for number in group if _is_count(claims[number])
    ]


def _enclosed(passage: Passage, claims: Sequence[Claim], index: int) -> Iterator[Sequence[int]]:
    """For each bracket that closes before the claim at ``index``, and stands in none that does, the claims in it from its first count on."""
    start, position = claims[index].place.start or 0, 0
    first_claim = min(claim.place.start or 0 for claim in claims)
    for one in _brackets_of(passage.text):
        if one.end > start or one.start < position or one.end <= first_claim:
            continue
        position = one.end
        inside = [at for at, claim in enumerate(claims[:index]) if one.start <= (claim.place.start or 0) < one.end]
        first = next((at for at, number in enumerate(inside) if _is_count(claims[number])), len(inside))
        yield inside[first:]


@lru_cache(_TEXTS_REMEMBERED)
def _brackets_of(text: str) -> tuple[Bracket, ...]:
    return brackets(text)


def _is_count(claim: Claim) -> bool:
    """Whether the claim states a number of this year, no part of a comparison."""
    return claim.role == "" and claim.scope != "other_year" and not (claim.subject or "").startswith("change")


def without_brackets(text: str) -> str:
    """``text`` without the brackets that are opened and closed in it."""
    kept, position = [], 0
    for one in brackets(text):
        if one.depth == 1:
            kept.append(text[position : one.start])
            position = one.end
    return "".join((*kept, text[position:]))


def open_bracket(text: str, start: int, stop: int) -> int:
    """Where the bracket opens, behind ``start``, that is still open at ``stop``; -1 where none is."""
    opened, closed = (max(text.rfind(mark, start, stop) for mark in marks) for marks in ("（(", "）)"))
    return opened if opened > closed else -1


def is_inside(passage: Passage, first: Claim, claim: Claim) -> bool:
    """Whether the claim stands in brackets opened behind ``first``: “集中培训3场（含线上1场）和……5场”."""
    return open_bracket(passage.text, first.place.start or 0, claim.place.start or 0) >= 0


def is_aside(passage: Passage, total: Claim, claim: Claim) -> bool:
    """Whether the claim stands in brackets that divide what is named behind the total: “4429件：公开类（予以公开179件……）423件”."""
    end = total.place.end or 0
    opened = open_bracket(passage.text, end, claim.place.start or 0)
    if opened < 0 or passage.text.startswith(("其中", "包括"), opened + 1):
        return False
    return any(mark in passage.text[end:opened] for mark in "，,：:")


def leaves_bracket(text: str) -> bool:
    """Whether ``text`` closes a bracket opened before it: “14件（其中来信10件，网络4件），办结12件” lists two items."""
    return _CLOSES.search(BRACKETS.sub("", text)) is not None
