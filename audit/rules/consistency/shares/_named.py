"""Shares whose part is named by words and has no number of its own (“自然人占71.67%”), of this year and of the earlier one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from audit.findings import Counted, Share, Side, rate, rate_may_be, rounded
from audit.model import Claim, Passage
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.earlier import compared_year, earlier_sides
from audit.rules.consistency.figures import figure, is_misprinted_rate, quantity
from audit.rules.consistency.nearby import UNITS_OF_RATES
from audit.rules.consistency.shares._bases import stated_bases, totals_of_line
from audit.rules.kit import Case, Outcome
from audit.text import Value, distance, is_slip
from audit.words import RESULTS_SAID, measures

CONCLUDED_TOTAL = "applications.concluded.total"
IN_HAND = ("applications.carried_in.total+applications.received.total", "applications.received.total")
_COUNTED = measures("papers", "cases")
#: Points by which a share of parts that no number counts is off at most where it is a slip.
_MOST_POINTS_OFF = 10
#: The longest text in which the name of a result is looked for.
_LONGEST_NAME = 30


class Pair(NamedTuple):
    """A part and a whole that a share may be of."""

    part: Side | Counted
    whole: Side | Counted


def names_another(passage: Passage, claims: Sequence[Claim], index: int) -> bool:
    """Whether a result that no line of the tables has (“其他情形”) stands right before the share, without a number of its own."""
    start = claims[index].place.start or 0
    behind = max((c.place.end or 0 for c in claims[:index]), default=0)
    words = passage.text[max(behind, start - _LONGEST_NAME) : start]
    for pattern, subject in RESULTS_SAID:
        if re.search(rf"(?:{pattern})(?:政府信息)?(?:的|申请|答复|情况|类|件)*$", words):
            return not subject
    return False


def pairs_of(case: Case, share: Claim, stated: Sequence[Claim]) -> list[Pair]:
    """The parts that the words of ``share`` name, each with the wholes that it may be of, the usual pair first.

    ``stated`` are the claims of the paragraph up to the share, whose numbers may be the whole.
    """
    found: list[Pair] = []
    bases: list[Side | Counted] = stated_bases(case, share, share.base, stated) or stated_bases(
        case, share, share.within, stated
    )
    for subject in (share.part, *share.others):
        in_tables = quantity(subject or "", case.form)
        if in_tables is None:
            continue
        part = replace(figure(case, in_tables.ways[0]), name=in_tables.name)
        near = [text_side(c) for c in stated if c.unit in _COUNTED and c.exact and c.value and c.role != "base"]
        wholes: list[Side | Counted] = bases or [
            *(whole for whole in totals_of_line(case, subject or "") if whole.value),
            *near,
        ]
        wholes = [whole for whole in wholes if not whole.cells or set(whole.cells) != set(part.cells)]
        found += [Pair(part, whole) for whole in wholes if part.value is not None and part.value <= whole.number]
    return found


def named_share(
    case: Case, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Outcome | None:
    """Hold the share at ``index`` against what its words name: the cells of the part, and every whole that it may be of."""
    share = claims[index]
    if share.narrowed or share.role == "base":
        return None
    pairs = pairs_of(case, share, (*above, *claims))
    places = (text_evidence(share),)
    if not pairs:
        return case.outcome("undecided", Share(text_side(share)), locus, places, confidence=UNCLEAR_CONFIDENCE)
    usual = pairs[0].part
    facts = Share(text_side(share), usual, tuple(pair.whole for pair in pairs if pair.part == usual))
    keys = tuple(dict.fromkeys(key for pair in pairs for side in pair for key in side.cells))
    results = [rate_may_be(share.value, share.approximate, rate(p.part.number, p.whole.number)) for p in pairs]
    fitting = next((pair for pair, result in zip(pairs, results, strict=True) if result), None)
    if fitting is not None:
        facts = replace(facts, part=fitting.part, fitting=fitting.whole)
        return case.outcome("pass", facts, locus, places, cells=keys)
    if (whole := _stated_whole(share, claims[:index], usual.number if usual.value else 0)) is not None:
        return case.outcome("pass", replace(facts, fitting=text_side(whole)), locus, places, cells=keys)
    spoken = [c for c in claims[:index] if (c.subject or "").startswith("applications.")]
    if not _may_fail(share, claims[:index], (*above, *claims[:index]), pairs):
        if not _is_near(share, pairs):
            return None  # a share of something else, by all appearance
        facts = replace(facts, doubt="whole")
        return case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE, cells=keys)
    doubtful = None in results or (spoken and spoken[-1].scope not in ("report", "other_year"))
    if doubtful or any(isinstance(pair.part, Counted) and pair.part.blanks for pair in pairs):
        facts = replace(facts, doubt="scope")
        return case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE, cells=keys)
    return case.outcome("fail", facts, locus, places, confidence=0.7, cells=keys)


def _stated_whole(share: Claim, before: Sequence[Claim], part: Value) -> Claim | None:
    """The figure of the sentence, before the share, of which ``part`` is so much: “合计92808件，其中强制占41.21%”."""
    counts = (c for c in reversed(before) if c.exact and c.value and c.unit not in UNITS_OF_RATES and c.value > part)
    return next((c for c in counts if rate_may_be(share.value, share.approximate, rate(part, c.value))), None)


def _may_fail(share: Claim, before: Sequence[Claim], stated: Sequence[Claim], pairs: Sequence[Pair]) -> bool:
    """Whether a share that fits no pair may be wrong: its words name part and whole plainly, and it looks like a slip.

    What is meant as the whole is told by words or by a number of the paragraph; “自然人申请占57%” tells it as well. Where
    the sentence, ``before`` the share, counts the part by itself, no other share can be meant.
    """
    numbers = {c.value for c in stated if c.unit in _COUNTED and (c.subject or "").endswith("total")}
    whole = share.base or share.within or any(pair.whole.number in numbers for pair in pairs)
    if whole and any(c.subject == share.part for c in before):
        return True
    named = any(word.kind == "topic" for word in share.named_by)
    misprint = any(is_misprinted_rate(share.value, rate(pair.part.number, pair.whole.number)) for pair in pairs)
    return _is_near(share, pairs) and bool(share.named_by) and bool(whole or named or misprint)


def _is_near(share: Claim, pairs: Sequence[Pair]) -> bool:
    """Whether the share looks like a slip of what one of the pairs gives."""
    rates = [rounded(pair.part.number, pair.whole.number) for pair in pairs]
    return any(distance(share.value, one) <= _MOST_POINTS_OFF or is_slip(share.value, one) for one in rates)


def earlier_share(case: Case, claim: Claim, locus: str) -> Outcome | None:
    """Hold a share of the earlier year (“由上年的67.96%上升到”) against the report of that year, where its words tell of what."""
    year, versions = compared_year(case, claim)
    if not versions or claim.narrowed or not claim.part:
        return None
    pairs = []
    for subject in (claim.part, *claim.others):
        whole = claim.base or claim.within
        bases = [whole] if whole else bases_of(subject)
        for part in earlier_sides(case, versions, year, subject)[:1]:
            for base in bases:
                found = [side for side in earlier_sides(case, versions, year, base) if side.value]
                pairs += [Pair(_of_year(part), _of_year(side)) for side in found]
    if not pairs:
        return None
    results = [rate_may_be(claim.value, claim.approximate, rate(p.part.number, p.whole.number)) for p in pairs]
    fitting = next((pair for pair, result in zip(pairs, results, strict=True) if result), None)
    usual = fitting or pairs[0]
    facts = Share(text_side(claim), usual.part, tuple(p.whole for p in pairs if p.part == usual.part))
    if fitting is not None:
        return case.outcome("pass", replace(facts, fitting=fitting.whole), locus, (text_evidence(claim),))
    if None in results:
        facts = replace(facts, doubt="scope")
        return case.outcome("undecided", facts, locus, (text_evidence(claim),), confidence=UNCLEAR_CONFIDENCE)
    return case.outcome("fail", facts, locus, (text_evidence(claim),), confidence=0.7)


def _of_year(side: Side) -> Side:
    return replace(side, name=f"{side.year}年度报告“{side.name}”")


def bases_of(part: str) -> tuple[str, ...]:
    """The totals that a part may be a share of, where the words name none."""
    if part.startswith("applications.received."):
        return (IN_HAND[1],)
    return (CONCLUDED_TOTAL, *IN_HAND) if part.startswith("applications.") else ()
