"""A change behind the numbers of both years in one sentence: “上年办结67件，今年办结87件，上升29.85%”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.findings import Change, Outcome
from audit.model import Claim
from audit.rules import Case
from audit.rules.consistency._claim import text_evidence, text_side
from audit.rules.consistency._moves import GROWTH, RATIO, agrees
from audit.rules.consistency._rates import UNITS_OF_RATES
from audit.words import YEAR

_YEAR = re.compile(f"{YEAR}(?=年)")
_CONFIDENCE = 0.7
#: Words that say of which year a number is, or nothing.
_OF_YEARS = re.compile(
    rf"{YEAR}年度?|上一?年度?|去年|今年|本年度?|全年|年内|同期|[与较比同]|相比|[共为是的了则仅有，、；\s]|申请|[\d.,]+\S{{0,2}}$"
)
#: A number without words of its own that stands in a row with the one before it.
_ROW = re.compile(r"\s*(?:、|和|及|与|以及)\s*[\d.,]+\s*\w?")
#: Between the later number and the change nothing else is spoken of.
_BEHIND = re.compile(r"[^，。；、\d]{0,3}[，；]?(?:同比|净|实际|较上年|比上年|较去年|比去年|申请|数量|总量|大幅|明显)*")


def between_years(case: Case, claims: Sequence[Claim], index: int, locus: str) -> Outcome | None:
    """Hold the change at ``index`` against the two numbers right before it, one of each year; None where there are none."""
    change = claims[index]
    if index < 2 or change.part or change.subject == RATIO or not change.exact or "分别" in change.sentence:
        return None
    if _YEAR.search(change.text):  # “上年为12件，同2021年相比下降37.5%” compares with another year
        return None
    pair = claims[index - 2 : index]
    base = next((one for one in pair if one.role == "base" or one.scope == "other_year"), None)
    now = next((one for one in pair if one is not base), None)
    if base is None or now is None or not _are_alike(now, base) or not _stands_behind(claims, index):
        return None
    if change.unit in UNITS_OF_RATES and not base.value:
        return None
    if change.unit not in (*UNITS_OF_RATES, base.unit, now.unit):
        return None
    if index > 2 and _is_in_row(claims[index - 3], now):
        return None
    rises = change.subject == GROWTH
    result = agrees(change, now.value, base.value)
    if result is None:
        return None
    sides = text_side(change), text_side(now), (text_side(base),)
    facts = Change("sentence", *sides, "agrees" if result else "differs", rises)
    places = tuple(map(text_evidence, (change, now, base)))
    return case.outcome("pass" if result else "fail", facts, locus, places, confidence=1.0 if result else _CONFIDENCE)


def _are_alike(now: Claim, base: Claim) -> bool:
    """Whether both count the same, one in each year: by what they are known to count, or by the same words."""
    if (
        not (now.exact and base.exact)
        or now.scope not in ("report", "unclear", "change")
        or now.role not in ("", "now")
    ):
        return False
    if now.unit != base.unit and not (now.denies or base.denies):
        return False
    if now.subject and base.subject not in (None, "change.base"):
        return now.subject == base.subject
    words, other = (_OF_YEARS.sub("", one.text) for one in (now, base))
    if base.role == "base":
        return words == other or not other or not words
    return words != "" and other.endswith(words)


def _is_in_row(before: Claim, now: Claim) -> bool:
    """Whether ``now`` is the last of a row, “49条和69条”, so that the change behind it is that of what the row divides."""
    told, start = now.sentence, now.sentence.find(before.text)
    between = told[start + len(before.text) : told.find(now.text, start + len(before.text)) + len(now.text)]
    return start >= 0 and before.unit == now.unit and _ROW.fullmatch(between) is not None


def _stands_behind(claims: Sequence[Claim], index: int) -> bool:
    """Whether the change stands right behind the two numbers, in a clause that names nothing else."""
    last, change = claims[index - 1], claims[index]
    told = change.sentence
    at = told.find(change.text)
    before = told.rfind(last.text, 0, at)
    return before >= 0 and _BEHIND.fullmatch(told[before + len(last.text) : at]) is not None
