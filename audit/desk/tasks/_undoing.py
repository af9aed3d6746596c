"""What was entered taken back: the last thing, whatever it is, asked about where that reaches far; or what holds on one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit import decisions
from audit.decisions import KIND_NAMES, RULING_NAMES, DecisionEvent, EventKind
from audit.desk._asked import Answered, Asked
from audit.desk._entering import after_many
from audit.desk.opened import Work, WorkVerb
from audit.desk.rows import DeskRow, headline_of, key_of
from audit.desk.showing import at
from audit.errors import UsageError
from audit.persons import masked_note

#: Kinds of events that are taken back at the desk; how causes were put right comes from the ledger.
_TAKEN_BACK = ("decision", "points", "correction", "finding", "assignment", "choice", "review")


def _undo(work: Work, _: Asked) -> Answered:
    """Take back what was entered last and go there; what is of an earlier sitting, or on a report whose review is over, is shown first and stands until asked again."""
    found = _last_entered(work)
    if not found:
        raise UsageError("没有可以撤销的录入。")
    last, told = found[-1], _undone(work, found)
    over = _is_over(work, found)
    if (last.sequence <= work.began or over) and work.to_undo != last.uuid:
        work.to_undo = last.uuid
        when = f"本次打开以前（{at(last)}）" if last.sequence <= work.began else ""
        why = "，所涉报告的终审已完成" if over else ""
        said = f"最近录入的是{when}{told}{why}，尚未撤销。请核对，确需撤销的再撤销一次。"
        return Answered({"go": _place_of(work, found)}, said)
    names = work.enter([decisions.undo(one) for one in found])
    answered = after_many(work, names, f"已撤销：{told}。", "已撤销")
    return replace(answered, parts={**answered.parts, "go": _place_of(work, found)})


def _last_entered(work: Work) -> list[DecisionEvent]:
    """What whoever decides here entered last in this review and still holds, a group as one; [] where there is nothing."""
    undone = work.kept.undone
    mine = [one for one in work.kept.events if one.who == work.who and one.uuid not in undone]
    met = set[str]()
    for event in reversed(mine):
        if event.kind not in _TAKEN_BACK or event.group in met or not work.own_rows(event):
            continue
        if event.group:
            met.add(event.group)
        if found := _holding(work, [one for one in mine if one.group == event.group] if event.group else [event]):
            return found
    return []


def _holding(work: Work, events: Sequence[DecisionEvent]) -> list[DecisionEvent]:
    """Those of ``events`` of whose place nothing was taken."""
    known = work.kept.on({one.about for one in events} - {""}, {one.agency for one in events})
    held = {one.uuid for one in known.standings.held()}
    return [one for one in events if one.uuid in held]


def _is_over(work: Work, found: Sequence[DecisionEvent]) -> bool:
    """Whether the review is over of a report that it concerns that ``found`` is taken back."""
    ours = ((one, row) for one in found if one.kind != "assignment" for row in work.own_rows(one))
    return any(row.is_final and row.year == one.year for one, row in ours)


def _place_of(work: Work, found: Sequence[DecisionEvent]) -> dict[str, str]:
    """Where one of ``found`` stands: in the row that is looked at if one does, else where the first does; the key of its problem, "" where it is on none."""
    places = [(row, event) for event in found for row in work.own_rows(event)]
    row, event = min(places, key=lambda one: (one[0].year != one[1].year, one[0].id != work.looked[0]))
    problem = next(
        (one for one in row.problems.all if one.cause and event.about in (one.cause.key, *one.cause.former)), None
    )
    return {"agency": row.id, "key": key_of(problem) if problem else ""}


def _undone(work: Work, found: Sequence[DecisionEvent]) -> str:
    """What is taken back (Chinese): whose, what was entered, on which problem."""
    first = found[0]
    words = _entered(first)
    if len(found) > 1:
        return f"{first.agency}等{len(found)}处的“{words}”"
    shown = (headline_of(row, one) for row in work.own_rows(first) if (one := row.problem(first.about)))
    told = next(shown, "") if first.kind == "decision" else masked_note(str(first.data.get("title") or ""))
    year = f"{first.year}年度报告" if first.year else ""
    return f"{first.agency}{year}的“{words}”{f'（{told}）' if told else ''}"


def _entered(event: DecisionEvent) -> str:
    """What somebody entered, as its button calls it (Chinese)."""
    if event.kind == "review":
        return decisions.step_name(event)
    return RULING_NAMES.get(event.data.get("ruling", ""), KIND_NAMES[event.kind])


def take_back(work: Work, row: DeskRow, kind: EventKind, about: str, nothing: str) -> set[str]:
    """Take back what of ``kind`` holds on the thing ``about`` of the report of ``row``; the ids of the rows that have changed.

    UsageError, which says ``nothing`` (Chinese), where nothing holds, or somebody else entered it.
    """
    report, organs = row.report, work.organs
    found = work.kept.on((), organs.of(report).names).entered(report, organs, kind, about) if report else ()
    if not found:
        raise UsageError(nothing)
    if others := sorted({event.who for event in found} - {work.who}):
        raise UsageError(f"该内容由{'、'.join(others)}录入，不能代为撤销。如不同意，请直接录入您的意见。")
    return work.enter([decisions.undo(one) for one in found])


VERBS: Mapping[str, WorkVerb] = {"undo": _undo}
