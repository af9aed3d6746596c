"""What shows one problem: its card, what to tell the organ, last year's and the peers' figures, and who decided what on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from audit.assessment import Examined
from audit.causes import Problem
from audit.decisions import KIND_NAMES, RULING_NAMES, STATE_NAMES, WORD_NAMES, DecisionEvent, Standing, Words
from audit.desk.opened import Work
from audit.desk.rows import DeskRow, key_of
from audit.document import Crop
from audit.findings import Side, within
from audit.ledgerrows import CHINA
from audit.persons import masked_note
from audit.present import agency, beside, html
from audit.present.problems import headlines, proposals
from audit.rules import catalogue
from audit.rulings import adoption, by_whom
from audit.text import clauses

#: What is said where a place of the original is not shown.
_NOT_PICTURED = "原件此处的图像未能显示，请打开原件核对。"
_NOTHING_FOUND = "未发现须更正或须人工核对的事项。"


def evidence(work: Work, row: DeskRow, problem: Problem | None) -> dict[str, Any]:
    """What shows ``problem`` of ``row``; that there is none where it is None."""
    if problem is None:
        unread = row.report is not None and row.report.status == "unreadable"
        text = (row.report.error if row.report and unread else "") or _NOTHING_FOUND
        return _part(row, "", str(html.page("notice.html.j2", text=text).text))
    standing = row.standing(problem)
    proposed = standing_words(standing, "proposal", work.who)
    if not proposed and standing.ruling != "dismissed":  # what is no fault calls for nothing
        proposed = proposals.own(problem, row.problems, row.report)
    own: dict[str, Any] = {
        "rests_on": problem.cause.evidence if problem.cause else "",
        "beside": _named_beside(work, row, problem),
        "others": _others(work, standing),
        "history": _history(work, row, problem),
        "note": standing_words(standing, "note", work.who),
        "note_by": _by(standing.notes, work.who),
        "proposal": proposed,
        "proposal_by": _by(standing.proposals, work.who),
        "reason": str(standing.by[-1].data.get("reason") or "") if standing.by else "",
        "state": standing.state,
        "state_name": STATE_NAMES[standing.state],
    }
    if row.report is None or row.report.status == "unreadable":
        told = f"{headlines.headline(problem, None)}。依据：{problem.root.basis}"
        card = str(html.page("notice.html.j2", text=told).text)
        return _part(row, key_of(problem), card, **own)
    found = work.examined(row)
    crops = work.pictures.of(row, problem, found) if work.pictures else {}
    return _part(
        row,
        key_of(problem),
        str(agency.one_problem(found, problem, catalogue(), crops or {}).text),
        **own,
        is_awaited=crops is None,
        not_pictured=_not_pictured(found, problem, crops),
        before=beside.last_year(found, problem),
        peers=beside.among_peers(found, problem, work.review.corpus),
    )


def _not_pictured(found: Examined, problem: Problem, crops: Mapping[agency.PicturedPlace, Crop] | None) -> str:
    """That the original is not shown (Chinese) where not all of its places could be drawn; "" where they are, or will be."""
    if crops is None:
        return ""
    places = agency.pictured(found, (problem,)).get(problem.number, ())
    return _NOT_PICTURED if any(one not in crops for one in places) else ""


def _named_beside(work: Work, row: DeskRow, problem: Problem) -> str:
    """The id of the row with the report that ``problem`` sets beside that of ``row``; "" where it names none that is listed."""
    sources = {side.source for one in problem.outcomes for side in within(one.facts, Side) if side.source}
    named = (one.id for one in work.rows.values() if one.report and one.report.source in sources)
    return next((name for name in named if name != row.id), "")


def _part(row: DeskRow, key: str, card: str, **more: Any) -> dict[str, Any]:
    names = (
        "not_pictured",
        "rests_on",
        "beside",
        "proposal",
        "proposal_by",
        "before",
        "peers",
        "note",
        "note_by",
        "reason",
    )
    words = dict.fromkeys(names, "")
    nothing = {
        **words,
        "is_awaited": False,
        "others": [],
        "history": [],
        "state": "open",
        "state_name": STATE_NAMES["open"],
    }
    return {"agency": row.id, "key": key, "html": card, **nothing, **more}


def standing_words(standing: Standing, words: Words, who: str) -> str:
    """The note or the proposal that stands; ``who`` reads it as it was written where he alone wrote it, else it is masked."""
    events = standing.notes if words == "note" else standing.proposals
    text = "／".join(dict.fromkeys(event.said(words) or "" for event in events))
    return text if {event.who for event in events} == {who} else masked_note(text)


def _by(events: Sequence[DecisionEvent], who: str) -> str:
    """Who wrote what stands, and on which day (Chinese), where that was not ``who`` alone; else ""."""
    return "" if {event.who for event in events} <= {who} else "；".join(map(by_whom, events))


def _others(work: Work, standing: Standing) -> list[dict[str, str]]:
    """What others than whoever works here decided, and holds on what is seen: a contrary decision overrules it."""
    return [
        {
            "who": event.who,
            "ruling": event.data["ruling"],
            "state_name": RULING_NAMES[event.data["ruling"]],
            "at": at(event),
            "reason": masked_note(str(event.data.get("reason") or "")),
            "note": masked_note(event.note),
        }
        for event in standing.by
        if standing.state != "lapsed" and event.who != work.who
    ]


def _history(work: Work, row: DeskRow, problem: Problem) -> list[dict[str, str]]:
    """What was decided on a problem, the earliest first, what was taken back or rests on other evidence too."""
    if problem.cause is None:
        return []
    undone = work.kept.undone
    events = [
        event
        for event in work.kept.of((problem.cause.key, *problem.cause.former))
        if event.kind == "decision" and work.is_own(row, event) and not _is_on_another(work, row, event)
    ]
    known = {event.uuid: event for event in events}
    return [
        _told(
            event,
            [known[uuid] for uuid in event.after if uuid in known],
            is_undone=event.uuid in undone,
            is_other=event.evidence != problem.cause.evidence,
        )
        for event in events
    ]


def _is_on_another(work: Work, row: DeskRow, event: DecisionEvent) -> bool:
    """Whether a decision is on what another file of the same organ and year holds, and this one does not."""
    files = [
        other.id
        for other in work.rows_of(event)
        if any(one.evidence == event.evidence for one in other.causes if event.about in (one.key, *one.former))
    ]
    return bool(files) and row.id not in files


def _told(event: DecisionEvent, before: Sequence[DecisionEvent], *, is_undone: bool, is_other: bool) -> dict[str, str]:
    """A line of the history: ``event``, which took the place of those ``before``."""
    words = _ruled(event)
    overruled = [
        f"{one.who}的“{_ruled(one)}”"
        for one in before
        if one.who != event.who and one.evidence == event.evidence and _ruled(one) != words
    ]
    words += f"（仲裁，代替{'、'.join(overruled)}）" if overruled else ""
    adopted = adoption(event)
    words += f"（{adopted}）" if adopted else ""
    proposal = f"改正意见：{event.data['proposal']}" if event.data.get("proposal") else ""
    emptied = "、".join(name for one, name in WORD_NAMES.items() if event.said(one) == "")
    said = (str(event.data.get("reason") or ""), event.note, proposal, f"清空{emptied}" if emptied else "")
    why = clauses(*said)
    more = "（已撤销）" if is_undone else "（所据内容与现在的不同）" if is_other else ""
    return {"who": event.who, "at": at(event), "words": masked_note(f"{words}{more}{f'：{why}' if why else ''}")}


def _ruled(event: DecisionEvent) -> str:
    return RULING_NAMES.get(event.data.get("ruling", ""), KIND_NAMES[event.kind])


def at(event: DecisionEvent) -> str:
    """When it was entered, by the clock of Beijing, to the minute."""
    try:
        entered = dt.datetime.fromisoformat(event.at)
    except ValueError:
        return event.at[:16]
    return f"{(entered.astimezone(CHINA) if entered.tzinfo else entered):%Y-%m-%d %H:%M}"
