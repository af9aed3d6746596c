"""Whether an event says what its kind has to say: one that does not counts as nothing, and is taken over from nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from audit.decisions.events._adopting import ORIGIN
from audit.decisions.events._events import (
    HANDLING_NAMES,
    KIND_NAMES,
    MAX_NOTE,
    RULING_NAMES,
    STAGE_NAMES,
    DecisionEvent,
    DecisionSubject,
    Entry,
    award,
    choose,
    handle,
    move,
    person,
)
from audit.decisions.events._review import ReviewSteps, refuse
from audit.errors import UsageError

#: The longest that the fields of an event may be, as the record's table has them.
_MOST: Mapping[str, int] = {
    "uuid": 36,
    "kind": 20,
    "at": 32,
    "agency": MAX_NOTE,
    "about": MAX_NOTE,
    "evidence": 64,
    "group": 36,
    "note": MAX_NOTE,
    "version": 40,
}
_BOUNDED = attrgetter(*_MOST)
_TOO_LONG, _CYCLE, _OTHER_THING = "内容过长或不是文字", "前后相互取代", "所取代的不是同一事项"
_NO_CONTENT, _NOT_DUE = "内容不合规定", "审核步骤次序不符或不应由该人办理"


def is_sound(event: DecisionEvent) -> bool:
    """Whether an event can count at all."""
    said = _SAID.get(event.kind)
    if said is None or not said(event.data):
        return False
    return ORIGIN[0] not in event.data or _texts(event.data, *ORIGIN)


def _texts(data: Mapping[str, Any], *names: str) -> bool:
    return all(isinstance(data.get(name), str) for name in names)


def _among(data: Mapping[str, Any], name: str, known: Iterable[str]) -> bool:
    return isinstance(data.get(name), str) and data[name] in known


_SAID: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "decision": lambda data: (
        _among(data, "ruling", RULING_NAMES)
        and isinstance(data.get("reason", ""), str)
        and isinstance(data.get("proposal", ""), str)
        and isinstance(data.get("emptied", ""), str)
    ),
    "points": lambda data: _texts(data, "points") and isinstance(data.get("emptied", ""), str),
    "correction": lambda data: (
        _texts(data, "raw", "corrected") and "read" in data and isinstance(data["read"], str | None)
    ),
    "finding": lambda data: _texts(data, "title", "severity") and bool(data["title"].strip()),
    "assignment": lambda data: _texts(data, "to"),
    "choice": lambda data: _texts(data, "file", "title"),
    "review": lambda data: _among(data, "stage", STAGE_NAMES) and isinstance(data.get("passed"), bool),
    "handling": lambda data: _texts(data, *data),
    "undo": lambda data: _texts(data, "undone"),
}


def refused(new: Sequence[DecisionEvent], known: Mapping[str, DecisionEvent]) -> dict[str, str]:
    """Why (Chinese) those of ``new`` events, by UUID, may not be kept beside those ``known``, which may be taken over otherwise."""
    every = {**{event.uuid: event for event in new}, **known}
    cyclic = _in_cycles(every)
    found = {}
    for event in new:
        why = _fault(event) or (_CYCLE if event.uuid in cyclic else "") or _misplaced(event, every)
        if why:
            found[event.uuid] = why
    for event in new:
        if event.kind == "review" and event.uuid not in found and not _is_due(event, every):
            found[event.uuid] = _NOT_DUE
    return found


def _fault(event: DecisionEvent) -> str:
    """What is wrong with an event by itself (Chinese)."""
    if not isinstance(event.kind, str) or event.kind not in KIND_NAMES:
        return "类别不明"
    for value, most in zip(_BOUNDED(event), _MOST.values(), strict=True):
        if not isinstance(value, str) or len(value) > most:
            return _TOO_LONG
    if not (event.year is None or type(event.year) is int) or not isinstance(event.who, str):
        return _NO_CONTENT
    if not is_sound(event):
        return "没有认定结果或结果不明" if event.kind == "decision" else f"{KIND_NAMES[event.kind]}{_NO_CONTENT}"
    if any(isinstance(value, str) and len(value) > MAX_NOTE for value in event.data.values()):
        return _TOO_LONG
    try:
        _named(event.who)
        _made_again(event)
    except UsageError:
        return f"{KIND_NAMES[event.kind]}{_NO_CONTENT}"
    return ""


@cache
def _named(who: str) -> None:
    """UsageError where nobody is called so; a record is many events of a few people."""
    person(who)


def _made_again(event: DecisionEvent) -> None:
    """UsageError where nobody could have entered the event."""
    subject, data = DecisionSubject(event.agency, event.year, event.about, event.evidence), event.data
    if event.kind == "points":
        # Earlier versions kept “5.” as it was written.
        award(subject, data["points"].rstrip("."))
    elif event.kind == "correction":
        from audit.decisions.events._by_hand import correct  # noqa: PLC0415 – the forms are read where a cell was corrected

        correct(subject, data["raw"], data["read"], data["corrected"], event.note)
    elif event.kind == "finding":
        from audit.decisions.events._by_hand import add_finding  # noqa: PLC0415

        add_finding(subject, data["title"], event.note, data["severity"])
    elif event.kind == "choice":
        choose(subject, data["file"], data["title"])
    elif event.kind == "review":
        move(subject, data["stage"], passed=data["passed"], note=event.note)
    elif event.kind == "handling":
        handle(subject, {name: data[name] for name in HANDLING_NAMES if name in data})


def _in_cycles(every: Mapping[str, DecisionEvent]) -> set[str]:
    """The events that take the place of themselves in the end, or of such ones."""
    waits: dict[str, int] = {}
    behind: dict[str, list[str]] = {}
    for uuid, event in every.items():
        for before in event.after:
            if before in every:
                waits[uuid] = waits.get(uuid, 0) + 1
                behind.setdefault(before, []).append(uuid)
    ready = [uuid for uuid in behind if uuid not in waits]
    while ready:
        for later in behind.get(ready.pop(), ()):
            waits[later] -= 1
            if not waits[later]:
                del waits[later]
                ready.append(later)
    return set(waits)


def _misplaced(event: DecisionEvent, every: Mapping[str, DecisionEvent]) -> str:
    """What is wrong with what an event takes the place of, or takes back (Chinese)."""
    before = [every[uuid] for uuid in event.after if uuid in every]
    if any(one.kind != event.kind or (one.about != event.about and one.about not in event.former) for one in before):
        return _OTHER_THING
    undone = every.get(event.data["undone"]) if event.kind == "undo" else None
    return "撤销的是另一次撤销" if undone and undone.kind == "undo" else ""


def _is_due(event: DecisionEvent, every: Mapping[str, DecisionEvent]) -> bool:
    """Whether a step of the review was due to whoever took it, by the steps that it follows.

    Steps that two people took without knowing of each other have no order: what follows them is taken as it is. So is what
    was due either before something was taken back that it follows, or after.
    """
    moves, last = [], event
    while last.after:
        if len(last.after) > 1:
            return True
        if last.after[0] not in every:
            return False
        last = every[last.after[0]]
        moves.append(last)
    if not all(map(is_sound, moves)):
        return False
    undone = {one.data["undone"] for one in every.values() if one.kind == "undo" and is_sound(one)}
    return _was_due(event, moves) or _was_due(event, [one for one in moves if one.uuid not in undone])


def _was_due(event: DecisionEvent, moves: Sequence[DecisionEvent]) -> bool:
    """Whether a step of the review was due behind ``moves``, the latest first."""
    entry = Entry("review", DecisionSubject(event.agency, event.year), event.note, event.data)
    try:
        refuse(entry, event.who, ReviewSteps(tuple(moves[::-1]), tuple(moves[:1])))
    except UsageError:
        return False
    return True


def counted(found: Mapping[str, str]) -> str:
    """How many events were refused for each reason (Chinese), the most frequent first."""
    return "、".join(f"{why}的{count}条" for why, count in Counter(found.values()).most_common())
