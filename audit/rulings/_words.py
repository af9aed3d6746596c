"""What people wrote beside their decisions, in words: without numbers and names of private people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from audit.decisions import KIND_NAMES, RULING_NAMES, WORD_NAMES, DecisionEvent, Standing, Words, adopted_from
from audit.ledgerrows import CHINA
from audit.persons import masked_note
from audit.rulings._report import ReportRulings
from audit.text import clauses


def note_of(event: DecisionEvent) -> str:
    """Why somebody decided so (Chinese): the reason, then the note."""
    return masked_note("：".join(filter(None, (str(event.data.get("reason") or ""), event.note))))


def why_of(standing: Standing) -> str:
    """Why a cause stands so (Chinese): the reason of the decision, then the notes that stand."""
    reason = str(standing.by[-1].data.get("reason") or "") if standing.by else ""
    return "：".join(filter(None, (masked_note(reason), clauses(*noted(standing.notes, standing.by)))))


def noted(notes: Sequence[DecisionEvent], by: Sequence[DecisionEvent]) -> list[str]:
    """The ``notes`` that stand where ``by`` hold, each once; with its author where it is not by whoever decided alone (Chinese)."""
    who = {event.who for event in by}
    told = (f"{event.note}{'' if {event.who} == who else f'（{event.who}）'}" for event in notes)
    return list(dict.fromkeys(map(masked_note, told)))


def carried(standing: Standing) -> list[str]:
    """The note and the proposal that stand on a cause and were entered with an earlier decision, with author and day (Chinese)."""
    said: Mapping[Words, Sequence[DecisionEvent]] = {"note": standing.notes, "proposal": standing.proposals}
    return [
        f"{WORD_NAMES[words]}（{by_whom(event)}）：{masked_note(event.said(words) or '')}"
        for words, events in said.items()
        for event in events
        if event not in standing.by
    ]


def replaced(overruled: Sequence[DecisionEvent]) -> str:
    """In whose place something came (Chinese): “代替张三的“不属实””, “代替张三评定的8分”; "" where it came in nobody's."""
    told = [
        f"{event.who}评定的{event.data.get('points', '')}分"
        if event.kind == "points"
        else f"{event.who}的“{RULING_NAMES[event.data['ruling']]}”"
        for event in overruled
    ]
    return masked_note(f"代替{'、'.join(told)}") if told else ""


def by_whom(event: DecisionEvent) -> str:
    """Who entered something, on which day, and what it was taken over from (Chinese): “张三，2025-02-03”."""
    return "，".join(filter(None, (masked_note(event.who), day(event), adoption(event))))


def adoption(event: DecisionEvent) -> str:
    """What it was taken over from (Chinese): “沿用张三2025-02-03对“鼓楼区民政局”的认定”; "" where it was taken over from nothing."""
    origin = adopted_from(event)
    if origin is None:
        return ""
    on = f"对“{origin.agency}”的" if origin.agency else "未写明机关的"
    return masked_note(f"沿用{origin.who}{_day(origin.at)}{on}{KIND_NAMES[event.kind]}")


def day(event: DecisionEvent) -> str:
    """The day on which it was entered, by the clock of Beijing; as it was recorded where that is no time."""
    return _day(event.at)


def _day(recorded: str) -> str:
    try:
        at = dt.datetime.fromisoformat(recorded)
    except ValueError:
        return recorded[:10]
    return at.astimezone(CHINA).date().isoformat() if at.tzinfo else at.date().isoformat()


def points_kept(rulings: ReportRulings) -> str:
    """That the points given on an organ and year go on when another report of it is chosen (Chinese); "" where there are none."""
    number = len(rulings.points)
    return f"此前人工评定的{number}项分值属于该机关本年度，沿用于本份，请对照本份重新核对。" if number else ""
