"""What holds at present, worked out from events alone: no clock, no order of files, nothing overwritten.

Events on one thing form a history in which each names those that it takes the place of. Those that nobody took the place
of hold. One person after another leaves one of them; two who decided without knowing of each other leave two, and where
these differ somebody has to settle it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from audit.decisions._events import STAGE_NAMES, DecisionEvent, EventKind, Ruling, Stage

#: How a cause stands: nobody has decided; decided; two have decided differently (待仲裁); decided on evidence that has
#: changed since (已失效).
State = Literal["open", "confirmed", "dismissed", "pending", "disputed", "lapsed"]
STATE_NAMES: Mapping[State, str] = {
    "open": "未认定",
    "confirmed": "属实",
    "dismissed": "不属实",
    "pending": "待查",
    "disputed": "待仲裁",
    "lapsed": "已失效",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a cause stands, and the decisions by which it does: one, or those that differ; none while it is open."""

    state: State
    by: tuple[DecisionEvent, ...] = ()

    @property
    def ruling(self) -> Ruling | None:
        """What counts; None while nothing does."""
        return self.state if self.state in ("confirmed", "dismissed", "pending") else None


OPEN = Standing("open")


class Standings:
    """The present state of everything that ``events`` tell of."""

    def __init__(self, events: Iterable[DecisionEvent]) -> None:
        every = {event.uuid: event for event in events}
        self.events: Sequence[DecisionEvent] = sorted(every.values(), key=lambda event: (event.sequence, event.uuid))
        undone = {str(one.data.get("undone")) for one in every.values() if one.kind == "undo"}
        kept = [event for event in self.events if event.kind != "undo" and event.uuid not in undone]
        #: All events but those that were taken back, in their order.
        self.kept: Sequence[DecisionEvent] = kept
        # What an undone event took the place of holds again, unless something else took its place as well.
        replaced = {before for event in kept for before in _reached(event, every, undone)}
        self._holding: dict[tuple[EventKind, str, str, int | None], list[DecisionEvent]] = {}
        for event in kept:
            if event.uuid not in replaced:
                about = "" if event.kind == "review" else event.about
                self._holding.setdefault((event.kind, about, *_whose(event)), []).append(event)

    def holding(
        self, kind: EventKind, about: str, agency: str = "", year: int | None = None
    ) -> tuple[DecisionEvent, ...]:
        """The events of a kind on one thing of whose place none was taken; causes and items are known by their key alone."""
        whose = ("", None) if kind in ("decision", "finding") else (agency, year)
        return tuple(self._holding.get((kind, about, *whose), ()))

    def cause(self, keys: Sequence[str], evidence: str) -> Standing:
        """How a cause stands that goes by ``keys``, the present one first, and shows ``evidence``."""
        decisions = [event for key in keys for event in self.holding("decision", key)]
        current = [event for event in decisions if event.evidence == evidence]
        if not current:
            return Standing("lapsed", tuple(decisions)) if decisions else OPEN
        rulings = {str(event.data["ruling"]) for event in current}
        if len(rulings) > 1:
            return Standing("disputed", tuple(current))
        return Standing(current[-1].data["ruling"], (current[-1],))

    def held(self) -> Iterator[DecisionEvent]:
        """All events of whose place none was taken, thing by thing."""
        for events in self._holding.values():
            yield from events

    @staticmethod
    def stage(moves: Sequence[DecisionEvent]) -> Stage | None:
        """The last stage that a review has passed and not been sent back from, by the events of it that hold."""
        if not moves:
            return None
        last = moves[-1]
        order = list(STAGE_NAMES)
        place = order.index(last.data["stage"])
        if last.data["passed"]:
            return order[place]
        return order[place - 2] if place >= 2 else None


def _whose(event: DecisionEvent) -> tuple[str, int | None]:
    return ("", None) if event.kind in ("decision", "finding") else (event.agency, event.year)


def _reached(event: DecisionEvent, every: Mapping[str, DecisionEvent], undone: Iterable[str]) -> list[str]:
    """The events that ``event`` takes the place of; of those that were undone, also what these took the place of."""
    found, waiting, gone = [], list(event.after), set(undone)
    while waiting:
        before = waiting.pop()
        if before in found:
            continue
        found.append(before)
        if before in gone and before in every:
            waiting += every[before].after
    return found
