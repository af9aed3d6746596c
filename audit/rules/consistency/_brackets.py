"""Figures in brackets that a sentence goes on behind: “登载208条（奖补76条、防火61条），比2023年的190条增加18条”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.model import Claim, Passage

#: A bracket without brackets inside it.
BRACKETS = re.compile(r"[（(][^（()）]*[）)]")


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
