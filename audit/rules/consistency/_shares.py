"""Shares that the text states (“占85.71%”) against what they are shares of: by their words, by the list, by any total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from audit.findings import Counted, Outcome, Share, Side, rate, rounded_alike
from audit.model import Claim, Passage
from audit.rules import Case
from audit.rules.consistency._bases import by_list, named_bases, totals
from audit.rules.consistency._claim import UNCLEAR_CONFIDENCE, figure, text_evidence, text_side
from audit.rules.consistency._rates import ALL, CONCLUDED, RECEIVED, counts_before
from audit.rules.consistency._readings import quantity
from audit.text import added
from audit.words import NUMERAL, RESULTS_SAID

#: A whole that is named by what was spoken of before.
_VAGUE = re.compile("该类|此类|同类|这类")
#: What stands between a part and its share where nothing else is spoken of: “，占”, “件申请，约占办结总数的”.
_OWN_SHARE = re.compile(
    r"[^，。；（(]{0,12}[，、（(]?\s*(?:其中)?(?:约|所|大约|在[^，。；]{0,24}中[，]?)?(?:所?占|比例|[\d.]+%)"
)
#: The longest text in which the name of a result is looked for.
_LONGEST_NAME = 30
_SUMMED = re.compile(f"合计|共计|[{NUMERAL}][项者类]|二者|相加|之和|加起来")


def share_outcomes(
    case: Case, passage: Passage, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Iterator[Outcome]:
    """One outcome for the share at ``index``, named ``locus``, where it can be computed.

    ``above`` are the claims of the paragraph's earlier sentences, whose numbers may be the whole. After “分别占” the
    share stands for itself and the percentages behind it, each held against its own part.
    """
    aside = ("base", "step", "times")
    before = [c for c in counts_before(claims, index) if c.role not in aside and c.scope != "other_year"]
    named = _named_result(passage, claims, index)
    if named is None and claims[index].role == "part":
        named = claims[index].about
    if named and (outcome := _share_of_result(case, claims, index, named, locus)):
        yield outcome
    if named is not None or not before:
        return
    run = [claims[index]]
    if "分别" in passage.text[before[-1].place.end or 0 : claims[index].place.end or 0]:
        run += list(takewhile(lambda c: c.unit == "%" and c.subject is None, claims[index + 1 :]))
        if len(run) == 1 or len(run) > len(before):
            return
    stated_base = before[-1] if len(run) == 1 and _is_whole(passage, before, claims[index]) else None
    counted = before[:-1] if stated_base else before
    parts = counted[-len(run) :]
    if len(parts) < len(run):
        return
    wholes = [c for c in counted[: -len(run)] if not _is_part(claims, c)]
    for order, (part, share) in enumerate(zip(parts, run, strict=True)):
        own = locus if not order else f"{locus}:{order}"
        if part.exact and share.exact:
            told = passage.text[part.place.end or 0 : share.place.start or 0]
            several = counted if _SUMMED.search(told) else ()
            yield from _share(
                case,
                passage,
                (part, share),
                same=wholes,
                above=above,
                locus=own,
                base=stated_base,
                summed=several,
                claims=claims,
            )


def _is_whole(passage: Passage, before: Sequence[Claim], share: Claim) -> bool:
    """Whether the number right before the share is what it is a share of: “占总数1616件的9.1%”, “在104件中所占比例为64%”."""
    last = before[-1]
    between = passage.text[last.place.end or 0 : share.place.end or 0]
    return last.role == "whole" or (len(before) > 1 and re.match(r"[^，。；\d]{0,10}中[，]?所?占", between) is not None)


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
    base: Claim | None,
    summed: Sequence[Claim],
    claims: Sequence[Claim],
) -> Iterator[Outcome]:
    """Hold a share against its part, which is divided by each whole that the words leave open."""
    part, share = pair
    wholes = [c for c in same if c.unit == part.unit and c.exact and c.value >= part.value and c.value]
    others = [c for c in above if c.unit == part.unit and c.exact and c.value >= part.value and c.value]
    every: list[Side | Counted]
    stated = [text_side(base)] if base else named_bases(case, share, (*same, *above))
    if stated:
        every = list(stated)
    else:
        tables = [found for found in totals(case, (part, *wholes, *others)) if found.value]
        every = [*map(text_side, (*wholes, *reversed(others))), *tables]
    bases = tuple({one.value: one for one in reversed(every) if one.value}.values())[::-1]
    if not bases:
        return
    sums = [added(c.value for c in summed[start:]) for start in range(len(summed) - 1)]
    facts = Share(text_side(share), text_side(part), bases)
    places = (text_evidence(share), text_evidence(part), *(text_evidence(c) for c in wholes))
    fitting = next((one for one in bases if rounded_alike(share.value, rate(part.value, one.number))), None)
    told = passage.text[wholes[-1].place.end or 0 : part.place.start or 0] if wholes else ""
    own = _OWN_SHARE.match(passage.text, part.place.end or 0, share.place.end or 0) is not None
    certain = part.scope == "report" and bool(part.subject) and not summed and bool(wholes) and own
    listed = by_list(claims, share, bases) if fitting is not None and not stated else None
    if listed is not None:
        fitting = next((one for one in bases if one.value == listed), None)
        fitting = fitting if fitting and rounded_alike(share.value, rate(part.value, fitting.number)) else None
    if fitting is not None:
        yield case.outcome("pass", replace(facts, fitting=fitting), locus, places)
    elif total := next(
        (v for v in sums if any(rounded_alike(share.value, rate(v, one.number)) for one in bases)), None
    ):
        fitting = next(one for one in bases if rounded_alike(share.value, rate(total, one.number)))
        together = replace(text_side(part), value=total)
        yield case.outcome("pass", replace(facts, part=together, fitting=fitting), locus, places)
    elif stated and own and part.scope in ("report", "unclear") and not summed:
        yield case.outcome("fail", facts, locus, places, confidence=0.8)
    elif listed is not None and own:
        only = tuple(one for one in bases if one.value == listed)
        yield case.outcome("fail", replace(facts, wholes=only), locus, places, confidence=0.7)
    elif (len(wholes) == 1 and "其中" in told and part.scope != "sub_unit") or certain:
        yield case.outcome("fail", facts, locus, places, confidence=0.8 if not certain else 0.7)
    else:
        facts = replace(facts, doubt="whole")
        yield case.outcome("undecided", facts, locus, places, confidence=UNCLEAR_CONFIDENCE)


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


def _share_of_result(case: Case, claims: Sequence[Claim], index: int, subject: str, locus: str) -> Outcome | None:
    """Hold the share of a named result of table 三 against its cells and every total that it may be a share of."""
    share, meant = claims[index], quantity(subject, case.form)
    if _VAGUE.search(share.text):
        return None
    places = (text_evidence(share),)
    part = figure(case, meant.readings[0]) if meant else None
    own = named_bases(case, share, claims[:index]) if share.role == "part" and subject == share.about else []
    wholes = [one for one in own if isinstance(one, Counted)]
    wholes = wholes or [found for reading in (CONCLUDED, ALL, RECEIVED) if (found := figure(case, reading)).value]
    if share.role == "part" and not share.base and subject not in (said for _, said in RESULTS_SAID):
        return None
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
