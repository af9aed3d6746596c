"""What each of several entries takes the place of, those before it among them included."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from audit.decisions.events import DecisionEvent, DecisionSubject, Entry, refuse
from audit.decisions.standing._standing import Standings
from audit.decisions.standing._whose import kinship, organ


class Succession:
    """What holds while entries are made into events, one after the other."""

    def __init__(self, events: Sequence[DecisionEvent]) -> None:
        self._standings = Standings(events)
        self._next = max((event.sequence for event in events), default=0) + 1
        #: Events taken back that ``_standings`` does not know of yet.
        self._undone: list[DecisionEvent] = []

    def before(self, entry: Entry, who: str) -> tuple[DecisionEvent, ...]:
        """The events on the same that ``entry`` takes the place of; UsageError for one that ``who`` may not make."""
        if entry.kind == "undo":
            return ()
        if self._undone:
            self._standings, self._undone = Standings([*self._standings.events, *self._undone]), []
        subject = entry.subject
        if entry.kind == "review":
            own = map(organ, (subject.agency, *subject.names))
            steps = self._standings.steps(own, subject.year, partial(_is_of, subject))
            refuse(entry, who, steps)
            return steps.latest
        on = (entry.kind, subject.about, subject.agency, subject.year, subject.former)
        return self._standings.holding(*on, near=True)

    def go_on(self, event: DecisionEvent) -> None:
        """Count with ``event`` from now on."""
        event = event.numbered(self._next)
        self._next += 1
        if event.kind == "undo":
            self._undone.append(event)
        else:
            self._standings.take(event)


def _is_of(subject: DecisionSubject, event: DecisionEvent) -> bool:
    """Whether an event on a report as a whole is on that of ``subject``."""
    return event.agency in subject.names or kinship(event.agency, subject.agency) == "same"
