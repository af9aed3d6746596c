"""Why each finding costs what it does, in words (Chinese)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.score._count import Charge
from audit.score._groups import ChargedGroup
from audit.score._judged import CENT, ZERO, ScoredOutcome
from audit.score._result import Deduction
from audit.score.rubric import Per, RubricItem
from audit.text import show

_SHARED: dict[Per, str] = {
    "rule": "同一规则只扣一次，已在另一项结果扣分",
    "cell": "所涉单元格已在另一项结果扣分",
    "finding": "与另一项结果同为一个单元格引起，不重复扣分",
}


def deduction(one: ScoredOutcome, group: ChargedGroup, charge: Charge, item: RubricItem, room: Decimal) -> Deduction:
    """What the finding ``one`` of ``group`` cost: the group’s whole charge where it pays, else nothing.

    ``item`` is the one that the group is charged in, ``room`` what it can still lose by all that is open.
    """
    outcome, payer = one.judged.outcome, group.payer
    is_borne = one is not payer and one.judged.verdict != "pass"
    others = tuple(
        member.judged.outcome.key for member in group.members if member is not payer and member.judged.verdict != "pass"
    )
    return Deduction(
        outcome.key,
        outcome.rule,
        outcome.title,
        outcome.message,
        outcome.severity,
        one.judged.verdict,
        (charge.granted if one is payer else ZERO).quantize(CENT),
        "；".join(_notes(one, group, charge, item, room)),
        cause=one.judged.cause.key if one.judged.cause else "",
        cause_name=one.judged.cause.name if one.judged.cause else "",
        bears=others if one is payer else (),
        borne_by=payer.judged.outcome.key if is_borne else "",
        borne_in=item.name if is_borne else "",
    )


def _notes(one: ScoredOutcome, group: ChargedGroup, charge: Charge, item: RubricItem, room: Decimal) -> Iterator[str]:
    judged, clause = one.judged, one.clause
    if judged.decision:
        what = {"pass": "不扣分", "fail": "扣分", "undecided": "仍无法核对"}[judged.verdict]
        fixed = "" if judged.fixed is None else f"，评定扣{_amount(judged.fixed)}分"
        who = f"（{judged.decision.who}）" if judged.decision.who else ""
        yield f"经人工复核{who}{what}{fixed}" + (f"：{judged.decision.note}" if judged.decision.note else "")
    if judged.verdict == "pass":
        return
    if one.is_open:
        why = "待人工评定" if clause.manual else "待人工确认" if judged.verdict == "fail" else "待核"
        more = ZERO if charge.shared else min(room, _more(one, group))
        each = "每格" if clause.per == "cell" else ""
        yield f"{why}：最多再扣{each}{_amount(more)}分" if more else f"{why}，不会再扣分"
    if one is not group.payer:
        return
    if one.place != group.bearer.place:
        yield f"同一原因的各项在“{item.name}”计一次"
    if charge.shared:
        yield _SHARED[group.bearer.clause.per]
    if charge.granted < charge.wanted:
        yield f"已达扣分上限，少扣{_amount(charge.wanted - charge.granted)}分"


def _more(one: ScoredOutcome, group: ChargedGroup) -> Decimal:
    """What it would cost beyond what its group costs already, or may cost for a finding that is named with it."""
    is_fixed, value = group.value("ruled")
    if is_fixed:
        return ZERO
    due = value if one is group.payer else max(value, group.payer.worth("worst"))
    return max(ZERO, one.worth("worst") - due)


def _amount(points: Decimal) -> str:
    return show(points.quantize(CENT))
