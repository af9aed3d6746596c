"""Points that an assessor awards an item which no outcome bears out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from audit.score._judged import CENT, ZERO, check_points
from audit.score._result import Decision, ItemScore, State
from audit.text import show

_NOT_COUNTED = "人工评分没有计入：本项由核查结果评分"
_OUTSIDE = "人工评分没有计入：待核事项全部属实与全部不属实之间，本项应为{}至{}分"
_REPLACED = "本项由人工评定，不另扣分"
#: How an item came to its points where people gave them.
GIVEN: frozenset[State] = frozenset(("assessed", "disputed"))


def awarded(item: ItemScore, decision: Decision | None, key: str) -> ItemScore:
    """``item`` with the points that ``decision`` awards it, where a person may give them; else with why not.

    UsageError, in Chinese, for points that the item cannot have; ``key`` is the decision's.
    """
    if decision is None:
        return item
    if decision.points is None and decision.between is None:
        return replace(item, note=decision.note)
    check_points(decision, f"“{key}”", item.points)
    if not item.is_given:
        return replace(item, note=_NOT_COUNTED)
    least, most = item.limits
    if decision.points is None and decision.between is not None:
        low, high = max(least, decision.between[0]), min(most, decision.between[1])
        return _given(item, "disputed", low, high, decision.note) if low <= high else _outside(item)
    if decision.points is None or not least <= decision.points <= most:
        return _outside(item)
    told = "：".join(filter(None, (decision.who, decision.note)))
    return _given(item, "assessed", decision.points, decision.points, told)


def _outside(item: ItemScore) -> ItemScore:
    least, most = item.limits
    return replace(item, note=_OUTSIDE.format(show(least), show(most)))


def _given(item: ItemScore, state: State, low: Decimal, high: Decimal, note: str) -> ItemScore:
    """``item`` with points between ``low`` and ``high``, where these differ with the most that people gave."""
    return replace(
        item,
        earned=high.quantize(CENT),
        low=low.quantize(CENT),
        high=high.quantize(CENT),
        # What was found besides is told, and costs nothing on top of what a person made of the whole.
        deductions=tuple(replace(one, points=ZERO.quantize(CENT), note=_REPLACED) for one in item.deductions),
        capped=False,
        state=state,
        unchecked=(),
        note=note,
    )
