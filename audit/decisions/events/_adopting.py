"""What was entered under the name of another organ, entered once more for a report by a person who knows that it is its own."""

from __future__ import annotations

from typing import NamedTuple

from audit.decisions.events._events import FORMER, DecisionEvent, DecisionSubject, Entry

#: Where an event keeps what it was taken over from: its UUID, who entered that, at which time, under which agency's name.
ORIGIN = ("adopted", "adopted_who", "adopted_at", "adopted_agency")
#: What an event says of itself alone: which keys its thing had before, from which ledger it came, and from which event.
_NOT_PASSED_ON = frozenset((FORMER, "ledger", *ORIGIN))


class AdoptedFrom(NamedTuple):
    """The event that another one was taken over from: its UUID, who entered it, at which time (ISO 8601, UTC), under which agency's name."""

    uuid: str
    who: str
    at: str
    agency: str


def adopt(event: DecisionEvent, subject: DecisionSubject) -> Entry:
    """The same as ``event`` on ``subject``, with what it is taken over from."""
    said = {name: value for name, value in event.data.items() if name not in _NOT_PASSED_ON}
    origin = zip(ORIGIN, AdoptedFrom(event.uuid, event.who, event.at, event.agency), strict=True)
    return Entry(event.kind, subject, event.note, {**said, **dict(origin)})


def adopted_from(event: DecisionEvent) -> AdoptedFrom | None:
    """What an event was taken over from; None where whoever entered it found so by himself."""
    if ORIGIN[0] not in event.data:
        return None
    return AdoptedFrom(*(str(event.data.get(name) or "") for name in ORIGIN))
