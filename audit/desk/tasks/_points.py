"""The score of a report item by item, and the points that a person gives where no result bears them out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from audit import decisions
from audit import score as scoring
from audit.decisions import EventKind
from audit.desk._asked import Answered, Asked
from audit.desk._entering import after
from audit.desk.opened import Work, WorkVerb
from audit.desk.rows import DeskRow
from audit.desk.showing import at
from audit.desk.tasks._undoing import take_back
from audit.errors import UsageError
from audit.persons import masked_note
from audit.rules import catalogue
from audit.rulings import adoption, by_whom, replaced
from audit.score import ItemScore, Score
from audit.text import clauses

_POINTS: EventKind = "points"


def score_of(work: Work, row: DeskRow) -> dict[str, Any]:
    """The part that shows the score of the report of ``row``; a word where there is none."""
    found = row.score
    part: dict[str, Any] = {"agency": row.id, "state": work.state(row.id, work.beside)}
    if found is None or found.total is None:
        return {**part, "total": "", "words": _none(work, row), "items": []}
    rubric = work.review.terms.rubric
    about = {item.name: item.about for item in rubric.items} if rubric else {}
    return {
        **part,
        "total": f"{scoring.figure(found)}分　{scoring.grade(found)}",
        "words": "；".join(
            filter(None, (_given(found), *scoring.remarks(found, titles=_titles()), scoring.NO_VERDICT))
        ),
        "items": [_item(row, one, about.get(one.item, ""), work.who) for one in found.items],
    }


def _given(found: Score) -> str:
    """How many of the items that a person may give points have been given some (Chinese); "" where there are none."""
    items = [one for one in found.items if one.is_given]
    due = scoring.ungiven(found).number
    words = f"，{due}项待给分，框内所示为暂计的分值" if due else ""
    return f"人工评定{len(items)}项，已给分{len(items) - due}项{words}" if items else ""


def _titles() -> dict[str, str]:
    """What rules are called, by id."""
    return {rule.id: rule.title for rule in catalogue()}


def _none(work: Work, row: DeskRow) -> str:
    if row.score:
        return f"未评分：{row.score.reason}"
    if work.review.terms.rubric is None:
        return "没有选定评分办法，不评分。请在打开时选定评分办法，或在gkaudit.toml中写明rubric。"
    told = row.versions.words(row.source) if row.versions else ""
    return told or "本报告不是所查年度据以评分的一份，不评分。"


def _item(row: DeskRow, one: ItemScore, about: str, who: str) -> dict[str, Any]:
    """An item; the notes of others stand beside it, with their author and day, and what ``others`` gave that other points replace."""
    events, notes = row.rulings.points.get(one.item, ()), row.rulings.point_notes.get(one.item, ())
    is_own = {event.who for event in notes} <= {who}
    beside = [] if is_own else [f"评分说明（{by_whom(event)}）：{masked_note(event.note)}" for event in notes]
    told = (*map(adoption, events), replaced(row.rulings.point_overruled.get(one.item, ())))
    return {
        "item": one.item,
        "name": one.item,
        "max": scoring.full(one.points),
        # What counts until somebody gives points is not shown as given.
        "points": "" if one.is_due else scoring.amount(one.earned),
        "counted": scoring.item_figure(one) if one.is_due else "",
        "is_manual": one.is_given,
        "who": "、".join(dict.fromkeys(event.who for event in events)),
        "note": own_note(row, one.item, who),
        "words": clauses(about, "" if one.state == "assessed" else scoring.item_state(one, _titles()), *told, *beside),
        "others": [
            {"who": event.who, "points": event.data["points"], "at": at(event), "note": masked_note(event.note)}
            for event in events
            if event.who != who
        ],
    }


def own_note(row: DeskRow, item: str, who: str) -> str:
    """The note on the points of an item, as ``who`` wrote it, where it stands and is his alone; what others wrote is theirs."""
    notes = row.rulings.point_notes.get(item, ())
    return "；".join(event.note for event in notes) if {event.who for event in notes} == {who} else ""


def _score(work: Work, asked: Asked) -> Answered:
    """The score of a report."""
    fault = work.missed()
    return Answered({"score": score_of(work, work.row(asked.text("agency")))}, fault=fault)


def _award(work: Work, asked: Asked) -> Answered:
    """Give an item points; without points, take back those that were given."""
    row, name, points = work.row(asked.text("agency")), asked.text("item"), asked.text("points").strip()
    item = next((one for one in row.score.items if one.item == name), None) if row.score else None
    if row.report is None or item is None:
        raise UsageError("这份报告没有该评分项，没有写入。请刷新页面后重试。")
    if not item.is_given:
        raise UsageError(f"“{name}”按核查结果评分，不能另行给分。对扣分有不同意见的，请认定有关问题是否属实。")
    if points:
        note = asked.text("note", "").strip()
        emptied = not note and bool(own_note(row, name, work.who))
        entry = decisions.award(work.subject(row, name), points, note, emptied=emptied)
        # It is told as it is read, whatever width it was written in.
        points = entry.data["points"]
        least, most = item.limits
        if not least <= Decimal(points) <= most:
            raise UsageError(
                f"“{name}”满分{scoring.full(item.points)}分，给出的分值应在{scoring.full(least)}至{scoring.full(most)}之间，不能是“{points}”。"
            )
        names = work.enter([entry])
    else:
        names = take_back(work, row, _POINTS, name, f"“{name}”还没有人工评分。请填写分值。")
    row = work.row(row.id)  # what others corrected meanwhile was checked again
    answered = after(work, names, row, work.looked[1])
    total = f"总分{scoring.figure(row.score)}分。" if row.score and row.score.total is not None else ""
    said = f"“{name}”评为{points}分，{total}" if points else f"“{name}”的人工评分已撤销，{total}"
    return Answered({**answered.parts, "score": score_of(work, row)}, said)


VERBS: Mapping[str, WorkVerb] = {"score": _score, "award": _award}
