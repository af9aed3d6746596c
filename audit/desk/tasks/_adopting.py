"""What was entered under a name that may be another organ's, taken over for a report by a person who knows that it is its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from audit import decisions
from audit.decisions import HANDLING_NAMES, KIND_NAMES, RULING_NAMES, DecisionEvent, Entry, adopted_from
from audit.desk._asked import Answered, Asked
from audit.desk._entering import after
from audit.desk.opened import Work, WorkVerb
from audit.desk.rows import DeskRow, headline_of
from audit.desk.showing import at
from audit.errors import UsageError
from audit.persons import masked_note
from audit.present import facts
from audit.present.decided import ADOPTED
from audit.text import clauses


def _adoptable(work: Work, asked: Asked) -> Answered:
    """List what of others' may be the report's own and counts nowhere: what was entered, by whom, when, and which organ took it already."""
    row, events = _offered(work, asked)
    elsewhere = _taken_elsewhere(work, row, events)
    listed = [_listed(row, event, elsewhere.get(event.uuid, ())) for event in events]
    left = sum(one.kind not in ADOPTED for one in row.unsure)
    part = {
        "agency": row.id,
        "rows": listed,
        "words": f"以上{len(events)}条将以{work.who or '本人'}的名义录入本机关，并注明沿用自何人；可一次撤销。"
        + (f"另有审核流转{left}条不能沿用，须由各审核人重新办理。" if left else ""),
        "elsewhere": _warning(events, elsewhere),
    }
    return Answered({"adoptable": part})


def _adopt(work: Work, asked: Asked) -> Answered:
    """Enter for a report what was listed and may be its own, in the name of whoever sits here; it is taken back at once."""
    row, events = _offered(work, asked)
    if {event.uuid for event in events} != set(asked.texts("records")):
        raise UsageError("可以沿用的人工记录与所列的已不相同，没有沿用。请重新查看所列各条后再办理。")
    warning = _warning(events, _taken_elsewhere(work, row, events))
    if warning and not asked.flag("again"):
        raise UsageError(f"{warning}没有沿用。")
    names = work.enter([_again(work, row, event) for event in events])
    return after(work, names, row, work.looked[1], f"已沿用{len(events)}条人工记录，记在{work.who}名下，可一次撤销。")


def _offered(work: Work, asked: Asked) -> tuple[DeskRow, list[DecisionEvent]]:
    """The row that is meant, and the events that may be taken over for it; UsageError, in Chinese, where there are none."""
    work.catch_up()
    row = work.row(asked.text("agency"))
    events = [event for event in row.unsure if event.kind in ADOPTED]
    if not events:
        raise UsageError("没有可以沿用的人工记录。")
    return row, events


def _again(work: Work, row: DeskRow, event: DecisionEvent) -> Entry:
    """The same as ``event`` for the organ of ``row``, on the evidence, or in the file, on which it was entered."""
    return decisions.adopt(event, work.subject(row, event.about, event.evidence))


def _taken_elsewhere(
    work: Work, row: DeskRow, events: Sequence[DecisionEvent]
) -> Mapping[str, Sequence[DecisionEvent]]:
    """By the UUID of those of ``events`` that were taken over for other organs, what was entered there and not taken back."""
    found: dict[str, list[DecisionEvent]] = {event.uuid: [] for event in events}
    for one in work.kept.events:
        origin = adopted_from(one)
        if origin and origin.uuid in found and one.uuid not in work.kept.undone and not work.is_own(row, one):
            found[origin.uuid].append(one)
    return {uuid: taken for uuid, taken in found.items() if taken}


def _warning(events: Sequence[DecisionEvent], elsewhere: Mapping[str, Sequence[DecisionEvent]]) -> str:
    """That other organs took the same over (Chinese): which, by whom, when; "" where none did."""
    if not elsewhere:
        return ""
    told = dict.fromkeys(map(_taken, (one for taken in elsewhere.values() for one in taken)))
    return f"所列{len(events)}条中有{len(elsewhere)}条已为其他机关沿用：{'；'.join(told)}。同一条人工记录只能属于一家机关，请先核实。"


def _taken(event: DecisionEvent) -> str:
    return f"“{event.agency}”（{masked_note(event.who)}，{at(event)}）"


def _listed(row: DeskRow, event: DecisionEvent, elsewhere: Sequence[DecisionEvent]) -> dict[str, Any]:
    """A record as the dialog lists it."""
    return {
        "uuid": event.uuid,
        "kind": KIND_NAMES[event.kind],
        "on": masked_note(_thing(row, event)),
        "words": masked_note(_said(event)),
        "who": masked_note(event.who),
        "at": at(event),
        "agency": event.agency,
        "elsewhere": list(dict.fromkeys(map(_taken, elsewhere))),
    }


def _thing(row: DeskRow, event: DecisionEvent) -> str:
    """What was entered on (Chinese): the problem, the item, the cell; "" for the report as a whole."""
    if event.kind == "points":
        return event.about
    if event.kind == "correction":
        form = facts.form_of(row.report) if row.report else None
        return form.cells[event.about].label if form and event.about in form.cells else event.about
    of_cause = (one for one in row.problems.all if one.cause and event.about in (one.cause.key, *one.cause.former))
    problem = next(of_cause, None)
    return headline_of(row, problem) if problem else str(event.data.get("title") or "")


def _said(event: DecisionEvent) -> str:
    """What was entered (Chinese), with its reason and note."""
    data = event.data
    heads = {
        "decision": lambda: RULING_NAMES[data["ruling"]],
        "points": lambda: f"{data['points']}分",
        "correction": lambda: f"更正为“{data['corrected'] or '空白'}”",
        "assignment": lambda: f"分给{data['to']}" if data["to"] else "不再分配",
        "handling": lambda: "；".join(
            f"{name}：{data[field]}" for field, name in HANDLING_NAMES.items() if data.get(field)
        ),
    }
    head = heads[event.kind]() if event.kind in heads else ""
    proposal = f"改正意见：{data['proposal']}" if data.get("proposal") else ""
    return "：".join(filter(None, (head, clauses(str(data.get("reason") or ""), event.note, proposal))))


VERBS: Mapping[str, WorkVerb] = {"adoptable": _adoptable, "adopt": _adopt}
