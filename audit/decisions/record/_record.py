"""The record itself: an SQLite file for one work folder, or a PostgreSQL database for a team; events are added, never changed."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import ColumnElement, Connection, Engine, create_engine, event, func, insert, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from audit.decisions.events import FORMER, DecisionEvent, Entry, note, person, refused
from audit.decisions.record import _tables
from audit.decisions.record._file import prepared
from audit.decisions.record._onlyread import query, unwritable
from audit.decisions.record._schema import bring_up_to_date
from audit.decisions.record._team import parsed, server, shown
from audit.decisions.record._transactions import TURN, begin
from audit.decisions.record._troubles import failed
from audit.decisions.standing import WHOLE, Standings, Succession, organ
from audit.errors import DecisionsError, UsageError
from audit.machine.installed import code

#: Entries whose history is asked for thing by thing; for more all events are read.
_FEW = 100
#: Seconds that others who have the record are waited for.
_WAIT = 30
#: What keeps us from a record; the driver says as the system does that a server is silent.
_ERRORS = (SQLAlchemyError, OSError)


class OvertakenError(DecisionsError):
    """Others wrote while an entry was made, which may not be in sight of what they decided."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was taken over from another record: the events as they are kept, those refused by UUID with the reason (Chinese).

    ``differing`` are those that stand here under their UUID already with another content, which stays.
    """

    new: list[DecisionEvent]
    refused: Mapping[str, str]
    differing: tuple[DecisionEvent, ...]


class Record:
    """Events that are kept; a context that lets go of them. Made by ``open_record``."""

    def __init__(
        self, engine: Engine, place: str, held: ExitStack, patience: float, *, review: bool, unwritable: str = ""
    ) -> None:
        self._engine, self._held, self._patience, self._review = engine, held, patience, review
        self._written = 0.0
        #: Where it is, as people are told it: without any password.
        self.place = place
        #: Why nothing can be entered (Chinese); "" where it can.
        self.unwritable = unwritable

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()
        self._held.close()

    def last(self) -> int:
        """The sequence of the last event, 0 where there is none: a look that costs nearly nothing."""
        with self._telling("读取"), self._connected() as connection:
            return _last(connection)

    def events(self, after: int = 0) -> list[DecisionEvent]:
        """All events with a higher sequence than ``after``, in their order."""
        with self._telling("读取"), self._connected() as connection:
            return _events(connection, after)

    def standings(self) -> Standings:
        """The present state of everything."""
        return Standings(self.events())

    def add(self, entries: Sequence[Entry], who: str, *, seen: int | None = None) -> list[DecisionEvent]:
        """Keep ``entries`` by ``who``, all or none, each behind what was there; the events as they are kept.

        ``seen`` is the sequence of the last event that they were made in sight of: OvertakenError where there are later ones.
        UsageError for a missing name, an overlong note, or a step of the review that is not due or not for ``who`` to take; DecisionsError where they cannot be kept.
        """
        name, now = person(who), dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        if not self._review and any(entry.kind == "review" for entry in entries):
            raise UsageError("工作设置写明不分步审核（gkaudit.toml中review = false），不能办理初审、复审、终审。")
        with self._telling("写入"), self._writing() as connection:
            if seen is not None and seen != _last(connection):
                raise OvertakenError(f"整理期间有其他人写入了人工记录“{self.place}”，没有写入。请重试。")
            known = Succession(_on_the_same(connection, entries))
            version = code.toolkit_version()
            made = []
            for entry in entries:
                subject, is_whole = entry.subject, entry.kind in WHOLE
                before = known.before(entry, name)
                former = " ".join(sorted({one.about for one in before} - {subject.about})) if subject.former else ""
                event = DecisionEvent(
                    str(uuid.uuid4()),
                    entry.kind,
                    name,
                    now,
                    subject.agency,
                    subject.year,
                    "" if is_whole else subject.about,
                    "" if is_whole else subject.evidence,
                    tuple(one.uuid for one in before),
                    entry.group,
                    note(entry.note),
                    {**entry.data, FORMER: former} if former else entry.data,
                    version,
                )
                known.go_on(event)
                made.append(event)
            return _kept(connection, made)

    def take_over(self, events: Iterable[DecisionEvent]) -> TakenOver:
        """Keep those of ``events``, which another record has, that are not here yet, as they are and in their order.

        One that nobody could have entered so is refused.
        """
        with self._telling("写入"), self._writing() as connection:
            known = {event.uuid: event for event in _events(connection)}
            theirs = {event.uuid: event for event in events}
            new = [event for event in theirs.values() if event.uuid not in known]
            wrong = refused(new, known)
            other = [one for one in theirs.values() if one.uuid in known and not _is_same(one, known[one.uuid])]
            return TakenOver(_kept(connection, [one for one in new if one.uuid not in wrong]), wrong, tuple(other))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction in which nobody else writes, so that the order of events is that of their numbers; DecisionsError where the record can only be read."""
        if self.unwritable:
            raise DecisionsError(self.unwritable)
        with self._connected() as connection:
            if connection.dialect.name == "sqlite":
                # Whoever has just written lets others go first.
                time.sleep(max(0.0, self._written + 2 * TURN - time.monotonic()))
                begin(connection, self._patience)
            else:
                connection.execute(text("LOCK TABLE event IN EXCLUSIVE MODE"))
            yield connection
            connection.commit()
        self._written = time.monotonic()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A connection, which is not used again where its server was silent: what comes late would be taken for another answer."""
        with self._engine.connect() as connection:
            try:
                yield connection
            except OSError:
                connection.invalidate()
                raise

    @contextmanager
    def _telling(self, doing: str) -> Iterator[None]:
        try:
            yield
        except _ERRORS as error:
            raise _failed(error, self.place, doing) from error


def open_record(where: str | Path, *, reading: bool = False, patience: float = _WAIT, review: bool = True) -> Record:
    """The record at ``where``: the path of an SQLite file, made where it is not there, or the address of a PostgreSQL database.

    A copy is kept once a day and before its schema is brought up to date; an older one is, a newer one is refused. A file
    that cannot be written is opened for reading, see ``Record.unwritable``. ``reading`` makes no file and takes no lock; ``patience`` is how many seconds others who have it are waited for; without
    ``review``, as the work settings may have it, no step of a review is entered. UsageError for an address that is none, DecisionsError, in Chinese, where it
    cannot be used, of which OccupiedError where others had it for longer.
    """
    url = parsed(where)
    with ExitStack() as held:
        if url is None:
            path = Path(where)
            place, why = str(path), unwritable(path)
            held.enter_context(prepared(path, patience, reading=reading or bool(why)))
            engine = _only_read(path, patience) if why else _sqlite(path, patience)
        else:
            place, why = shown(where), ""
            engine = server(url, patience)
        try:
            bring_up_to_date(engine, Path(where) if url is None else None, place, patience, is_writable=not why)
        except _ERRORS as error:
            engine.dispose()
            raise _failed(error, place, "打开") from error
        except BaseException:
            engine.dispose()
            raise
        return Record(engine, place, held.pop_all(), patience, review=review, unwritable=why)


def _sqlite(path: Path, patience: float) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def _settle(connection: object, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined] # transactions begin where we say so
        cursor = connection.cursor()  # type: ignore[attr-defined]
        # Whole on the disk before it is told to be kept; no second file, which network folders do not share.
        for pragma in ("journal_mode=DELETE", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _only_read(path: Path, patience: float) -> Engine:
    url = URL.create("sqlite", database=path.absolute().as_uri(), query=query(path))
    engine = create_engine(url, connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def _settle(connection: object, _: object) -> None:
        connection.execute("PRAGMA trusted_schema=OFF")  # type: ignore[attr-defined]

    return engine


def _events(connection: Connection, after: int = 0) -> list[DecisionEvent]:
    table = _tables.events
    rows = connection.execute(select(table).where(table.c.sequence > after).order_by(table.c.sequence))
    return [_tables.event(row) for row in rows.all()]


def _is_same(one: DecisionEvent, other: DecisionEvent) -> bool:
    return one.numbered(0) == other.numbered(0)


def _last(connection: Connection) -> int:
    """The sequence of the last event, 0 where there is none."""
    return connection.scalar(select(func.max(_tables.events.c.sequence))) or 0


def _on_the_same(connection: Connection, entries: Sequence[Entry]) -> list[DecisionEvent]:
    """The events on what ``entries`` are about."""
    if len(entries) > _FEW:
        return _events(connection)
    table = _tables.events
    subjects = [entry.subject for entry in entries if entry.kind not in WHOLE]
    keys = {key for subject in subjects for key in (subject.about, *subject.former)}
    wanted: ColumnElement[bool] = table.c.about.in_(keys)
    if whole := {organ(entry.subject.agency) for entry in entries if entry.kind in WHOLE}:
        names = [name for name in connection.scalars(select(table.c.agency).distinct()) if organ(name) in whole]
        wanted |= (table.c.about == "") & table.c.agency.in_(names)
    return [_tables.event(row) for row in connection.execute(select(table).where(wanted).order_by(table.c.sequence))]


def _kept(connection: Connection, events: Sequence[DecisionEvent]) -> list[DecisionEvent]:
    if not events:
        return []
    table = _tables.events
    rows = [_tables.row(one) for one in events]
    connection.execute(insert(table), rows)
    # Nobody else writes meanwhile: the last rows are ours.
    last = select(table.c.uuid, table.c.sequence).order_by(table.c.sequence.desc()).limit(len(events))
    numbers = {row.uuid: row.sequence for row in connection.execute(last).all()}
    return [_tables.event((numbers[row["uuid"]], *row.values())) for row in rows]


def _failed(error: SQLAlchemyError | OSError, place: str, doing: str) -> DecisionsError:
    return failed(str(error.orig) if isinstance(error, DBAPIError) else str(error), place, doing)
