"""Points that an assessor awards an item which no outcome bears out."""

from __future__ import annotations

from dataclasses import replace

from audit.score._judged import CENT, ZERO, check_points
from audit.score._result import Decision, ItemScore
from audit.text import show

_NOT_COUNTED = "人工评分没有计入：本项由核查结果评分"
_OUTSIDE = "人工评分没有计入：待核事项全部属实与全部不属实之间，本项应为{}至{}分"
_REPLACED = "本项由人工评定，不另扣分"


def awarded(item: ItemScore, decision: Decision | None, key: str) -> ItemScore:
    """``item`` with the points that ``decision`` awards it, where a person may give them; else with why not.

    UsageError, in Chinese, for points that the item cannot have; ``key`` is the decision's.
    """
    if decision is None:
        return item
    if decision.points is None:
        return replace(item, note=decision.note)
    check_points(decision, f"“{key}”", item.points)
    if not item.is_given:
        return replace(item, note=_NOT_COUNTED)
    least, most = item.limits
    if not least <= decision.points <= most:
        return replace(item, note=_OUTSIDE.format(show(least), show(most)))
    points = decision.points.quantize(CENT)
    return replace(
        item,
        earned=points,
        low=points,
        high=points,
        # What was found besides is told, and costs nothing on top of what a person made of the whole.
        deductions=tuple(replace(one, points=ZERO.quantize(CENT), note=_REPLACED) for one in item.deductions),
        capped=False,
        state="assessed",
        unchecked=(),
        note="：".join(filter(None, (decision.who, decision.note))),
    )
