"""What is shown of an opened review: the lists, and the evidence of one problem."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from audit.causes import Problem
from audit.decisions import KIND_NAMES, RULING_NAMES, STATE_NAMES, DecisionEvent
from audit.desk._asked import Answered, Asked, WorkVerb
from audit.desk._rows import DeskRow, headline_of, named, shown_added, shown_causes, shown_row
from audit.desk._work import Work
from audit.findings import SEVERITY_NAMES
from audit.ledgerrows import REASONS
from audit.present import agency, decided
from audit.present.html import page, stylesheet
from audit.rules import catalogue
from audit.rulings import note_of

_TITLE = "核查台"


def everything(work: Work) -> dict[str, Any]:
    """Every part that a browser needs that shows an opened review for the first time."""
    first, key = work.looked
    if first not in work.rows:
        first, key = next(iter(work.order), ""), ""
    parts = {"whole": _whole(work), "agencies": {"rows": [shown_row(work.rows[name]) for name in work.order]}}
    return {**parts, **(looked_at(work, first, key) if first else {})}


def looked_at(work: Work, name: str, key: str) -> dict[str, Any]:
    """The causes of the row ``name``, and the evidence of its problem ``key``, of the first one where there is none of that key."""
    row = work.row(name)
    problem = row.problem(key) or next(iter(row.problems.all), None)
    work.looked = (name, key)
    return {"causes": _causes(work, row), "evidence": evidence(work, row, problem)}


def changed(work: Work, names: Collection[str], row: DeskRow | None = None, key: str = "") -> dict[str, Any]:
    """What to show anew where the rows with the ids ``names`` have changed; the lists of ``row`` in any case."""
    rows = [shown_row(work.rows[name]) for name in work.order if name in names]
    parts: dict[str, Any] = {"agencies_changed": {"rows": rows}} if rows else {}
    return {**parts, **(looked_at(work, row.id, key) if row else {})}


def evidence(work: Work, row: DeskRow, problem: Problem | None) -> dict[str, Any]:
    """What shows ``problem`` of ``row``; None of it where there is no problem."""
    if problem is None:
        text = "未发现须更正或须人工核对的事项。"
        if row.report is not None and row.report.status == "unreadable":
            text = row.report.error or "本报告未能读取，没有核查。"
        return {"agency": row.id, "key": "", "html": str(page("notice.html.j2", text=text).text)}
    standing = row.standing(problem)
    return {
        "agency": row.id,
        "key": problem.cause.key if problem.cause else f"-{problem.number}",
        "html": _card(work, row, problem),
        "proposal": "",
        "before": "",
        "peers": "",
        "history": [_told(event) for event in standing.by],
        "note": standing.by[-1].note if standing.by else "",
        "state": standing.state,
        "state_name": STATE_NAMES[standing.state],
    }


def _card(work: Work, row: DeskRow, problem: Problem) -> str:
    if row.report is None or row.report.status == "unreadable":
        return str(page("notice.html.j2", text=headline_of(row, problem)).text)
    shown = agency.problems(work.examined(row), catalogue(), keep=lambda one: one.number == problem.number)
    return str(shown.text)


def _told(event: DecisionEvent) -> dict[str, str]:
    words = RULING_NAMES.get(event.data.get("ruling", ""), KIND_NAMES[event.kind])
    why = note_of(event)
    return {"who": event.who, "at": decided.day(event), "words": f"{words}{f'：{why}' if why else ''}"}


def _whole(work: Work) -> dict[str, Any]:
    review, rows = work.review, [work.rows[name] for name in work.order]
    notes = [*review.terms.roster.notes] if review.terms.roster else []
    return {
        "title": _TITLE,
        "who": work.who,
        "record": work.kept.place,
        "year": review.year,
        "has_rubric": review.terms.rubric is not None,
        "has_stages": work.given.is_reviewed,
        "filters": named(rows),
        "reasons": list(REASONS),
        "levels": list(SEVERITY_NAMES.items()),
        "notes": notes,
        "style": stylesheet("agency"),
    }


def _causes(work: Work, row: DeskRow) -> dict[str, Any]:
    report = row.report
    remarks = (
        [] if report is None or report.status == "unreadable" else list(agency.verdict(work.examined(row)).remarks)
    )
    shown = shown_row(row)
    words = f"{shown['score']}分　{shown['grade']}" if shown["score"] else (row.score.reason if row.score else "")
    head = {"name": row.name, "source": shown["title"], "words": shown["status_words"], "score_words": words}
    return {
        "agency": row.id,
        "head": {**head, "stage": shown["stage"], "remarks": remarks},
        "rows": shown_causes(row, work.alike),
        "added": shown_added(row),
    }


def _look(work: Work, asked: Asked) -> Answered:
    """Show a row, and one of its problems."""
    before, _ = work.looked
    found = work.caught_up()
    name, key = asked.text("agency"), asked.text("key", "")
    parts = looked_at(work, name, key)
    if before == name and name not in found:
        del parts["causes"]
    return Answered({**changed(work, found), **parts})


VERBS: Mapping[str, WorkVerb] = {"look": _look}
