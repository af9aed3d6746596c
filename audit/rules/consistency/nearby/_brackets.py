"""Figures in brackets: those that a sentence goes on behind, “登载208条（奖补76条、防火61条），比2023年的190条增加18条”, and items of lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.model import Claim, Passage

#: A bracket without brackets inside it.
BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_CLOSES = re.compile("[）)]")


def outside(passage: Passage, claims: Sequence[Claim], index: int) -> tuple[Sequence[Claim], int]:
    """The claims of a sentence without the counts in brackets that close before the one at ``index``, and where that is then.

    What is compared with another year stays: “比2023年（31起）下降29%”.
    """
    start = claims[index].place.start or 0
    closed = [match.span() for match in BRACKETS.finditer(passage.text) if match.end() <= start]
    aside = {
        number
        for number, claim in enumerate(claims[:index])
        if claim.role == ""
        and claim.scope != "other_year"
        and any(a <= (claim.place.start or 0) < b for a, b in closed)
    }
    return [claim for number, claim in enumerate(claims) if number not in aside], index - len(aside)


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
