"""The record of decisions as the desk sees it: what others enter is noticed, and what is on one report is found at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from audit import decisions
from audit.decisions import DecisionEvent, Entry, OvertakenError, Record, Standings, TakenOver
from audit.errors import UsageError
from audit.rulings import Decided
from audit.words import own_name

#: How often an entry is made anew since others wrote meanwhile, on other things.
_MOST_TRIALS = 20


class KeptEvents:
    """All events of the record at ``place``; a file is made when something is first entered.

    Without ``review``, as the work settings may have it, no step of a review is entered.
    """

    def __init__(self, place: str, *, review: bool = True) -> None:
        self.place = place
        self._review = review
        self._held = ExitStack()
        self._record: Record | None = None
        self._events: list[DecisionEvent] = []
        self._by_about: dict[str, list[DecisionEvent]] = defaultdict(list)
        self._by_organ: dict[str, list[DecisionEvent]] = defaultdict(list)
        #: The events that were taken back, by UUID.
        self.undone: frozenset[str] = frozenset()
        #: The years in which reports are passed on from one step of the review to the next.
        self.reviewing: frozenset[int | None] = frozenset()
        self.newer()

    def __bool__(self) -> bool:
        return bool(self._events)

    def close(self) -> None:
        """Let go of the record."""
        self._held.close()
        self._record = None

    @property
    def last(self) -> int:
        """The sequence of the last event that is known here."""
        return self._events[-1].sequence if self._events else 0

    @property
    def events(self) -> Sequence[DecisionEvent]:
        """All events, in their order."""
        return self._events

    def of(self, keys: Iterable[str]) -> list[DecisionEvent]:
        """All events on the things with ``keys``, in their order."""
        found = {event.uuid: event for key in keys for event in self._by_about.get(key, ())}
        return sorted(found.values(), key=lambda event: event.sequence)

    def whole(self) -> Decided:
        """What holds of everything."""
        return Decided(Standings(self._events), in_steps=self._review)

    def on(self, keys: Iterable[str], names: Iterable[str]) -> Decided:
        """What holds of the things with ``keys`` and of the organs with ``names``."""
        found = [event for key in keys for event in self._by_about.get(key, ())]
        found += [event for name in names for event in self._by_organ.get(_organ(name), ())]
        return Decided(Standings(found), in_steps=self._review)

    def newer(self) -> list[DecisionEvent]:
        """What was entered since the record was looked at last, by whomever; DecisionsError where it cannot be read."""
        if self._record is None:
            if not decisions.is_address(self.place) and not Path(self.place).is_file():
                return []
            self._open()
        assert self._record is not None  # noqa: S101 – just opened
        found = self._record.events(self.last)
        for event in found:
            self._by_about[event.about].append(event)
            self._by_organ[_organ(event.agency)].append(event)
        self._events += found
        if self._review and any(event.kind in ("review", "undo") for event in found):
            undone = (event.data.get("undone") for event in self._events if event.kind == "undo")
            self.undone = frozenset(uuid for uuid in undone if isinstance(uuid, str))
            moved = [event for event in self._events if event.kind in ("review", "undo")]
            self.reviewing = frozenset(event.year for event in Standings(moved).kept if event.kind == "review")
        return found

    def add(self, entries: Sequence[Entry], who: str) -> list[DecisionEvent]:
        """Keep ``entries`` by ``who``, all or none; everything that is new in the record, these included.

        UsageError where somebody else entered something on the same that was not in sight, or where an entry may not be made;
        DecisionsError where they cannot be kept.
        """
        if self._record is None:
            self._open()
        assert self._record is not None  # noqa: S101 – just opened
        found = self.newer()
        _refuse_unseen(found, entries)
        for _ in range(_MOST_TRIALS):
            try:
                self._record.add(entries, who, seen=self.last)
            except OvertakenError:
                theirs = self.newer()
                found += theirs
                _refuse_unseen(theirs, entries)
            else:
                return found + self.newer()
        raise UsageError("多人同时录入，本次没有写入。请再试一次。")

    def take_over(self, events: Sequence[DecisionEvent]) -> tuple[TakenOver, list[DecisionEvent]]:
        """Take over those of ``events``, which another record has, that are not here yet; what became of them, and everything that is new here."""
        if self._record is None:
            self._open()
        assert self._record is not None  # noqa: S101 – just opened
        taken = self._record.take_over(events)
        return taken, self.newer()

    def _open(self) -> None:
        self._record = self._held.enter_context(decisions.open_record(self.place, review=self._review))


class UnseenError(UsageError):
    """Somebody else entered something on the same thing that had not been in sight; ``events`` are what is new."""

    def __init__(self, message: str, events: Sequence[DecisionEvent]) -> None:
        super().__init__(message)
        self.events = events


def _refuse_unseen(new: Sequence[DecisionEvent], entries: Sequence[Entry]) -> None:
    """UnseenError where one of ``new`` is on the same as one of ``entries``."""
    own = {_thing(entry.kind, entry.subject.about, entry.subject.agency, entry.subject.year) for entry in entries}
    for event in new:
        if _thing(event.kind, event.about, event.agency, event.year) in own or (
            event.kind == "undo" and event.about in {e.subject.about for e in entries if e.subject.about}
        ):
            raise UnseenError(f"{event.who}刚刚对同一事项作了录入，现已显示，您的没有写入。请核对后再办理。", new)


def _thing(kind: str, about: str, agency: str, year: int | None) -> tuple[str, str, str, int | None]:
    return (kind, about, "", None) if kind in ("decision", "finding") else (kind, about, _organ(agency), year)


def _organ(name: str) -> str:
    """By what events on one organ are gathered: organs that only share it are told apart by what decides what counts."""
    return own_name(name) if name else ""
