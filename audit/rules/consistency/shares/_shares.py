"""Shares that the text states (“占85.71%”) against what they are shares of: by their words, by the list, by any total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from audit.findings import Counted, Share, Side, rate, rate_may_be
from audit.model import JUDGED_SCOPES, Claim, Passage
from audit.patterns import regex
from audit.rules.consistency.comparison import UNCLEAR_CONFIDENCE, text_evidence, text_side
from audit.rules.consistency.figures import figure, quantity
from audit.rules.consistency.nearby import UNITS_OF_RATES, counts_before
from audit.rules.consistency.shares._bases import alike, by_list, stated_bases, totals
from audit.rules.consistency.shares._named import named_share, names_another
from audit.rules.consistency.shares._results import CASES, rate_of_result
from audit.rules.kit import Case, Outcome
from audit.text import Value, added
from audit.words import NUMERAL

#: What stands between a part and its share where nothing else is spoken of: “，占”, “件申请，约占办结总数的”.
_OWN_SHARE = regex(
    rf"""
    [^，。；（(]{{0,12}} [，、（(]? \s* (?:其中)? (?:约|所|大约|仅|已|将?近|接近|超过?|逾|不到|不足|达|在[^，。；]{{0,24}}中[，]?){{0,2}}
    (?: 所?占 | 比例 | 比重 | 份额 | [\d.]+% | [{NUMERAL}]成 | [{NUMERAL}]分之 | [一过]?半 | (?:总量|总数|全部|[^，。；\d]{{2,12}}(?:总量|总数))的 )
    """,
    re.VERBOSE,
)
#: Behind a whole: “120件申请中，占”.
_OUT_OF = regex(r"[^，。；\d]{0,10}中[，]?所?占")
#: What deals out shares to the numbers before it.
_DEALT = regex("分别|各[自所]?占")
_SUMMED = regex(f"合计|共计|[{NUMERAL}][项者类]|二者|相加|之和|加起来")
_JOINED = regex(r"\s*(?:、|和|及|与|以及)[^，。；\d]*$")
_ASIDE = ("base", "step", "times")


def by_words_and_tables(
    case: Case, passage: Passage, claims: Sequence[Claim], index: int, *, above: Sequence[Claim], locus: str
) -> Iterator[Outcome]:
    """One outcome for the share at ``index``, named ``locus``, where it can be computed.

    ``above`` are the claims of the paragraph's earlier sentences, whose numbers may be the whole. After “分别占” the
    share stands for itself and the percentages behind it, each held against its own part.
    """
    share = claims[index]
    before = [c for c in counts_before(claims, index) if c.role not in _ASIDE and c.scope != "other_year"]
    depth = _depth(passage, share)
    before = [c for c in before if _depth(passage, c) <= depth]  # what a bracket tells of a part is no part itself
    own = bool(before) and _is_next(claims, before[-1], index) and _is_own(passage, before[-1], share)
    if names_another(passage, claims, index) and not own:
        return
    if share.part and share.part.startswith(CASES) and not own:
        outcome = rate_of_result(case, claims, index, above=above, locus=locus)
        if outcome is not None:
            yield outcome
        return
    if share.part and not own:
        outcome = named_share(case, claims, index, above=above, locus=locus)
        if outcome is not None:
            yield outcome
        return
    run = _run(passage, claims, index, before)
    if not before or not run or (not own and before[-1].subject and before[-1].subject == share.within):
        return
    stated_base = before[-1] if len(run) == 1 and _is_whole(passage, claims, before, share) else None
    counted = [c for c in before if c is not stated_base and c.role != "whole"]
    parts = counted[-len(run) :]
    if len(parts) < len(run):
        return
    wholes = [c for c in counted[: -len(run)] if not _is_part(claims, c)]
    for order, (part, one) in enumerate(zip(parts, run, strict=True)):
        if part.exact:
            words = passage.text[part.place.end or 0 : one.place.start or 0]
            summed = tuple(counted) if _SUMMED.search(words) else ()
            row = () if summed or len(run) > 1 else row_before(passage, counted)
            beside = _beside(claims, one, list(zip(parts, run, strict=True)))
            item = _Item(
                part,
                one,
                tuple(wholes),
                tuple(above),
                summed,
                row,
                stated_base,
                tuple(claims),
                beside,
                _is_next(claims, part, index),
                len(run) > 1,
            )
            yield from _judged(case, passage, item, locus if not order else f"{locus}:{order}")


def row_before(passage: Passage, counts: Sequence[Claim]) -> tuple[Claim, ...]:
    """The last of ``counts`` with those in a row before it, “予以公开5件、部分公开9件”: what stands behind may be of all of them."""
    row = list(counts[-1:])
    for before, behind in zip(reversed(counts[:-1]), reversed(counts), strict=False):
        if before.unit != behind.unit or not _JOINED.match(
            passage.text, before.place.end or 0, behind.place.start or 0
        ):
            break
        row.insert(0, before)
    return tuple(row)


def _run(passage: Passage, claims: Sequence[Claim], index: int, before: Sequence[Claim]) -> list[Claim]:
    """The share with those that “分别” joins to it; none where it is judged with the first of them."""
    share = claims[index]
    dealt = bool(before) and _DEALT.search(passage.text, before[-1].place.end or 0, share.place.end or 0) is not None
    if not dealt:
        return [share]
    if claims[index - 1].unit == "%":
        return []
    run = [share, *takewhile(lambda c: c.unit == "%" and c.subject in (None, "share"), claims[index + 1 :])]
    return run if 1 < len(run) <= len(before) else []


def _is_own(passage: Passage, part: Claim, share: Claim) -> bool:
    """Whether the share stands right behind its part."""
    return _OWN_SHARE.match(passage.text, part.place.end or 0, share.place.end or 0) is not None


def _is_next(claims: Sequence[Claim], part: Claim, index: int) -> bool:
    """Whether no other share stands between the part and the share at ``index``."""
    return all(c.unit not in UNITS_OF_RATES for c in claims[claims.index(part) + 1 : index])


def _depth(passage: Passage, claim: Claim) -> int:
    """How many brackets are open where the claim ends."""
    before = passage.text[: claim.place.end or 0]
    return sum(before.count(mark) for mark in "(（") - sum(before.count(mark) for mark in ")）")


def _is_whole(passage: Passage, claims: Sequence[Claim], before: Sequence[Claim], share: Claim) -> bool:
    """Whether the number right before the share is what it is a share of: “占总数1616件的9.1%”, “在104件中所占比例为64%”."""
    last = before[-1]
    if any(c.unit in UNITS_OF_RATES for c in claims[claims.index(last) + 1 : claims.index(share)]):
        return False
    between = passage.text[last.place.end or 0 : share.place.end or 0]
    return last.role == "whole" or (len(before) > 1 and _OUT_OF.match(between) is not None)


def _is_part(claims: Sequence[Claim], count: Claim) -> bool:
    """Whether a share of its own follows ``count``, so that it is a part like the others and no whole of theirs."""
    following = claims.index(count) + 1
    return following < len(claims) and (claims[following].subject or "") == "share"


def _beside(
    claims: Sequence[Claim], share: Claim, run: Sequence[tuple[Claim, Claim]]
) -> tuple[tuple[Claim, Claim], ...]:
    """The other shares of the sentence, each with its part: those that “分别” joins to this one, or each behind its number."""
    if len(run) > 1:
        return tuple(pair for pair in run if pair[1] is not share)
    pairs = pairwise(claims)
    return tuple(
        (part, other) for part, other in pairs if other.subject == "share" and other is not share and part.unit != "%"
    )


@dataclass(frozen=True, slots=True)
class _Item:
    """A share with its part: ``wholes`` and ``above`` are numbers that may be the whole, ``base`` the one that the words name as such.

    ``summed`` are the numbers that the part is said to be the sum of, ``row`` those in a row with it, ``claims`` those of the sentence, ``beside`` its
    other shares, each with its part. ``is_next`` says that no other share stands between both, ``dealt`` that “分别”
    deals out shares to parts.
    """

    part: Claim
    share: Claim
    wholes: tuple[Claim, ...]
    above: tuple[Claim, ...]
    summed: tuple[Claim, ...]
    row: tuple[Claim, ...]
    base: Claim | None
    claims: tuple[Claim, ...]
    beside: tuple[tuple[Claim, Claim], ...]
    is_next: bool
    dealt: bool

    @property
    def fitting(self) -> tuple[Claim, ...]:
        """The numbers of the text that the part may be a share of."""
        return tuple(c for c in (*self.wholes, *reversed(self.above)) if self._holds(c))

    def _holds(self, whole: Claim) -> bool:
        return whole.unit == self.part.unit and whole.exact and bool(whole.value) and whole.value >= self.part.value


def _judged(case: Case, passage: Passage, item: _Item, locus: str) -> Iterator[Outcome]:
    """Hold a share against its part, which is divided by each whole that the words leave open."""
    part, share = item.part, item.share
    near = [c for c in item.wholes if c in item.fitting]
    named, within = _named_wholes(case, item)
    every: list[Side | Counted] = [*named, *within]
    if not named:
        subjects = [c.subject or "" for c in (part, *item.fitting)]
        known = [found for found in totals(case, subjects) if found.value]
        every += [*map(text_side, item.fitting), *known]
        every = [one for one in every if one.number >= part.value] or every
    usual: dict[object, Side | Counted] = {}
    for one in every:
        usual.setdefault(one.value, one)
    bases = tuple(one for one in usual.values() if one.value)
    if not bases:
        return
    facts = Share(text_side(share), text_side(part), bases)
    places = (text_evidence(share), text_evidence(part), *(text_evidence(c) for c in near))
    results = {one.number: _fits(share, part, one) for one in bases}
    fitting = next((one for one in bases if results[one.number]), None)
    listed = _by_list(item, bases, within, fitting) if not named else ()
    if listed:
        fitting = next((one for one in bases if one.value in listed and results[one.number]), None)
    other = None if fitting or len(listed) == 1 else _of_others(case, item, bases)
    if other:
        facts, fitting = replace(facts, part=other[0]), other[1]
    own = (item.dealt or item.is_next) and _is_own(passage, part, share)
    between = passage.text[near[-1].place.end or 0 : part.place.start or 0] if near else ""
    # A whole of the tables that the words do not name, where they name another, may fit by chance.
    chance = not other and not listed and isinstance(fitting, Counted) and own and bool(near) and bool(within)
    if fitting is not None and not (chance and all(one.value != fitting.value for one in within)):
        yield case.outcome("pass", replace(facts, fitting=fitting), locus, places)
        return
    sure = 0.0
    if fitting is None and (None not in results.values() or listed):
        sure = _sureness(item, near, between, named=bool(named), listed=bool(listed), own=own)
    if sure:
        only = tuple(one for one in bases if one.value in listed) or bases
        yield case.outcome("fail", replace(facts, wholes=only), locus, places, confidence=sure)
    elif own or part.subject or share.base or share.within:
        # Behind other words, and a number that nobody knows, it may be a share of anything.
        yield case.outcome("undecided", replace(facts, doubt="whole"), locus, places, confidence=UNCLEAR_CONFIDENCE)


def _named_wholes(case: Case, item: _Item) -> tuple[list[Side | Counted], list[Side | Counted]]:
    """The wholes that the words name, and those that the share stands in."""
    figures = (*item.wholes, *item.above, *item.claims)
    if item.base:
        return [text_side(item.base)], []
    if item.share.base:
        return stated_bases(case, item.share, item.share.base, figures), []
    subject = item.share.within
    return [], stated_bases(case, item.share, subject, figures) if subject and subject != item.part.subject else []


def _fits(share: Claim, part: Claim, whole: Side | Counted) -> bool | None:
    return rate_may_be(share.value, share.approximate, rate(part.value, whole.number))


def _by_list(
    item: _Item, bases: Sequence[Side | Counted], within: Sequence[Side | Counted], fitting: Side | Counted | None
) -> tuple[Value, ...]:
    """The wholes of all shares of the list by which the others agree, where this one is not open by it."""
    inner = {one.value for one in within}
    strict = fitting is None or (within and fitting.value not in inner)
    if fitting is None and not item.beside and not within:
        return ()
    same = all(alike(part.subject, item.part.subject) for part, _ in item.beside)
    found = by_list(item.beside, bases, 1 if strict and (within or same) else 2)
    # Where the others agree by several, this one is open by whichever it fits.
    open_ = len(found) > 1 and any(
        _fits(item.share, item.part, one) is not False for one in bases if one.value in found
    )
    return () if open_ else found


def _of_others(
    case: Case, item: _Item, bases: Sequence[Side | Counted]
) -> tuple[Side | Counted, Side | Counted] | None:
    """A sum of numbers before, or the part as the tables give it, with the whole by which the share then agrees."""
    together = item.summed or item.row
    share, sums = item.share, [added(c.value for c in together[start:]) for start in range(len(together) - 1)]
    parts: list[Side | Counted] = [replace(text_side(item.part), value=value) for value in sums]
    in_tables = quantity(item.part.subject or "", case.form) if item.part.scope == "report" else None
    if in_tables is not None:
        found = figure(case, in_tables.ways[0])
        parts += [replace(found, name=in_tables.name)] if found.value and not found.blanks else []
    for part in parts:
        for one in bases:
            if rate_may_be(share.value, share.approximate, rate(part.number, one.number)):
                return part, one
    return None


def _sureness(item: _Item, near: Sequence[Claim], between: str, *, named: bool, listed: bool, own: bool) -> float:
    """How sure it is that the share is of nothing else than what was tried; 0 where it may be."""
    part, known = item.part, item.part.scope in JUDGED_SCOPES and not item.summed
    if named and own and (known or (part.scope == "report" and item.summed)):
        return 0.8
    if listed and (own or item.dealt):
        return 0.7
    if (own or item.dealt) and len(near) == 1 and "其中" in between and part.scope != "sub_unit":
        return 0.8
    if item.share.within is not None:
        return 0.7 if own and known else 0.0
    return 0.7 if own and near and part.scope == "report" and part.subject and not item.summed else 0.0
