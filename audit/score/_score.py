"""From outcomes to a score: exact decimals, the same for the same input whatever its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from audit.causes import Cause
from audit.findings import Outcome
from audit.score._award import GIVEN, awarded
from audit.score._count import Charge, charges
from audit.score._groups import ChargedGroup, group
from audit.score._judged import CENT, ZERO, JudgedOutcome, Mode, Place, ScoredOutcome, count, judge
from audit.score._result import UNRATED, Decision, Deduction, ItemScore, LeftOpen, Score, VetoHit, manual_key
from audit.score._trace import deduction
from audit.score.rubric import WILDCARD, Rubric, RubricClause, RubricItem, names


@dataclass(frozen=True, slots=True)
class _ScoredReport:
    """The report that is scored."""

    agency: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class _Scored:
    """What the rubric scores: the findings, and the groups that they are charged in."""

    counted: Sequence[ScoredOutcome]
    groups: Sequence[ChargedGroup]

    def on(self, place: Place) -> list[ChargedGroup]:
        """The groups that are charged in a clause."""
        return [each for each in self.groups if each.bearer.place == place]


@dataclass(frozen=True, slots=True)
class _Charged:
    """An item with what is charged in it: the clauses with their groups, and the charges of each."""

    item: RubricItem
    groups: Sequence[tuple[RubricClause, Sequence[ChargedGroup]]]
    ruled: Sequence[Sequence[Charge]]
    earned: Decimal
    low: Decimal
    high: Decimal


def score(
    rubric: Rubric,
    outcomes: Sequence[Outcome],
    causes: Iterable[Cause],
    decisions: Mapping[str, Decision] | None = None,
    *,
    agency: str | None = None,
    year: int | None = None,
) -> Score:
    """The score of one agency's report from all its outcomes, passed ones included.

    ``causes`` gather the outcomes that fail or are undecided; one that stands in none counts by itself. ``decisions`` are
    inspectors' by finding key, cause key or ``manual_key``, which counts for an item that nothing else judges; those of
    other reports are left alone. ``agency`` and ``year``
    are taken from the outcomes where they are not given. UsageError where a decision's points are no amount of at most two
    decimals from 0, or exceed a manual item's points.
    """
    decided = decisions or {}
    judged = judge(outcomes, causes, decided)
    whose = _ScoredReport(
        agency or next((j.outcome.agency for j in judged if j.outcome.agency), None),
        year or next((j.outcome.year for j in judged if j.outcome.year), None),
    )
    counted, hits = count(rubric, judged), _vetoes(rubric, judged)
    scored = _Scored(counted, group(rubric, counted))
    items = _items(rubric, scored, whose, decided)
    if reason := _unrated(rubric, judged, counted, items, hits):
        return Score(whose.agency, whose.year, rubric.name, None, None, None, UNRATED, UNRATED, UNRATED, reason=reason)
    ruled, grade = _total(rubric, sum((item.earned for item in items), ZERO), hits, pending=False)
    low, grade_low = _total(rubric, sum((item.low for item in items), ZERO), hits, pending=True)
    high, grade_high = _total(rubric, sum((item.high for item in items), ZERO), hits, pending=False)
    bare = any(veto.no_items for veto in rubric.vetoes for hit in hits if hit.name == veto.name and not hit.pending)
    waiting = any(_waits(each) for each in scored.groups if items[each.bearer.place[0]].state not in GIVEN)
    return Score(
        whose.agency, whose.year, rubric.name, ruled, low, high, grade, grade_low, grade_high,
        items=() if bare else items, vetoes=hits, open=not bare and (waiting or any(hit.pending for hit in hits)),
    )  # fmt: skip


def _waits(one: ChargedGroup) -> bool:
    """Whether an assessor has still to decide on something that can change what the group costs."""
    asked = any(member.is_open and (member.clause.manual or member.clause.confirm) for member in one.members)
    return asked and one.value("worst") != one.value("best")


def _unrated(
    rubric: Rubric,
    judged: Sequence[JudgedOutcome],
    counted: Sequence[ScoredOutcome],
    items: Iterable[ItemScore],
    hits: Iterable[VetoHit],
) -> str:
    """Why no score can be given, or "": full points for what nobody looked at would be a wrong score."""
    for entry in judged:
        if entry.verdict != "pass" and names(rubric.not_rated, entry.outcome.rule):
            return f"{entry.outcome.title}（{entry.outcome.rule}）：{entry.outcome.message}"
    if not counted and all(hit.pending for hit in hits) and {item.state for item in items} <= {"unjudged", "default"}:
        messages = [entry.outcome.message for entry in judged if entry.verdict != "pass"]
        settled = [
            f"{entry.outcome.title}：经认定不属实（{'：'.join(filter(None, (entry.decision.who, entry.decision.note)))}）"
            for entry in judged
            if entry.decision and entry.verdict == "pass" != entry.outcome.verdict
        ]
        return "；".join(["没有可以评分的核查结果", *messages[:3], *settled[:3]])
    return ""


def _items(
    rubric: Rubric, scored: _Scored, whose: _ScoredReport, decisions: Mapping[str, Decision]
) -> tuple[ItemScore, ...]:
    charged = {i: _charged(item, i, scored) for i, item in enumerate(rubric.items) if not item.manual}
    deductions = _deductions(charged)
    found = []
    for i, item in enumerate(rubric.items):
        key = manual_key(whose.agency, whose.year, item.name)
        own = _manual(item) if item.manual else _item(charged[i], i, scored, deductions[i], rubric)
        found.append(awarded(own, decisions.get(key), key))
    return tuple(found)


def _charged(item: RubricItem, i: int, scored: _Scored) -> _Charged:
    groups = [(clause, scored.on((i, j))) for j, clause in enumerate(item.clauses)]
    ruled, worst, best = (_charge(item, groups, mode) for mode in ("ruled", "worst", "best"))
    return _Charged(item, groups, ruled, *(_left(item, charged) for charged in (ruled, worst, best)))


def _charge(
    item: RubricItem, groups: Iterable[tuple[RubricClause, Sequence[ChargedGroup]]], mode: Mode
) -> list[list[Charge]]:
    room = item.points if item.cap is None else item.cap
    found = []
    for clause, borne in groups:
        found.append(charges(clause, borne, mode, room))
        room -= sum((charge.granted for charge in found[-1]), ZERO)
    return found


def _left(item: RubricItem, charged: Iterable[Iterable[Charge]]) -> Decimal:
    return (item.points - sum((charge.granted for each in charged for charge in each), ZERO)).quantize(CENT)


def _deductions(charged: Mapping[int, _Charged]) -> dict[int, list[Deduction]]:
    """What each finding costs, by the index of the item that shows it.

    The finding that pays for its group is shown at the item that is charged, any other at the item of its own clause.
    """
    shown: dict[int, list[tuple[int, Deduction]]] = {i: [] for i in charged}
    for one in charged.values():
        for (_, groups), taken in zip(one.groups, one.ruled, strict=True):
            for each, charge in zip(groups, taken, strict=True):
                for member in each.members:
                    if member.judged.verdict != "pass" or member.judged.outcome.verdict != "pass":
                        found = deduction(member, each, charge, one.item, one.earned - one.low)
                        place = each.bearer.place if member is each.payer else member.place
                        shown[place[0]].append((place[1], found))
    return {i: [found for _, found in sorted(each, key=lambda pair: pair[0])] for i, each in shown.items()}


def _item(one: _Charged, i: int, scored: _Scored, deductions: Iterable[Deduction], rubric: Rubric) -> ItemScore:
    item = one.item
    judging = item.judged_by or (WILDCARD,)
    seen = [each.judged.outcome.rule for each in scored.counted if each.place[0] == i]
    judged = any(names(judging, rule) for rule in seen)
    left = _left_open(one) if judged else []
    return ItemScore(
        item.name,
        item.points,
        one.earned,
        one.low,
        one.high,
        tuple(deductions),
        any(charge.granted < charge.wanted for each in one.ruled for charge in each),
        "judged" if judged else "unjudged",
        () if judged or not seen else item.judged_by,
        span=(one.low, one.high) if left else None,
        left=tuple(LeftOpen(rubric.items[each.place[0]].name, each.judged.outcome.message) for each in left),
    )


def _left_open(one: _Charged) -> list[ScoredOutcome]:
    """What stays open although its causes were found true, where what the item has in the end hangs on nothing else."""
    groups = [each for _, groups in one.groups for each in groups if each.value("worst") != each.value("best")]
    waiting = [member for each in groups for member in each.members if member.is_open]
    return waiting if one.low != one.high and all(member.judged.left for member in waiting) else []


def _manual(item: RubricItem) -> ItemScore:
    points = item.default.quantize(CENT)
    return ItemScore(item.name, item.points, points, points, points, state="default")


def _vetoes(rubric: Rubric, judged: Sequence[JudgedOutcome]) -> tuple[VetoHit, ...]:
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
