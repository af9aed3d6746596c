"""What was overruled on something, and whose note and proposal stand on it: those entered last, as far as nobody else overruled what they were entered with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation

from audit.decisions.events import DecisionEvent, Words

#: Rulings that say the contrary of each other; what is only to be looked into contradicts none of them.
_CONTRARY = frozenset(("confirmed", "dismissed"))
#: The events whose place one takes.
Before = Callable[[DecisionEvent], Iterable[DecisionEvent]]


def last_said(words: Words, by: Iterable[DecisionEvent], before: Before) -> tuple[DecisionEvent, ...]:
    """The events whose note or proposal stands where ``by`` hold; ``before`` gives those whose place one takes.

    What somebody said goes on with what is entered after it without any, and with what its author enters instead. Once somebody
    else enters the contrary it stands no more, whoever agrees with it later. Several stand where people wrote without
    knowing of each other, in an order that does not depend on whose record was joined to whose; none where whoever spoke
    last emptied it.
    """
    last = sorted(by, key=lambda event: event.uuid)
    history = _history(last, before)
    spoken = {event.uuid: event for event, _ in history if event.said(words) is not None}
    going_on: dict[str, dict[str, DecisionEvent]] = {}
    for event, earlier in history:
        every = (pair for one in earlier for pair in going_on.get(one.uuid, {}).items())
        going_on[event.uuid] = {event.uuid: event} if event.uuid in spoken else _kept(event, every, spoken)
    replaced = _behind(history, spoken)
    found = {uuid for event in last for uuid in going_on[event.uuid]} - replaced
    standing = (spoken[uuid] for uuid in found if spoken[uuid].said(words))
    return tuple(sorted(standing, key=lambda event: (event.who, event.uuid)))


def overruled(by: Iterable[DecisionEvent], before: Before) -> tuple[DecisionEvent, ...]:
    """What others had entered last that differs from what holds ``by`` these events, in whose place it came.

    ``before`` gives those whose place one takes. What whoever decided entered in between, or somebody else entered alike, hides nothing of it.
    """
    found: dict[str, DecisionEvent] = {}
    for last in by:
        met, waiting = set[str](), list(before(last))
        while waiting:
            event = waiting.pop()
            if event.uuid in met:
                continue
            met.add(event.uuid)
            if event.who != last.who and _entered(event) != _entered(last):
                found[event.uuid] = event
            else:
                waiting += before(event)
    return tuple(sorted(found.values(), key=lambda event: (event.who, event.uuid)))


def _history(last: Iterable[DecisionEvent], before: Before) -> list[tuple[DecisionEvent, list[DecisionEvent]]]:
    """All events up to ``last``, each behind those whose place it takes, and with these."""
    found: list[tuple[DecisionEvent, list[DecisionEvent]]] = []
    met = set[str]()
    waiting: list[tuple[DecisionEvent, list[DecisionEvent] | None]] = [(event, None) for event in last]
    while waiting:
        event, earlier = waiting.pop()
        if earlier is not None:
            found.append((event, earlier))
        elif event.uuid not in met:
            met.add(event.uuid)
            earlier = list(before(event))
            waiting += [(event, earlier), *((one, None) for one in earlier)]
    return found


def _kept(
    event: DecisionEvent, every: Iterable[tuple[str, DecisionEvent]], spoken: dict[str, DecisionEvent]
) -> dict[str, DecisionEvent]:
    """What of ``every`` thing said goes on with ``event``: by the UUID of who said it, the event that it was last entered with."""
    found: dict[str, DecisionEvent] = {}
    for uuid, with_it in every:
        if spoken[uuid].who == event.who:
            found[uuid] = event
        elif not _is_contrary(with_it, event):
            found.setdefault(uuid, with_it)
    return found


def _behind(history: list[tuple[DecisionEvent, list[DecisionEvent]]], spoken: Iterable[str]) -> set[str]:
    """The events before those that were ``spoken``: whoever said something took the place of what had been said."""
    found = set[str]()
    for event, earlier in reversed(history):
        if event.uuid in found or event.uuid in spoken:
            found.update(one.uuid for one in earlier)
    return found


def _is_contrary(one: DecisionEvent, other: DecisionEvent) -> bool:
    """Whether two events on one thing cannot both hold."""
    said = _says(one), _says(other)
    return None not in said and said[0] != said[1]


def _entered(event: DecisionEvent) -> object:
    """What an event is for, of two of one kind on one thing: points are alike however they are written."""
    said = _says(event)
    return event.data.get("ruling", event.data.get("points")) if said is None else said


def _says(event: DecisionEvent) -> str | Decimal | None:
    """The ruling, or the points, that an event is for; None where that contradicts nothing."""
    if event.kind == "points":
        try:
            return Decimal(str(event.data.get("points")))
        except InvalidOperation:
            return None
    ruling = event.data.get("ruling")
    return ruling if ruling in _CONTRARY else None
