"""Shares that the text states (“占85.71%”) against every total that they may be shares of: in the text and in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from audit.findings import Counted, Outcome, Share, Side, rate, rounded_alike
from audit.model import Claim, Passage
from audit.rules import Case
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, figure, text_evidence, text_side
from audit.rules.consistency._rates import ALL, CONCLUDED, RECEIVED, counts_before
from audit.rules.consistency._readings import Reading, quantity
from audit.words import RESULTS_SAID

#: Beginnings of subjects, and the total that they are shares of.
_CASES = (("litigation.review.", "litigation.review.total"), ("litigation.suit", "litigation.suit.total"))
#: The longest text in which the name of a result is looked for.
_LONGEST_NAME = 30


def share_outcomes(
    case: Case, passage: Passage, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Iterator[Outcome]:
    """One outcome for the share at ``index``, named ``locus``, where it can be computed.

    ``above`` are the claims of the paragraph's earlier sentences, whose numbers may be the whole. After “分别占” the
    share stands for itself and the percentages behind it, each held against its own part.
    """
    before = counts_before(claims, index)
    named = _named_result(passage, claims, index)
    if named is not None:
        if named:
            yield _share_of_result(case, claims, index, named, locus)
        return
    if not before:
        return
    run = [claims[index]]
    if "分别" in passage.text[before[-1].place.end or 0 : claims[index].place.end or 0]:
        run += list(takewhile(lambda c: c.unit == "%" and c.subject is None, claims[index + 1 :]))
        if len(run) == 1 or len(run) > len(before):
            return
    parts = before[-len(run) :]
    wholes = [c for c in before[: -len(run)] if not _is_part(claims, c)]
    for order, (part, share) in enumerate(zip(parts, run, strict=True)):
        own = locus if not order else f"{locus}:{order}"
        if part.exact and share.exact:
            yield from _share(case, passage, (part, share), same=wholes, above=above, locus=own)


def _is_part(claims: Sequence[Claim], count: Claim) -> bool:
    """Whether a share of its own follows ``count``, so that it is a part like the others and no whole of theirs."""
    following = claims.index(count) + 1
    return following < len(claims) and (claims[following].subject or "") == "share"


def _share(
    case: Case,
    passage: Passage,
    pair: tuple[Claim, Claim],
    *,
    same: Sequence[Claim],
    above: Sequence[Claim],
    locus: str,
) -> Iterator[Outcome]:
    """Hold a share against its part, which is divided by each total of the ``same`` sentence, ``above`` and of the tables."""
    part, share = pair
    wholes = [c for c in same if c.unit == part.unit and c.exact and c.value >= part.value and c.value]
    others = [c for c in above if c.unit == part.unit and c.exact and c.value >= part.value and c.value]
    tables = [found for found in _totals(case, (part, *wholes, *others)) if found.value]
    every: list[Side | Counted] = [*map(text_side, (*wholes, *reversed(others))), *tables]
    bases = tuple({base.value: base for base in reversed(every)}.values())[::-1]
    if not bases:
        return
    facts = Share(text_side(share), text_side(part), bases)
    places = (text_evidence(share), text_evidence(part), *(text_evidence(c) for c in wholes))
    fitting = next((base for base in bases if rounded_alike(share.value, rate(part.value, base.number))), None)
    told = passage.text[wholes[-1].place.end or 0 : part.place.start or 0] if wholes else ""
    if fitting is not None:
        yield case.outcome("pass", replace(facts, fitting=fitting), locus, places)
    elif len(wholes) == 1 and "其中" in told and part.scope != "sub_unit":
        yield case.outcome("fail", facts, locus, places, confidence=0.8)
    else:
        facts = replace(facts, doubt="whole")
        yield case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE)


def _totals(case: Case, stated: Sequence[Claim]) -> list[Counted]:
    """The totals of the tables that a part of ``stated`` may be a share of, by what the text speaks of."""
    subjects = [claim.subject or "" for claim in stated]
    readings: list[Reading] = []
    if any(subject.startswith("applications.") for subject in subjects):
        readings += [RECEIVED, ALL, CONCLUDED]
    for name, total in _CASES:
        meant = quantity(total, case.form)
        if meant and any(subject.startswith(name) for subject in subjects):
            readings += [replace(reading, name=f"{meant.name}{reading.name}") for reading in meant.readings]
    return [figure(case, reading) for reading in readings]


def _named_result(passage: Passage, claims: Sequence[Claim], index: int) -> str | None:
    """The subject of the result that stands right before the share at ``index``, without a number of its own.

    "" where the result is not to be told; None where no result stands there.
    """
    start = claims[index].place.start or 0
    behind = max((c.place.end or 0 for c in claims[:index]), default=0)
    words = passage.text[max(behind, start - _LONGEST_NAME) : start]
    for pattern, subject in RESULTS_SAID:
        if re.search(rf"(?:{pattern})(?:政府信息)?(?:的|申请|答复|情况|类|件)*$", words):
            return subject
    return None


def _share_of_result(case: Case, claims: Sequence[Claim], index: int, subject: str, locus: str) -> Outcome:
    """Hold the share of a named result of table 三 against its cells and every total that it may be a share of."""
    share, meant = claims[index], quantity(subject, case.form)
    places = (text_evidence(share),)
    part = figure(case, meant.readings[0]) if meant else None
    wholes = [found for reading in (CONCLUDED, ALL, RECEIVED) if (found := figure(case, reading)).value]
    if meant is None or part is None or part.value is None or not wholes:
        return case.outcome("undecided", Share(text_side(share)), locus, places, confidence=UNCLEAR_CONFIDENCE)
    keys = tuple(dict.fromkeys((*part.cells, *(key for whole in wholes for key in whole.cells))))
    facts = Share(text_side(share), replace(part, name=meant.name), tuple(wholes))
    for whole in facts.wholes:
        if rounded_alike(share.value, rate(part.value, whole.number)):
            return case.outcome("pass", replace(facts, fitting=whole), locus, places, cells=keys)
    spoken = [c for c in claims[:index] if (c.subject or "").startswith("applications.")]
    if part.blanks or (spoken and spoken[-1].scope != "report"):
        facts = replace(facts, doubt="scope")
        return case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE, cells=keys)
    return case.outcome("fail", facts, locus, places, confidence=0.7, cells=keys)
