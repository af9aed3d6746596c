"""The record of decisions as the desk sees it: what others enter is noticed, and what is on one report is found at once."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from audit import decisions
from audit.decisions import DecisionEvent, Entry, EventKind, Record, Standings, TakenOver, organ
from audit.errors import DecisionsError
from audit.rulings import Decided

#: Seconds that others who have the record are waited for: somebody sits at the desk.
_PATIENCE = 1.5
#: Seconds after which whoever looks has waited for long.
_LONG = 1.0


class KeptEvents:
    """All events of the record at ``place``; a file is made when something is first entered.

    Without ``review``, as the work settings may have it, no step of a review is entered.
    """

    def __init__(self, place: str, *, review: bool = True) -> None:
        self.place = place
        self._review = review
        self._held = ExitStack()
        self._record: Record | None = None
        #: Which file it is; None for a database, and while there is none.
        self._file: tuple[int, int] | None = None
        self._events: list[DecisionEvent] = []
        self._untold: list[DecisionEvent] = []
        self._by_about: dict[str, list[DecisionEvent]] = defaultdict(list)
        self._by_organ: dict[str, list[DecisionEvent]] = defaultdict(list)
        self._kinds: dict[str, EventKind] = {}
        #: The events that were entered here, by UUID.
        self._own: set[str] = set()
        #: Why the record could not be read, where it was waited for long and has not been read since.
        self.in_vain: DecisionsError | None = None
        #: The events that were taken back, by UUID.
        self.undone: frozenset[str] = frozenset()
        #: The years in which reports are passed on from one step of the review to the next.
        self.reviewing: frozenset[int | None] = frozenset()
        self.look()
        self.told()

    def __bool__(self) -> bool:
        return bool(self._events)

    @property
    def unwritable(self) -> str:
        """Why nothing can be entered in the record (Chinese); "" where it can."""
        return self._record.unwritable if self._record else ""

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

    def foreseen(self, entry: Entry, who: str) -> Decided:
        """What would hold of everything if ``entry`` by ``who`` were kept, in the place of all of its kind on the same."""
        subject, at = entry.subject, dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        whose = (entry.kind, organ(subject.agency), subject.year)
        same = (one for one in self.of([subject.about]) if (one.kind, organ(one.agency), one.year) == whose)
        before = tuple(one.uuid for one in same)
        event = DecisionEvent(
            str(uuid.uuid4()), entry.kind, who, at, subject.agency, subject.year, subject.about, subject.evidence,
            before, "", entry.note, entry.data, "", self.last + 1,
        )  # fmt: skip
        return Decided(Standings([*self._events, event]), in_steps=self._review)

    def on(self, keys: Iterable[str], names: Iterable[str]) -> Decided:
        """What holds of the things with ``keys`` and of the organs with ``names``."""
        found = [event for key in keys for event in self._by_about.get(key, ())]
        found += [event for name in set(map(organ, names)) for event in self._by_organ.get(name, ())]
        return Decided(Standings(found), in_steps=self._review)

    def kind_of(self, one: DecisionEvent | Entry) -> EventKind:
        """The kind of what ``one`` is on: where it takes another event back that is known here, the kind of that one."""
        return self._kinds.get(str(one.data.get("undone")), one.kind) if one.kind == "undo" else one.kind

    def told(self) -> list[DecisionEvent]:
        """What is new since this was asked last, by whomever it was entered."""
        found, self._untold = self._untold, []
        return found

    def unseen(self, seen: int) -> list[DecisionEvent]:
        """What was entered elsewhere after the event with the sequence ``seen``, as far as it is known here."""
        found = []
        for event in reversed(self._events):
            if event.sequence <= seen:
                break
            if event.uuid not in self._own:
                found.append(event)
        return found[::-1]

    def glance(self) -> bool:
        """Whether there may be something to look for, or it cannot be told any more; costs nearly nothing, and changes nothing that is known here.

        DecisionsError where the record cannot be read.
        """
        record, known = self._record, self.last
        if record is None:
            return not decisions.is_address(self.place) and Path(self.place).is_file()
        with self._reading():
            self._demand_the_same()
            return record.last() != known

    def look(self) -> None:
        """Look for what was entered meanwhile, by whomever; DecisionsError where the record cannot be read."""
        with self._reading():
            if self._record is None:
                if not decisions.is_address(self.place) and not Path(self.place).is_file():
                    return
                self._record = self._opened()
            self._demand_the_same()
            found = self._new(self._record)
        self._take(found)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Know whether the record was waited for in vain while the block read it."""
        begun = time.monotonic()
        try:
            yield
        except DecisionsError as error:
            self.in_vain = error if time.monotonic() - begun > _LONG else None
            raise
        self.in_vain = None

    def _take(self, found: Sequence[DecisionEvent]) -> None:
        """Know ``found``, which stand behind what is known here."""
        for event in found:
            self._by_about[event.about].append(event)
            self._by_organ[organ(event.agency)].append(event)
            self._kinds[event.uuid] = event.kind
        self._events += found
        self._untold += found
        if any(event.kind in ("review", "undo") for event in found):
            undone = (event.data.get("undone") for event in self._events if event.kind == "undo")
            self.undone = frozenset(uuid for uuid in undone if isinstance(uuid, str))
            moved = [event for event in self._events if event.kind in ("review", "undo")] if self._review else []
            self.reviewing = frozenset(event.year for event in Standings(moved).kept if event.kind == "review")

    def _new(self, record: Record) -> list[DecisionEvent]:
        """The events behind those that are known here; DecisionsError where these are not what the record holds any more.

        An older copy may have been put back into the very file: what is shown would stand nowhere.
        """
        if not self._events:
            return record.events()
        found = record.events(self.last - 1)
        if not found or found[0].uuid != self._events[-1].uuid:
            raise DecisionsError(
                f"人工记录“{self.place}”已被换成另一份内容，没有写入，所显示的认定可能与其不同。请恢复原来的文件，或重新打开核查内容。"
            )
        return found[1:]

    def add(self, entries: Sequence[Entry], who: str) -> None:
        """Keep ``entries`` by ``who``, all or none, in sight of what is known here.

        OvertakenError where there is more by now; UsageError where an entry may not be made, DecisionsError where they
        cannot be kept.
        """
        self._record = record = self._record or self._opened()
        self._demand_the_same()
        # What is kept is not read once more: nobody was in between, and an entry that is kept is never told as refused.
        made = record.add(entries, who, seen=self.last)
        self._own.update(event.uuid for event in made)
        self._take(made)

    def take_over(self, events: Sequence[DecisionEvent]) -> TakenOver:
        """Take over those of ``events``, which another record has, that are not here yet; what became of them."""
        self._record = record = self._record or self._opened()
        self._demand_the_same()
        taken = record.take_over(events)
        self.look()
        return taken

    def _opened(self) -> Record:
        opened = decisions.open_record(self.place, patience=_PATIENCE, review=self._review)
        record = self._held.enter_context(opened)
        self._file = self._identity()
        return record

    def _demand_the_same(self) -> None:
        """DecisionsError where another file stands at the place since, or none: what was written now would be lost."""
        if self._file != self._identity():
            raise DecisionsError(
                f"人工记录“{self.place}”已被移走、改名或替换，没有写入。请恢复原来的文件，或重新打开核查内容。"
            )

    def _identity(self) -> tuple[int, int] | None:
        """Which file stands at the place; None for a database, and where none stands there."""
        if decisions.is_address(self.place):
            return None
        try:
            found = Path(self.place).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
