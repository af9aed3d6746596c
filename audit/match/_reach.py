"""How far the words around a number reach: of whom, of when and of which part of the whole it speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from audit.match._clauses import Clause
from audit.match._counted import Stated
from audit.match._scope import Opened, Reader
from audit.match._subjects import Surroundings, topics_in
from audit.match._vocabulary import LITIGATION, vocabulary
from audit.model import Bound, Claim, Passage

#: What opens a list of the parts of the number before it, and the marks behind which it may be of an earlier number.
_PARTS = re.compile(r"[\s，,：:(（]*(?:其中|包括|包含|内含)")
_AFRESH = re.compile(r"[；;。]\s*$")
#: Scopes that are a part of the whole: what a list divides them into is a part as well.
_NARROW = frozenset(("other_year", "part_year", "sub_unit", "channel"))


@dataclass(slots=True)
class Parts:
    """What the list being read divides (``whole``; None: no list), and the last number read, ``last``.

    ``inner`` says that ``whole`` is itself an item of a list, ``alone`` that it was the first number of its sentence;
    ``opening`` says the latter of ``last``; ``within`` that ``last`` stands in the sentence being read.
    """

    whole: Claim | None = None
    last: Claim | None = None
    inner: bool = False
    opening: bool = False
    alone: bool = False
    within: bool = False

    def enter(self, text: str, clause: Clause, first: int) -> None:
        """Take in that ``clause`` opens a list (“其中”) in the sentence that begins at ``first``.

        It divides the number before it, that of the sentence before only where it opens the sentence.
        """
        if clause.start > first and not self.within:
            self.last = None
        if _PARTS.match(text, clause.start, clause.end) and self.last is not None:
            listed = self.whole is not None and not _AFRESH.search(text, max(0, clause.start - 2), clause.start)
            self.whole, self.inner, self.alone = self.last, listed, self.opening

    def narrowed(self, claim: Claim) -> Claim:
        """The claim with the scope that it has as a part of what is divided."""
        if claim.role in ("base", "step", "times") or claim.unit == "%":
            return claim
        self.opening = not self.within
        self.last, self.within = claim, True
        whole = self.whole
        if whole is None or claim.scope != "report":
            return claim
        if whole.scope in _NARROW:
            words = whole.bound.words if whole.bound else ""
            return replace(claim, scope=whole.scope, bound=Bound("list", words, "list"))
        # “上年结转4件，其中……” divides those carried over; behind “收到9件，上年结转4件” it divides both together.
        carried = self.alone and (whole.subject or "").startswith("applications.carried")
        if not carried and (not self.inner or _divides(whole, claim)):
            return claim
        return replace(claim, scope="unclear", bound=Bound("list", whole.text, "list"))

    def next_sentence(self) -> None:
        """A list ends with its sentence; the next one may still open one of the last number."""
        self.whole, self.inner, self.within = None, False, False


def _divides(whole: Claim, claim: Claim) -> bool:
    """Whether the claim is a line of the group that ``whole`` counts: 国家秘密 is one of 不予公开."""
    group = (whole.subject or "").removesuffix(".total")
    if group.endswith(".organisations"):  # 商业企业 is one of 法人或其他组织
        row, _, column = (claim.subject or "").rpartition(".")
        return row == group.removesuffix(".organisations") and column not in ("total", "natural")
    return bool(group) and (claim.subject or "").startswith(f"{group}.")


def scope_of(
    reader: Reader,
    now: Opened | None,
    around: Surroundings,
    what: Stated,
    *,
    passage: Passage,
    text: str,
    sentence: tuple[int, int],
    zero: bool,
) -> tuple[str, Bound | None]:
    """The scope of a number in ``sentence`` of ``text`` (the passage's, folded), apart from lists, and what fixes it.

    ``now`` is the scope in force; for the scopes see ``claims``.
    """
    if now is not None:
        # “2023年结转1件”: the year belongs to the words of the subject.
        carried = "carried_" in (what.subject or "") and now.scope == "other_year" and now.start >= sentence[0]
        return ("unclear" if carried and not now.announced else now.scope), now.bound
    scope = reader.words.scope
    if match := scope["excluded"].search(text, around.start, sentence[1]):
        return "unclear", Bound("excluded", match[0], "sentence")
    channel = scope["channel"].search(around.lead + around.trail)
    if channel and not scope["all_channels"].search(around.lead):
        disclosed = what.subject is not None and what.subject.startswith("disclosure")
        return "unclear" if disclosed else "channel", Bound("channel", channel[0])
    bound = _doubt(reader, around, what, passage=passage, text=text, sentence=sentence, zero=zero)
    return ("unclear", bound) if bound else ("report", None)


def _doubt(
    reader: Reader,
    around: Surroundings,
    what: Stated,
    *,
    passage: Passage,
    text: str,
    sentence: tuple[int, int],
    zero: bool,
) -> Bound | None:
    """What leaves in doubt whether the number is a figure of the tables, where nothing says of when or of whom it speaks."""
    if not what.certain:
        return Bound("wording")
    scope = reader.words.scope
    told = text[sentence[0] : around.start]
    before = around.start + len(around.lead)
    if what.topic in LITIGATION:
        informed = "信息公开" in text[sentence[0] : before]
        if match := scope["left_over"].search(told):
            return Bound("cases", match[0], "sentence")
        if not informed and (match := scope["own_part"].search(text, before, sentence[1])):
            return Bound("cases", match[0], "sentence")
        # A number may count suits of any kind, which are handled and attended; a zero, or what “发生”, is of information.
        arisen = scope["arisen"].search(told + around.lead) and not _on_law_work(text)
        if passage.section != 4 and not zero and not informed and not arisen:
            return Bound("cases", "", "sentence")
    if ")" in text[around.start : before]:  # it may narrow the words: “收到（网络）申请7件”
        return Bound("bracket", text[around.start : before].strip())
    fee = what.topic in ("information_fee", "fees")
    return Bound("part", "", "section") if passage.section == 5 or (passage.section == 6 and not fee) else None


def is_besides(reader: Reader, sentence: str) -> bool:
    """Whether what the sentence names last is something done besides, which nobody receives, handles or answers."""
    noun = topics_in(sentence)[-1:]
    return bool(noun) and reader.words.scope["activities"].match(sentence[noun[0][1] : noun[0][2]]) is not None


def of_other_things(reader: Reader, told: str, position: int, around: Surroundings, what: Stated) -> bool:
    """Whether the number counts documents by how they may be made public, copies of one, or suits over something else."""
    scope = reader.words.scope
    if what.topic in LITIGATION:
        cause = scope["other_cause"].search(around.lead)
        other = cause is not None and not scope["own_cause"].search(cause["cause"])
        return other or scope["unrelated"].match(told, position) is not None
    counted = (what.subject or "").startswith(("applications.", "published."))
    titled = around.lead.rstrip().endswith("》")  # “《答复书》1份” counts copies of that paper
    return counted and (titled or scope["attributes"].search(told, 0, position) is not None)


@lru_cache(1)
def _on_law_work(text: str) -> bool:
    """Whether a paragraph, asked for once a number, is on the organ's legal work of all kinds."""
    return vocabulary().scope["law_work"].search(text) is not None
