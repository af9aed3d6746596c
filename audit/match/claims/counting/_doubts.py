"""What leaves in doubt whether a number is a figure of the tables, where nothing says of when or of whom it speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from audit.match.claims.counting.meaning import LINES_OF_RESULTS, Meaning
from audit.match.claims.lexicon import LITIGATION, Surroundings, vocabulary
from audit.match.claims.scope import ScopeReader
from audit.model import Bound, Passage
from audit.patterns import regex

#: How many third parties were asked: “征求意见的4件”.
_SO_MANY_ASKED = regex(r"[^，。；\d]{0,8}\d")


def doubt_of(
    reader: ScopeReader,
    around: Surroundings,
    what: Meaning,
    *,
    passage: Passage,
    text: str,
    sentence: tuple[int, int],
    zero: bool,
) -> Bound | None:
    """What leaves in doubt whether the number is one of the tables; None where nothing does. No scope of time or body is open."""
    if not what.certain:
        return Bound("unnamed" if what.unnamed else "wording")
    scope = reader.words.scope
    before = text[sentence[0] : around.start]
    position = around.start + len(around.lead)
    if bound := _of_those_asked(scope, around, what, text, sentence[0]):
        return bound
    if what.topic in LITIGATION:
        informed = "信息公开" in text[sentence[0] : position]
        if not informed and not zero and (match := scope["of_any_kind"].search(text, sentence[0], position)):
            return Bound("wording", match[0], "sentence")  # “我局各类行政复议案件共68件”: of what they arose is open
        if match := scope["left_over"].search(before):
            return Bound("cases", match[0], "sentence")
        if not informed and (match := scope["own_part"].search(text, position, sentence[1])):
            return Bound("cases", match[0], "sentence")
        # A number may count suits of any kind, which are handled and attended; a zero, or what “发生”, is of information.
        arisen = scope["arisen"].search(before + around.lead) and not _on_law_work(text)
        if passage.section != 4 and not zero and not informed and not arisen:
            return Bound("cases", "", "sentence")
    if ")" in text[around.start : position]:  # it may narrow the words: “收到（网络）申请7件”
        return Bound("bracket", text[around.start : position].strip())
    fee = what.topic in ("information_fee", "fees")
    return Bound("part", "", "section") if passage.section == 5 or (passage.section == 6 and not fee) else None


def _of_those_asked(
    scope: Mapping[str, re.Pattern[str]], around: Surroundings, what: Meaning, text: str, first: int
) -> Bound | None:
    """What says, from ``first`` on, that another body gives the figure, or that it is of third parties who were asked."""
    before = around.start + len(around.lead)
    if match := scope["of_others"].search(text, first, before):
        return Bound("wording", match[0], "sentence")
    subject = what.subject or ""
    if not subject.startswith(LINES_OF_RESULTS) or not (match := scope["asked"].search(text, first, before)):
        return None
    opinion = "third_party" in subject and not scope["decided"].search(text, around.start, before)
    counted = _SO_MANY_ASKED.match(text, match.end(), around.start) is not None
    return Bound("wording", match[0], "sentence") if opinion or counted else None


@lru_cache(1)
def _on_law_work(text: str) -> bool:
    """Whether a paragraph, asked for once a number, is on the organ's legal work of all kinds."""
    return vocabulary().scope["law_work"].search(text) is not None
