"""How far the words around a number reach: of whom, of when and of which part of the whole it speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from audit.match._clauses import Clause
from audit.match._scope import Focus, Reader
from audit.match._subjects import Stated, Surroundings
from audit.match._vocabulary import LITIGATION, vocabulary
from audit.model import Claim, Passage

#: What opens a list of the parts of the number before it, and the marks behind which it may be of an earlier number.
_PARTS = re.compile(r"[\s，,：:(（]*(?:其中|包括|包含|内含)")
_AFRESH = re.compile(r"[；;。]\s*$")
#: Scopes that are a part of the whole: what a list divides them into is a part as well.
_NARROW = frozenset(("other_year", "part_year", "sub_unit", "channel"))


@dataclass(slots=True)
class Parts:
    """What the list being read divides (``whole``; None: no list), and the last number read, ``last``.

    ``inner`` says that ``whole`` is itself an item of a list, ``alone`` that it was the first number of its sentence;
    ``opening`` says the latter of ``last``.
    """

    whole: Claim | None = None
    last: Claim | None = None
    inner: bool = False
    opening: bool = False
    alone: bool = False

    def enter(self, text: str, clause: Clause) -> None:
        """Take in that ``clause`` opens a list (“其中”): it divides the number before it."""
        if _PARTS.match(text, clause.start, clause.end) and self.last is not None:
            listed = self.whole is not None and not _AFRESH.search(text, max(0, clause.start - 2), clause.start)
            self.whole, self.inner, self.alone = self.last, listed, self.opening

    def narrowed(self, claim: Claim) -> Claim:
        """The claim with the scope that it has as a part of what is divided."""
        if claim.role in ("base", "step", "times") or claim.unit == "%":
            return claim
        self.opening = self.last is None or self.last.sentence != claim.sentence
        self.last = claim
        whole = self.whole
        if whole is None or claim.scope != "report":
            return claim
        if whole.scope in _NARROW:
            return replace(claim, scope=whole.scope)
        # “上年结转4件，其中……” divides those carried over; behind “收到9件，上年结转4件” it divides both together.
        carried = self.alone and (whole.subject or "").startswith("applications.carried")
        return replace(claim, scope="unclear") if carried or (self.inner and not _divides(whole, claim)) else claim

    def next_sentence(self) -> None:
        """A list ends with its sentence; the next one may still open one of the last number."""
        self.whole, self.inner = None, False


def _divides(whole: Claim, claim: Claim) -> bool:
    """Whether the claim is a line of the group that ``whole`` counts: 国家秘密 is one of 不予公开."""
    group = (whole.subject or "").removesuffix(".total")
    return bool(group) and (claim.subject or "").startswith(f"{group}.")


def scope_of(
    reader: Reader,
    focus: Focus,
    around: Surroundings,
    what: Stated,
    *,
    passage: Passage,
    text: str,
    sentence: tuple[int, int],
    zero: bool,
) -> str:
    """The scope of a number in ``sentence`` of ``text`` (the passage's, folded), apart from lists: see ``claims``."""
    if what.subject and "carried_" in what.subject and focus.era == "other_year":
        # “2023年结转1件”: the year belongs to the words of the subject.
        return focus.body or "unclear"
    if focus.era or focus.body:
        return focus.era or focus.body
    scope = reader.words.scope
    if scope["excluded"].search(text, around.start, sentence[1]):
        return "unclear"
    if scope["channel"].search(around.lead + around.trail) and not scope["all_channels"].search(around.lead):
        disclosed = what.subject is not None and what.subject.startswith("disclosure")
        return "unclear" if disclosed else "channel"
    if not what.certain:
        return "unclear"
    told = text[sentence[0] : around.start]
    if what.topic in LITIGATION and scope["left_over"].search(told):
        return "unclear"
    before = around.start + len(around.lead)
    informed = "信息公开" in text[sentence[0] : before]
    if what.topic in LITIGATION and not informed and scope["own_part"].search(text, before, sentence[1]):
        return "unclear"
    outside = what.topic in LITIGATION and passage.section != 4
    # A number may count suits of any kind, which are handled and attended; a zero, or what “发生”, is of information.
    arisen = scope["arisen"].search(told + around.lead) and not _on_law_work(text)
    if outside and not zero and not informed and not arisen:
        return "unclear"
    if ")" in text[around.start : before]:  # it may narrow the words: “收到（网络）申请7件”
        return "unclear"
    fee = what.topic in ("information_fee", "fees")
    return "unclear" if passage.section == 5 or (passage.section == 6 and not fee) else "report"


@lru_cache(1)
def _on_law_work(text: str) -> bool:
    """Whether a paragraph, asked for once a number, is on the organ's legal work of all kinds."""
    return vocabulary().scope["law_work"].search(text) is not None
