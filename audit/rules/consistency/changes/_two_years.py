"""A change against the figures right before it, whatever they count: “上年办结67件，今年办结87件，上升29.85%”, “…增加20件，增幅29.85%”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from audit.findings import Change, Side
from audit.model import Claim
from audit.patterns import regex
from audit.rules.consistency.changes._directions import GROWTH, RATIO, agrees
from audit.rules.consistency.comparison import text_evidence, text_side
from audit.rules.consistency.nearby import UNITS_OF_RATES
from audit.rules.kit import Case, Outcome
from audit.text import added, distance, minus
from audit.words import YEAR

_YEAR = regex(f"{YEAR}(?=年)")
_CONFIDENCE = 0.7
_POINTS = "个百分点"
#: Words that say of which year a number is, or nothing.
_OF_YEARS = regex(
    rf"""
      {YEAR}年度? | 上一?年度? | 去年 | 今年 | 本年度? | 全年 | 年内 | 同期    # of when
    | [与较比同] | 相比 | [共为是的了则仅有，、；\s] | 申请                    # what says nothing
    | [\d.,]+ (?: 个百分点 | \S{{0,2}} ) $                                    # the number itself
    """,
    re.VERBOSE,
)
#: Words of a change that do not say of what it is.
_OF_CHANGES = regex(
    r"""
      净?[增减]收 | [增减](?:加|长|少|多|幅|速)? | 多[出了]? | 少[了]? | 高[出了于]? | 低[了于]? | [升降涨跌]幅? | 上升 | 下降 | 上涨 | 下跌 | 回落 | 提高 | 提升
    | 降低 | 压[减缩] | 缩减 | 同比 | 实际 | 大幅 | 明显 | 略有? | 小幅 | 约 | 近 | 达到? | 幅度 | 率 | 成 | 倍 | 翻 | 半 | [（(）):]
    """,
    re.VERBOSE,
)
#: A number without words of its own that stands in a row with the one before it.
_ROW = regex(r"\s*(?:、|和|及|与|以及)\s*[\d.,]+\s*\w?")
#: Between two figures of the row nothing else is spoken of.
_BESIDE = regex(r"[^，。；、\d]{0,3}[，；]?(?:同比|净|实际|较上年|比上年|较去年|比去年|申请|数量|总量|大幅|明显)*")


class TwoYearRow(NamedTuple):
    """The later and the earlier number right before a change, and the figures that state them or what they are worked out from."""

    now: Side
    base: Side
    claims: tuple[Claim, ...]


def between_years(case: Case, claims: Sequence[Claim], index: int, locus: str) -> Outcome | None:
    """Hold the change at ``index`` against the figures right before it; None where they do not tell what it should be."""
    change = claims[index]
    if change.part or change.subject == RATIO or not change.exact or "分别" in change.sentence:
        return None
    row = _row(claims, index)
    if row is None or (_YEAR.search(change.text) and not any(one.role == "step" for one in row.claims)):
        return None  # “上年为12件，同2021年相比下降37.5%” compares with another year
    now, base, stated = row
    rises = change.subject == GROWTH
    if base.number < 0 or (change.unit in UNITS_OF_RATES and not base.value):
        return None
    result = (
        _is_of_points(change, now, base, rises=rises)
        if change.unit == _POINTS
        else agrees(change, now.number, base.number)
    )
    if result is None:
        return None
    facts = Change("sentence", text_side(change), now, (base,), "agrees" if result else "differs", rises)
    places = tuple(map(text_evidence, (change, *stated)))
    return case.outcome("pass" if result else "fail", facts, locus, places, confidence=1.0 if result else _CONFIDENCE)


def _is_of_points(change: Claim, now: Side, base: Side, *, rises: bool) -> bool:
    """Whether the difference of two percentages is as stated, each of the three rounded by itself."""
    step = minus(now.number, base.number) if rises else minus(base.number, now.number)
    last = Decimal(1).scaleb(int(Decimal(change.value).as_tuple().exponent))
    return step >= 0 and distance(step, change.value) <= last


def _row(claims: Sequence[Claim], index: int) -> TwoYearRow | None:
    """The figures right before the change at ``index``; None where there are not two of them, or they count different things."""
    change, first = claims[index], index
    step = None
    if index and _is_step_of(claims[index - 1], change) and stands_behind(claims, index):
        step, first = claims[index - 1], index - 1
    if not first or not stands_behind(claims, first):
        return None
    pair = list(claims[max(0, first - 2) : first])
    near = pair[-1]
    if not near.exact or not _has_unit_of(near, change, step):
        return None
    base = next((one for one in pair if _is_earlier(one)), None)
    now = next((one for one in pair if not _is_earlier(one) and one.role in ("", "now")), None)
    if now is not None and base is not None and _are_alike(now, base):
        beside = first > 2 and _is_in_row(claims[first - 3], now)
        return None if beside else TwoYearRow(text_side(now), text_side(base), (now, base, *([step] if step else ())))
    if step is None or not step.exact:
        return None
    nearest, rises = text_side(near), change.subject == GROWTH
    if _is_earlier(near):
        return TwoYearRow(_moved(nearest, step, rises=rises), nearest, (near, step))
    alone = near.role in ("", "now") and all(one.unit != near.unit for one in claims[: first - 1])
    return TwoYearRow(nearest, _moved(nearest, step, rises=not rises), (near, step)) if alone else None


def _moved(side: Side, step: Claim, *, rises: bool) -> Side:
    """The number that ``step`` leads to from the one that is side."""
    value = added((side.number, step.value)) if rises else minus(side.number, step.value)
    return replace(side, value=value, words="")


def _is_step_of(step: Claim, change: Claim) -> bool:
    """Whether a change in units stands before the same change as a rate."""
    return (
        step.subject == change.subject
        and step.unit not in UNITS_OF_RATES
        and change.unit in ("%", "倍")
        and not step.part
    )


def _has_unit_of(near: Claim, change: Claim, step: Claim | None) -> bool:
    if change.unit == _POINTS:
        return near.unit == "%"
    if near.unit == "%":
        return False
    return (step or change).unit in (near.unit, *(("%", "倍") if step is None else ()))


def _is_earlier(claim: Claim) -> bool:
    return claim.role == "base" or claim.scope == "other_year"


def _are_alike(now: Claim, base: Claim) -> bool:
    """Whether both count the same, one in each year: by what they are known to count, or by the same words."""
    if not (now.exact and base.exact) or now.scope not in ("report", "unclear", "change", "channel"):
        return False
    if now.unit != base.unit and not (now.denies or base.denies):
        return False
    if now.subject and base.subject not in (None, "change.base"):
        return now.subject == base.subject
    words, other = (_OF_YEARS.sub("", one.text) for one in (now, base))
    if base.role == "base":
        return words == other or not other or not words or now.role == "now"
    return words != "" and other.endswith(words)


def _is_in_row(before: Claim, now: Claim) -> bool:
    """Whether ``now`` is the last of a row, “49条和69条”, so that the change behind it is that of what the row divides."""
    between = before.words_to(now)
    return between is not None and before.unit == now.unit and _ROW.fullmatch(between + now.text) is not None


def stands_behind(claims: Sequence[Claim], index: int) -> bool:
    """Whether the change stands right behind the figure before it, with no words that name anything else."""
    last, change = claims[index - 1], claims[index]
    between = last.words_to(change)
    if between is None or _OF_YEARS.sub("", _OF_CHANGES.sub("", change.text)):
        return False
    return _BESIDE.fullmatch(between) is not None
