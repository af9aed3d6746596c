"""From outcomes to a score: exact decimals, the same for the same input whatever its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.errors import UsageError
from audit.findings import GRAVEST_FIRST, Outcome
from audit.score._count import CENT, ZERO, Charge, Judged, Mode, charges, is_open, worth
from audit.score._result import UNRATED, Decision, Deduction, ItemScore, Score, State, VetoHit, manual_key
from audit.score._rubric import WILDCARD, Clause, Item, Rubric, names
from audit.text import show

_Placed = Mapping[tuple[int, int], Sequence[Judged]]
_SHARED = {
    "rule": "同一规则只扣一次，已在另一项结果扣分",
    "cell": "所涉单元格已在另一项结果扣分",
    "finding": "与另一项结果同为一个单元格引起，不重复扣分",
}


@dataclass(frozen=True, slots=True)
class _Whose:
    """The report that is scored."""

    agency: str | None
    year: int | None


def score(
    rubric: Rubric,
    outcomes: Sequence[Outcome],
    decisions: Mapping[str, Decision] | None = None,
    *,
    agency: str | None = None,
    year: int | None = None,
) -> Score:
    """The score of one agency's report from all its outcomes, passed ones included.

    ``decisions`` are inspectors' by finding key or ``manual_key``; those of other reports are left alone. ``agency`` and
    ``year`` are taken from the outcomes where they are not given. UsageError where a decision's points are no amount
    of at most two decimals from 0, or exceed a manual item's points.
    """
    decided = decisions or {}
    judged = _judged(outcomes, decided)
    whose = _Whose(
        agency or next((j.outcome.agency for j in judged if j.outcome.agency), None),
        year or next((j.outcome.year for j in judged if j.outcome.year), None),
    )
    placed, hits = _placed(rubric, judged), _vetoes(rubric, judged)
    items = tuple(_item(item, i, placed, whose, decided) for i, item in enumerate(rubric.items))
    if reason := _unrated(rubric, judged, placed, items, hits):
        return Score(whose.agency, whose.year, rubric.name, None, None, None, UNRATED, UNRATED, UNRATED, reason=reason)
    ruled, grade = _total(rubric, sum((item.earned for item in items), ZERO), hits, pending=False)
    low, grade_low = _total(rubric, sum((item.low for item in items), ZERO), hits, pending=True)
    high, grade_high = _total(rubric, sum((item.high for item in items), ZERO), hits, pending=False)
    bare = any(veto.no_items for veto in rubric.vetoes for hit in hits if hit.name == veto.name and not hit.pending)
    waiting = any(
        is_open(clause, entry) and (clause.manual or clause.confirm)
        for (i, j), found in placed.items()
        for clause in (rubric.items[i].clauses[j],)
        for entry in found
    )
    return Score(
        whose.agency, whose.year, rubric.name, ruled, low, high, grade, grade_low, grade_high,
        items=() if bare else items, vetoes=hits, open=not bare and (waiting or any(hit.pending for hit in hits)),
    )  # fmt: skip


def _judged(outcomes: Iterable[Outcome], decisions: Mapping[str, Decision]) -> list[Judged]:
    """Every outcome once, with the verdict that counts, in an order that does not depend on the input's."""
    found = []
    for outcome in sorted(dict.fromkeys(outcomes), key=_order):
        decision = decisions.get(outcome.key)
        if decision:
            _check(decision, f"问题编号{outcome.key}")
        verdict = decision.verdict if decision and decision.verdict else outcome.verdict
        found.append(Judged(outcome, verdict, decision))
    return found


def _order(outcome: Outcome) -> tuple[object, ...]:
    return (
        GRAVEST_FIRST[outcome.severity], outcome.rule, outcome.locus, outcome.key, outcome.verdict, outcome.message,
        outcome.cells, repr(outcome.suggestion), outcome.agency or "", outcome.year or 0,
    )  # fmt: skip


def _check(decision: Decision, whose: str, most: Decimal | None = None) -> None:
    points = decision.points
    if points is None:
        return
    if not points.is_finite() or points < 0 or points != points.quantize(CENT) or (most is not None and points > most):
        limits = f"0至{show(most)}" if most is not None else "0或以上"
        raise UsageError(f"{whose}的人工评定分值“{points}”不可用，应为{limits}、最多两位小数的数。")


def _unrated(
    rubric: Rubric, judged: Sequence[Judged], placed: _Placed, items: Iterable[ItemScore], hits: Iterable[VetoHit]
) -> str:
    """Why no score can be given, or "": full points for what nobody looked at would be a wrong score."""
    for entry in judged:
        if entry.verdict != "pass" and names(rubric.not_rated, entry.outcome.rule):
            return f"{entry.outcome.title}（{entry.outcome.rule}）：{entry.outcome.message}"
    if not placed and all(hit.pending for hit in hits) and {item.state for item in items} <= {"unjudged", "default"}:
        told = [entry.outcome.message for entry in judged if entry.verdict != "pass"]
        return "；".join(["没有可以评分的核查结果", *told[:3]])
    return ""


def _placed(rubric: Rubric, judged: Iterable[Judged]) -> dict[tuple[int, int], list[Judged]]:
    """The outcomes by item and clause."""
    found: dict[tuple[int, int], list[Judged]] = {}
    for entry in judged:
        place = rubric.place(entry.outcome.rule, entry.outcome.severity)
        if place is not None:
            found.setdefault(place, []).append(entry)
    return found


def _item(item: Item, i: int, placed: _Placed, whose: _Whose, decisions: Mapping[str, Decision]) -> ItemScore:
    if item.manual:
        return _manual(item, whose, decisions)
    found = [(clause, placed.get((i, j), ())) for j, clause in enumerate(item.clauses)]
    ruled, worst, best = (_charged(item, found, mode) for mode in ("ruled", "worst", "best"))
    taken = [charge for charged in ruled for charge in charged]
    earned, low = _left(item, ruled), _left(item, worst)
    judging = item.judged_by or (WILDCARD,)
    judged = any(names(judging, entry.outcome.rule) for _, entries in found for entry in entries)
    return ItemScore(
        item.name,
        item.points,
        earned,
        low,
        _left(item, best),
        tuple(
            _deduction(clause, entry, charge, earned - low)
            for (clause, entries), charged in zip(found, ruled, strict=True)
            for entry, charge in zip(entries, charged, strict=True)
            if entry.verdict != "pass" or entry.outcome.verdict != "pass"
        ),
        any(charge.granted < charge.wanted for charge in taken),
        "judged" if judged else "unjudged",
        () if judged or not taken else item.judged_by,
    )


def _manual(item: Item, whose: _Whose, decisions: Mapping[str, Decision]) -> ItemScore:
    state: State
    key = manual_key(whose.agency, whose.year, item.name)
    decision = decisions.get(key)
    if decision is None or decision.points is None:
        points, state = item.default.quantize(CENT), "default"
    else:
        _check(decision, f"“{key}”", item.points)
        points, state = decision.points.quantize(CENT), "assessed"
    return ItemScore(item.name, item.points, points, points, points, state=state)


def _charged(item: Item, found: Iterable[tuple[Clause, Sequence[Judged]]], mode: Mode) -> list[list[Charge]]:
    room = item.points if item.cap is None else item.cap
    charged = []
    for clause, entries in found:
        charged.append(charges(clause, entries, mode, room))
        room -= sum((charge.granted for charge in charged[-1]), ZERO)
    return charged


def _left(item: Item, charged: Iterable[Iterable[Charge]]) -> Decimal:
    return (item.points - sum((charge.granted for group in charged for charge in group), ZERO)).quantize(CENT)


def _deduction(clause: Clause, entry: Judged, charge: Charge, room: Decimal) -> Deduction:
    outcome = entry.outcome
    return Deduction(
        outcome.key,
        outcome.rule,
        outcome.title,
        outcome.message,
        outcome.severity,
        entry.verdict,
        charge.granted.quantize(CENT),
        "；".join(_notes(clause, entry, charge, room)),
    )


def _notes(clause: Clause, entry: Judged, charge: Charge, room: Decimal) -> list[str]:
    """Why the finding costs what it does; ``room`` is what the item can still lose by all that is open."""
    notes = []
    if entry.decision:
        what = "不扣分" if entry.verdict == "pass" else "扣分" if entry.verdict == "fail" else "仍无法核对"
        fixed = "" if entry.fixed is None else f"，评定扣{_amount(entry.fixed)}分"
        notes.append(f"经人工复核{what}{fixed}" + (f"：{entry.decision.note}" if entry.decision.note else ""))
    if entry.verdict == "pass":
        return notes
    if is_open(clause, entry):
        why = "待人工评定" if clause.manual else "待人工确认" if entry.verdict == "fail" else "待核"
        more = ZERO if charge.shared else min(room, clause.points - worth(clause, entry, "ruled"))
        each = "每格" if clause.per == "cell" else ""
        notes.append(f"{why}：最多再扣{each}{_amount(more)}分" if more else f"{why}，不会再扣分")
    if charge.shared:
        notes.append(_SHARED[clause.per])
    if charge.granted < charge.wanted:
        notes.append(f"已达扣分上限，少扣{_amount(charge.wanted - charge.granted)}分")
    return notes


def _amount(points: Decimal) -> str:
    return show(points.quantize(CENT))


def _vetoes(rubric: Rubric, judged: Sequence[Judged]) -> tuple[VetoHit, ...]:
    """The vetoes that a finding calls, or that an undecided outcome may call."""
    hits = []
    for veto in rubric.vetoes:
        concerned = [
            entry
            for entry in judged
            if entry.outcome.severity in veto.severities and names(veto.rules, entry.outcome.rule)
        ]
        failed = [entry.outcome for entry in concerned if entry.verdict == "fail"]
        undecided = [entry.outcome for entry in concerned if entry.verdict == "undecided"]
        if called := failed or undecided:
            hits.append(VetoHit(veto.name, tuple(o.key for o in called), tuple(o.message for o in called), not failed))
    return tuple(hits)


def _total(rubric: Rubric, total: Decimal, hits: Iterable[VetoHit], *, pending: bool) -> tuple[Decimal, str]:
    """Total and grade under the vetoes that are called, or with ``pending`` may be called."""
    called = {hit.name for hit in hits if pending or not hit.pending}
    vetoes = [veto for veto in rubric.vetoes if veto.name in called]
    total = min([total, *(veto.score for veto in vetoes if veto.score is not None)]).quantize(CENT)
    grade = rubric.grade(total).name
    return total, rubric.worse(grade, *(veto.grade for veto in vetoes if veto.grade is not None))
