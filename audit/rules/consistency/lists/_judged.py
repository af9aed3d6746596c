"""Whether the items of a list add up to its total."""

from __future__ import annotations

from collections.abc import Sequence

from audit.findings import Listing, ListResult
from audit.model import Claim, Passage
from audit.rules.consistency.comparison import text_evidence, text_side
from audit.rules.consistency.lists._each import dealt
from audit.rules.consistency.lists._selections import is_selection
from audit.rules.consistency.lists._stated import StatedList
from audit.rules.consistency.lists._sums import exceeds, follow_on, is_complete, is_open, may_overlap, own_parts
from audit.rules.kit import Case, Outcome, Verdict
from audit.text import added

#: The verdict on each result that is not open.
_VERDICTS: dict[ListResult, Verdict] = {
    "agrees": "pass",
    "below": "pass",
    "one_greater": "fail",
    "exceeds": "fail",
    "differs": "fail",
}


def list_outcome(case: Case, found: StatedList, locus: str) -> Outcome:
    """The outcome on a list, named ``locus``."""
    if found.way == "before":
        return _judge_sum(case, found.total, found.items, locus)
    return _judge(case, found.passage, found.total, found.items, locus, whole=found.way == "beside")


def _judge(
    case: Case, passage: Passage, total: Claim, parts: Sequence[Claim], locus: str, *, whole: bool = False
) -> Outcome:
    """Hold the items that “其中” lists against their total; ``whole`` says that they are surely all."""
    parts = own_parts(passage, total, dealt(passage, total, parts))
    places = (text_evidence(total), *map(text_evidence, dict.fromkeys(parts)))
    result, sure = _result(passage, total, parts, whole=whole)
    if result in ("differs", "unlisted") and not whole and added(part.value for part in parts) < total.value:
        result, sure = ("below", 1.0) if is_selection(case, (total, *parts)) else (result, sure)
    facts = Listing(text_side(total), tuple(map(text_side, parts)), result)
    return case.outcome(_VERDICTS.get(result, "undecided"), facts, locus, places, confidence=sure)


def _result(passage: Passage, total: Claim, parts: Sequence[Claim], *, whole: bool) -> tuple[ListResult, float]:
    """What comes of the list, and how sure that is."""
    together = added(part.value for part in parts)
    if any(part.value > total.value for part in parts):
        return "one_greater", 0.9
    if total.value == together:
        return "agrees", 1.0
    if together > total.value and (may_overlap(total) or follow_on(passage, total, parts)):
        return "may_cross", 0.5
    if whole:
        return "differs", 0.7
    if is_open(passage, total, parts):
        if together <= total.value:
            return "below", 1.0
        return ("exceeds", 0.7) if exceeds(passage, total, parts) else ("may_cross", 0.5)
    if is_complete(passage, total, parts):
        return "differs", 0.8
    if together < total.value:
        return "unlisted", 0.5
    return ("differs", 0.7) if exceeds(passage, total, parts) else ("differs_crossing", 0.5)


def _judge_sum(case: Case, total: Claim, items: Sequence[Claim], locus: str) -> Outcome:
    """Hold “合计” against the items before it, all of them or those right before it."""
    places = (text_evidence(total), *(text_evidence(item) for item in items))
    for start in range(len(items) - 1):
        if added(item.value for item in items[start:]) == total.value:
            facts = Listing(text_side(total), tuple(map(text_side, items[start:])), "agrees", before=True)
            return case.outcome("pass", facts, locus, places)
    facts = Listing(text_side(total), tuple(map(text_side, items)), "differs", before=True)
    return case.outcome("fail", facts, locus, places, confidence=0.8)
