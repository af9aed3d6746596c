"""What holds at present, worked out from events alone: no clock, no order of files, nothing overwritten.

Events on one thing form a history in which each names those that it takes the place of. Those that nobody took the place
of hold. One person after another leaves one of them; two who decided without knowing of each other leave two, and where
these differ somebody has to settle it. A decision is on a cause with its evidence: one on other evidence takes its place
nowhere, since two reports of one organ and year may show one cause with evidence of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from audit.decisions.events import WORD_NAMES, DecisionEvent, EventKind, ReviewSteps, Ruling, in_order, is_sound
from audit.decisions.standing._said import last_said, overruled
from audit.decisions.standing._whose import kinship, organ

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
WHOLE: frozenset[EventKind] = frozenset(("assignment", "choice", "review"))
#: What events are on, see ``thing``; and whether an event is to count for whoever is asked for.
Thing = tuple[EventKind, str, str, int | None]
IsOurs = Callable[[DecisionEvent], bool]

#: The order of events, written without a function of ours since a record is many of them.
_place: Callable[[DecisionEvent], tuple[int, str]] = attrgetter("sequence", "uuid")
#: The order of those that hold beside each other, which is the same in every record.
_author: Callable[[DecisionEvent], tuple[str, str]] = attrgetter("who", "uuid")


def _anybody(_: DecisionEvent) -> bool:
    """Whosever it is."""
    return True


@dataclass(frozen=True, slots=True)
class Standing:
    """How a cause stands, and the decisions by which it does: one, those of several people, or those that differ; none while it is open.

    ``notes`` and ``proposals`` are the decisions whose note or proposal stands, see ``last_said``; ``overruled`` those of
    others that differ from what holds and in whose place it came.
    """

    state: State
    by: tuple[DecisionEvent, ...] = ()
    notes: tuple[DecisionEvent, ...] = ()
    proposals: tuple[DecisionEvent, ...] = ()
    overruled: tuple[DecisionEvent, ...] = ()

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
    """The present state of everything that ``events`` tell of.

    What holds depends on whom it is asked for: what was entered under the name of another organ that has the same key takes
    the place of nothing of this one.
    """

    def __init__(self, events: Iterable[DecisionEvent]) -> None:
        every = {event.uuid: event for event in events}
        self.events = sorted(every.values(), key=_place)
        #: Events that say what none can: they count as nothing.
        self.unsound = tuple(event for event in self.events if not is_sound(event))
        unsound = {event.uuid for event in self.unsound}
        undone = {one.data["undone"] for one in every.values() if one.kind == "undo" and one.uuid not in unsound}
        gone = undone | unsound
        #: All events but those that were taken back, in their order.
        self.kept = [event for event in self.events if event.kind != "undo" and event.uuid not in gone]
        self._every = every
        self._counting = {event.uuid for event in self.kept}
        #: Of which events the place was taken, whosever they are; None until somebody asks.
        self._replaced: set[str] | None = None
        self._things: dict[Thing, list[DecisionEvent]] = {}
        self._on_reports: dict[tuple[str, int | None], list[DecisionEvent]] = {}
        self._reviews: dict[int | None, list[DecisionEvent]] = {}
        for event in self.kept:
            self._put(event)
        for event in self.events:
            if event.kind == "review" and event.uuid not in unsound:
                self._reviews.setdefault(event.year, []).append(event)

    def take(self, event: DecisionEvent) -> None:
        """Go on with ``event``, which is later than all others, and takes nothing back."""
        self._every[event.uuid] = event
        self._counting.add(event.uuid)
        self._replaced = None
        self.events.append(event)
        self.kept.append(event)
        self._put(event)
        if event.kind == "review":
            self._reviews.setdefault(event.year, []).append(event)

    def holding(
        self,
        kind: EventKind,
        about: str,
        agency: str | None = None,
        year: int | None = None,
        former: Collection[str] = (),
        *,
        near: bool = False,
    ) -> tuple[DecisionEvent, ...]:
        """The events of a kind on one thing of whose place none was taken, as far as they are ``agency``'s by name.

        Causes and findings are known by their keys, ``former`` ones among them, and may be asked for whosever they are. With
        ``near``, those that may be another organ's of the same own name count too: whoever enters something in sight of them settles it.
        """
        things = [thing(kind, key, agency or "", year) for key in (about, *former)]
        wanted = ("same", "open") if near else ("same",)
        return self._holding(things, lambda one: agency is None or kinship(one.agency, agency) in wanted)

    def on_report(self, organs: Iterable[str], year: int | None, is_ours: IsOurs) -> list[DecisionEvent]:
        """What holds on the reports of ``year`` as a whole, their cells and points, of organs whose own names ``organs`` are.

        Only what ``is_ours`` says counts, here and below.
        """
        things: dict[tuple[EventKind, str], list[DecisionEvent]] = {}
        for name in dict.fromkeys(organs):
            for event in self._on_reports.get((name, year), ()):
                if is_ours(event):
                    things.setdefault((event.kind, event.about), []).append(event)
        return [one for events in things.values() for one in self._unreplaced(events)]

    def cause(
        self, keys: Sequence[str], evidence: str, elsewhere: Collection[str] = (), is_ours: IsOurs = _anybody
    ) -> Standing:
        """How a cause stands that goes by ``keys``, the present one first, and shows ``evidence``.

        What was decided on evidence that the same cause shows ``elsewhere``, on another report of the organ and year, is
        nothing to it.
        """
        decisions = self.decisions(keys, evidence, elsewhere, is_ours)
        current = [event for event in decisions if event.evidence == evidence]
        if not current:
            # Of several that lapsed one after the other the last tells how it stood.
            before = {uuid for event in decisions for uuid in event.after}
            last = tuple(e for e in decisions if e.uuid not in before)
            return Standing("lapsed", last, *self._words(last, keys, is_ours)) if decisions else OPEN
        rulings = {str(event.data["ruling"]) for event in current}
        state: State = "disputed" if len(rulings) > 1 else current[-1].data["ruling"]
        return Standing(state, tuple(current), *self._words(current, keys, is_ours))

    def notes(self, by: Sequence[DecisionEvent]) -> tuple[DecisionEvent, ...]:
        """The decisions whose notes stand where ``by`` hold on one cause, whosever they are."""
        return last_said("note", by, self._own_before)

    def overruled(self, by: Sequence[DecisionEvent]) -> tuple[DecisionEvent, ...]:
        """What others had entered otherwise in whose place ``by`` came, which hold on one thing."""
        return overruled(by, self._own_before)

    def decisions(
        self, keys: Sequence[str], evidence: str, elsewhere: Collection[str] = (), is_ours: IsOurs = _anybody
    ) -> tuple[DecisionEvent, ...]:
        """The decisions on such a cause of whose place none was taken, those on other evidence included."""
        found = self._holding([thing("decision", key, "", None) for key in keys], is_ours)
        return tuple(event for event in found if event.evidence == evidence or event.evidence not in elsewhere)

    def handling(
        self, keys: Sequence[str], evidence: str, elsewhere: Collection[str] = (), is_ours: IsOurs = _anybody
    ) -> tuple[DecisionEvent, ...]:
        """How such a cause is put right, which goes on when its evidence changes; what was entered on none is on any."""

        def is_on_it(event: DecisionEvent) -> bool:
            return (event.evidence == evidence or event.evidence not in elsewhere) and is_ours(event)

        return self._holding([thing("handling", key, "", None) for key in keys], is_on_it)

    def steps(self, organs: Iterable[str], year: int | None, is_ours: IsOurs = _anybody) -> ReviewSteps:
        """The steps of the review of such reports that were not taken back."""
        own = set(organs)
        every = [one for one in self._reviews.get(year, ()) if organ(one.agency) in own and is_ours(one)]
        taken = in_order([one for one in every if one.uuid in self._counting], every) if every else []
        return ReviewSteps(tuple(taken), tuple(self._unreplaced(taken)))

    def held(self) -> Iterator[DecisionEvent]:
        """All events of whose place none was taken, thing by thing."""
        if self._replaced is None:
            # What an undone event took the place of holds again, unless something else took its place as well.
            self._replaced = {one.uuid for event in self.kept for one in self._own_before(event)}
        replaced = self._replaced
        for events in self._things.values():
            yield from (event for event in events if event.uuid not in replaced)

    def _words(
        self, by: Sequence[DecisionEvent], keys: Iterable[str], is_ours: IsOurs
    ) -> tuple[tuple[DecisionEvent, ...], tuple[DecisionEvent, ...], tuple[DecisionEvent, ...]]:
        """The decisions whose note, and those whose proposal, stands on the cause that goes by ``keys`` where ``by`` hold; those overruled."""
        among: set[str] = set()
        if any(event.after for event in by):
            things = dict.fromkeys(thing("decision", key, "", None) for key in keys)
            among = {event.uuid for one in things for event in self._things.get(one, ()) if is_ours(event)}
        said = [last_said(words, by, lambda event: self._before(event, among)) for words in WORD_NAMES]
        return said[0], said[1], overruled(by, lambda event: self._before(event, among))

    def _before(self, event: DecisionEvent, among: Collection[str]) -> list[DecisionEvent]:
        """The events ``among`` those shown whose place ``event`` takes."""
        return [self._every[uuid] for uuid in self._reached(event, among)]

    def _own_before(self, event: DecisionEvent) -> list[DecisionEvent]:
        """The events of the same organ whose place ``event`` takes: what may be another one's stands where it was entered."""
        return [one for one in self._before(event, self._counting) if kinship(one.agency, event.agency) == "same"]

    def _put(self, event: DecisionEvent) -> None:
        self._things.setdefault(thing(event.kind, event.about, event.agency, event.year), []).append(event)
        if event.kind not in ("decision", "handling"):
            self._on_reports.setdefault((organ(event.agency), event.year), []).append(event)

    def _holding(self, things: Iterable[Thing], is_ours: IsOurs) -> tuple[DecisionEvent, ...]:
        found = (one for thing in dict.fromkeys(things) for one in self._things.get(thing, ()))
        return tuple(self._unreplaced([one for one in found if is_ours(one)]))

    def _unreplaced(self, events: Sequence[DecisionEvent]) -> list[DecisionEvent]:
        """Those of ``events`` of which none of the others took the place, in an order that does not depend on whose record was joined to whose."""
        if len(events) < 2:
            return list(events)
        shown = {event.uuid for event in events}
        replaced = {uuid for event in events for uuid in self._reached(event, shown)}
        return sorted((event for event in events if event.uuid not in replaced), key=_author)

    def _reached(self, event: DecisionEvent, among: Collection[str]) -> Iterator[str]:
        """The events ``among`` those shown that ``event`` takes the place of; behind others, what came before them."""
        seen, waiting = set[str](), list(event.after)
        while waiting:
            uuid = waiting.pop()
            if uuid in seen or uuid not in self._every:
                continue
            seen.add(uuid)
            before = self._every[uuid]
            if uuid in among and _is_on_the_same(before, event):
                yield uuid
            else:
                waiting += before.after


def thing(kind: EventKind, about: str, agency: str, year: int | None) -> Thing:
    """What events of a kind are on: what has a key of its own, or something of an agency's year, however that is called."""
    if kind in _BY_KEY:
        return kind, about, "", None
    return kind, "" if kind in WHOLE else about, organ(agency), year


def _is_on_the_same(one: DecisionEvent, other: DecisionEvent) -> bool:
    """Whether of two events on one thing either can take the place of the other: decisions and corrections only on the same evidence."""
    return (
        one.kind == other.kind
        and (one.about == other.about or one.about in other.former)
        and (one.kind not in ("decision", "correction") or one.evidence == other.evidence)
        and kinship(one.agency, other.agency) != "other"
    )
