"""What the record says of the rows of a ledger: what was known when it was written, what holds now, what is newer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from audit.decisions import DecisionEvent, EventKind, Standings, kinship
from audit.ledgerrows import RowMark


class RecordView:
    """A record as seen by ``who``, who imports a ledger."""

    def __init__(self, standings: Standings, who: str) -> None:
        self.standings, self.who = standings, who
        self.events: Mapping[str, DecisionEvent] = {event.uuid: event for event in standings.events}
        self._holding = {event.uuid for event in standings.held()}
        self._about: dict[str, list[DecisionEvent]] = {}
        for event in standings.events:
            self._about.setdefault(event.about, []).append(event)

    def of(self, uuids: Iterable[str]) -> list[DecisionEvent]:
        """These events, in their order."""
        return _ordered(self.events[one] for one in uuids)

    def noted(self, mark: RowMark) -> list[DecisionEvent]:
        """The decisions whose note stood in the row when the ledger was written."""
        if mark.noted is not None:
            return self.of(one for one in mark.noted if one in self.events)
        return [event for event in self.of(mark.known) if event.evidence == mark.evidence and event.note][-1:]

    def now(self, holding: Sequence[DecisionEvent], known: Iterable[str], seen: str) -> list[DecisionEvent]:
        """What holds at present: ``holding``, and those ``known`` then, perhaps under a former key, that still do.

        Not what did not count when the ledger was written in sight of the event ``seen``, and is none of it still.
        """
        still = {one: self.events[one] for one in known if one in self._holding}
        aside = self._aside(known, seen)
        return _ordered({**still, **{event.uuid: event for event in holding if not aside(event)}}.values())

    def handling(self, mark: RowMark, elsewhere: Collection[str]) -> list[DecisionEvent]:
        """How what ``mark`` is about is put right at present, under the keys that it has had; not what was entered on evidence ``elsewhere``."""
        keys = dict.fromkeys((mark.key, *(self.events[one].about for one in mark.handling)))
        found = self.standings.handling(
            tuple(keys), mark.evidence, elsewhere, lambda one: kinship(one.agency, mark.agency) == "same"
        )
        aside = self._aside(mark.handling, mark.seen)
        return _ordered(event for event in found if not aside(event))

    def newer(self, now: Sequence[DecisionEvent], known: Iterable[str], seen: str) -> list[DecisionEvent]:
        """What was entered since ``known``: what holds ``now``, and all that it took the place of in the meantime."""
        met, found, aside = set(known), [], self._aside(known, seen)
        waiting = [event.uuid for event in now]
        while waiting:
            one = waiting.pop()
            if one in met or one not in self.events or aside(self.events[one]):
                continue
            met.add(one)
            found.append(self.events[one])
            waiting += self.events[one].after
        return _ordered(found)

    def is_own(self, newer: Sequence[DecisionEvent], ledger: str) -> bool:
        """Whether all that is newer came from an earlier import of the same ledger by the same person."""
        return all(event.data.get("ledger") == ledger and event.who == self.who for event in newer)

    def imported(self, mark: RowMark, kind: EventKind) -> Iterator[DecisionEvent]:
        """The events of ``kind`` that were entered from this row of this ledger before."""
        for event in self._about.get(mark.key, ()):
            is_on_it = kind != "points" or (event.agency, event.year) == (mark.agency, mark.year)
            is_on_it &= kind == "points" or (
                event.evidence == mark.evidence and kinship(event.agency, mark.agency) == "same"
            )
            if event.kind == kind and is_on_it and event.data.get("ledger") == mark.ledger:
                yield event

    def _aside(self, known: Iterable[str], seen: str) -> Callable[[DecisionEvent], bool]:
        """Whether an event stood in the record when a ledger was written in sight of ``seen``, and was not on what its row is on.

        What ``known`` events took the place of was; a record that does not hold ``seen`` cannot tell.
        """
        last = self.events[seen].sequence if seen in self.events else 0
        own, waiting = set[str](), list(known) if last else []
        while waiting:
            one = waiting.pop()
            if one not in own and one in self.events:
                own.add(one)
                waiting += self.events[one].after
        return lambda event: event.sequence <= last and event.uuid not in own


def _ordered(events: Iterable[DecisionEvent]) -> list[DecisionEvent]:
    return sorted(events, key=lambda event: (event.sequence, event.uuid))
