"""What counts of decisions when a report is scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from audit.decisions import DecisionEvent
from audit.rulings._report import VERDICTS, ReportRulings
from audit.rulings._words import noted, replaced, why_of
from audit.score import Decision, Rubric, manual_key
from audit.text import clauses, show


def for_score(
    rulings: ReportRulings, agency: str | None, year: int | None, rubric: Rubric | None = None
) -> dict[str, Decision]:
    """What counts of ``rulings`` when a report is scored: decisions by cause key, points by ``manual_key``.

    What is 待查, in dispute or lapsed does not count, nor do points that are none of the item of ``rubric``: the decision
    then has no points and says so. Points on which people contradict each other leave the item open between them.
    """
    most = {item.name: item.points for item in rubric.items} if rubric else {}
    found: dict[str, Decision] = {}
    for key, standing in rulings.standings.items():
        if standing.state in VERDICTS:
            found[key] = Decision(VERDICTS[standing.state], None, why_of(standing), standing.who)
    for item, events in rulings.points.items():
        award = _award(events, rulings.point_notes.get(item, ()), most.get(item))
        told = replaced(rulings.point_overruled.get(item, ()))
        found[manual_key(agency, year, item)] = replace(award, note=clauses(award.note, told))
    return found


def _award(events: Sequence[DecisionEvent], notes: Sequence[DecisionEvent], most: Decimal | None) -> Decision:
    """The points that ``events`` give an item, with the ``notes`` that stand; else between which these lie, or why none counts (Chinese)."""
    given = [_points(event, most) for event in events]
    fit = {points for points in given if points is not None}
    if len(fit) == 1 and None not in given:
        who = "、".join(sorted({event.who for event in events}))
        return Decision(points=fit.pop(), note=clauses(*noted(notes, events)), who=who)
    each = "、".join(
        f"{event.who}评{event.data.get('points', '')}分" for event in sorted(events, key=lambda e: (e.who, e.uuid))
    )
    if fit and len(events) > 1:
        # What is no amount of the item leaves open all that it may be beyond what the others gave.
        least, top = min(fit), max(fit) if None not in given or most is None else most
        return Decision(
            note=f"人工评分按{show(least)}～{show(top)}分计：{each}，分值不同，待仲裁", between=(least, top)
        )
    limits = f"应为0至{show(most)}" if most is not None else "应为0以上"
    return Decision(note=f"人工评分没有计入：{each}，{limits}、最多两位小数的数")


def _points(event: DecisionEvent, most: Decimal | None) -> Decimal | None:
    """The points of an event; None where they are no amount that an item of ``most`` points may have."""
    try:
        points = Decimal(str(event.data["points"]))
        is_amount = points.is_finite() and 0 <= points == round(points, 2) and (most is None or points <= most)
    except (InvalidOperation, KeyError):
        return None
    return points if is_amount else None
