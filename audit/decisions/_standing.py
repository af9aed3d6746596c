"""What holds at present, worked out from events alone: no clock, no order of files, nothing overwritten.

Events on one thing form a history in which each names those that it takes the place of. Those that nobody took the place
of hold. One person after another leaves one of them; two who decided without knowing of each other leave two, and where
these differ somebody has to settle it. A decision is on a cause with its evidence: one on other evidence takes its place
nowhere, since two reports of one organ and year may show one cause with evidence of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from audit.decisions._events import STAGE_NAMES, DecisionEvent, EventKind, Ruling, Stage
from audit.decisions._soundness import is_sound

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


#: Kinds of events on things whose key says whose they are.
_BY_KEY: frozenset[EventKind] = frozenset(("decision", "finding", "handling"))
#: Kinds of events on an agency's report as a whole.
WHOLE: frozenset[EventKind] = frozenset(("assignment", "review"))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a cause stands, and the decisions by which it does: one, those of several people, or those that differ; none while it is open."""

    state: State
    by: tuple[DecisionEvent, ...] = ()

    @property
    def ruling(self) -> Ruling | None:
        """What counts; None while nothing does."""
        return self.state if self.state in ("confirmed", "dismissed", "pending") else None

    @property
    def who(self) -> str:
        """Who decided so, several people with 、 between them."""
        return "、".join(dict.fromkeys(event.who for event in self.by))


OPEN = Standing("open")


class Standings:
    """The present state of everything that ``events`` tell of."""

    def __init__(self, events: Iterable[DecisionEvent]) -> None:
        every = {event.uuid: event for event in events}
        self.events = sorted(every.values(), key=lambda event: (event.sequence, event.uuid))
        #: Events that say what none can: they count as nothing.
        self.unsound = tuple(event for event in self.events if not is_sound(event))
        unsound = {event.uuid for event in self.unsound}
        undone = {one.data["undone"] for one in every.values() if one.kind == "undo" and one.uuid not in unsound}
        gone = undone | unsound
        kept = [event for event in self.events if event.kind != "undo" and event.uuid not in gone]
        #: All events but those that were taken back, in their order.
        self.kept = kept
        # What an undone event took the place of holds again, unless something else took its place as well.
        replaced = {before for event in kept for before in _reached(event, every, undone)}
        self._holding: dict[tuple[EventKind, str, str, int | None], list[DecisionEvent]] = {}
        for event in kept:
            if event.uuid not in replaced:
                self._holding.setdefault(_thing(event.kind, event.about, event.agency, event.year), []).append(event)

    def take(self, event: DecisionEvent) -> None:
        """Go on with ``event``, which is later than all others, and takes nothing back."""
        thing = _thing(event.kind, event.about, event.agency, event.year)
        held = self._holding.setdefault(thing, [])
        held[:] = [*(one for one in held if one.uuid not in event.after or not _is_on_the_same(one, event)), event]
        self.events.append(event)
        self.kept.append(event)

    def holding(
        self, kind: EventKind, about: str, agency: str = "", year: int | None = None
    ) -> tuple[DecisionEvent, ...]:
        """The events of a kind on one thing of whose place none was taken; causes and items are known by their key alone."""
        return tuple(self._holding.get(_thing(kind, about, agency, year), ()))

    def cause(self, keys: Sequence[str], evidence: str, elsewhere: Collection[str] = ()) -> Standing:
        """How a cause stands that goes by ``keys``, the present one first, and shows ``evidence``.

        Whoever decided under the present key had in sight what had been decided under another one before. What was decided
        on evidence that the same cause shows ``elsewhere``, on another report of the organ and year, is nothing to it.
        """
        present = self.holding("decision", keys[0])
        last = max((event.sequence for event in present), default=-1)
        others = (event for key in keys[1:] for event in self.holding("decision", key))
        found = [*present, *(event for event in others if event.sequence > last)]
        decisions = [event for event in found if event.evidence == evidence or event.evidence not in elsewhere]
        current = [event for event in decisions if event.evidence == evidence]
        if not current:
            # Of several that lapsed one after the other the last tells how it stood.
            before = {uuid for event in decisions for uuid in event.after}
            return Standing("lapsed", tuple(e for e in decisions if e.uuid not in before)) if decisions else OPEN
        rulings = {str(event.data["ruling"]) for event in current}
        if len(rulings) > 1:
            return Standing("disputed", tuple(current))
        return Standing(current[-1].data["ruling"], tuple(current))

    def held(self) -> Iterator[DecisionEvent]:
        """All events of whose place none was taken, thing by thing."""
        for events in self._holding.values():
            yield from events

    @staticmethod
    def stage(moves: Sequence[DecisionEvent]) -> Stage | None:
        """The last stage that a review has passed and not been sent back from, by the events of it that hold.

        Where two people moved it without knowing of each other, the one that is less far counts, whoever stands first.
        """
        order = list(STAGE_NAMES)
        places = [order.index(move.data["stage"]) - (0 if move.data["passed"] else 2) for move in moves]
        least = min(places, default=-1)
        return order[least] if least >= 0 else None


def _thing(kind: EventKind, about: str, agency: str, year: int | None) -> tuple[EventKind, str, str, int | None]:
    """What events of a kind are on: what has a key of its own, or something of an agency's year, however that is called."""
    if kind in _BY_KEY:
        return kind, about, "", None
    return kind, "" if kind in WHOLE else about, organ(agency), year


@cache
def organ(name: str) -> str:
    """How an agency is known among events: by its own name, whatever stands in front of it."""
    # Most calls of the toolkit keep nothing, and do without the lexicon.
    from audit.words import own_name  # noqa: PLC0415

    return own_name(name) if name else ""


def _reached(event: DecisionEvent, every: Mapping[str, DecisionEvent], undone: Collection[str]) -> Iterator[str]:
    """The events that ``event`` takes the place of; behind those that were undone or show other evidence, what came before."""
    seen, waiting = set[str](), list(event.after)
    while waiting:
        uuid = waiting.pop()
        if uuid in seen or uuid not in every:
            continue
        seen.add(uuid)
        before = every[uuid]
        is_on_the_same = _is_on_the_same(before, event)
        if is_on_the_same:
            yield uuid
        if uuid in undone or not is_on_the_same:
            waiting += before.after


def _is_on_the_same(one: DecisionEvent, other: DecisionEvent) -> bool:
    """Whether of two events on one thing either can take the place of the other: decisions only on the same evidence."""
    return one.kind != "decision" or one.evidence == other.evidence
