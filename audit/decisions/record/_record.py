"""The record itself: an SQLite file for one work folder, or a PostgreSQL database for a team; events are added, never changed."""

from __future__ import annotations

import datetime as dt
import logging
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import ColumnElement, Connection, Engine, create_engine, event, func, insert, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from audit.decisions._names import PASSWORD, is_address
from audit.decisions.events import FORMER, DecisionEvent, Entry, note, person, refused
from audit.decisions.record import _tables
from audit.decisions.record._file import prepared
from audit.decisions.record._schema import bring_up_to_date
from audit.decisions.record._team import keep_password, password
from audit.decisions.record._transactions import TURN, begin
from audit.decisions.record._troubles import trouble
from audit.decisions.standing import WHOLE, Standings, Succession, organ
from audit.errors import DecisionsError, UsageError
from audit.machine import code

#: Entries whose history is asked for thing by thing; for more all events are read.
_FEW = 100
_POSTGRESQL = "postgresql+pg8000"
#: Seconds that a writer waits for another one, and for a server.
_WAIT = 30
_NO_ADDRESS = (
    "数据库地址无法识别，应写作 postgresql://用户@主机:端口/数据库，不带其他参数；"
    f"密码写在环境变量{PASSWORD}中，或gkaudit.toml的[database]一节。"
)


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

    def __init__(self, engine: Engine, place: str, held: ExitStack, patience: float, *, review: bool) -> None:
        self._engine, self._held, self._patience, self._review = engine, held, patience, review
        self._written = 0.0
        #: Where it is, as people are told it: without any password.
        self.place = place

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()
        self._held.close()

    def events(self, after: int = 0) -> list[DecisionEvent]:
        """All events with a higher sequence than ``after``, in their order."""
        with self._telling("读取"), self._engine.connect() as connection:
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
        """A transaction in which nobody else writes, so that the order of events is that of their numbers."""
        with self._engine.connect() as connection:
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
    def _telling(self, doing: str) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise DecisionsError(f"{_trouble(error, self.place, doing)}") from error


def open_record(where: str | Path, *, reading: bool = False, patience: float = _WAIT, review: bool = True) -> Record:
    """The record at ``where``: the path of an SQLite file, made where it is not there, or the address of a PostgreSQL database.

    A copy is kept once a day and before its schema is brought up to date; an older one is, a newer one is refused.
    ``reading`` makes no file and takes no lock; ``patience`` is how many seconds another writer is waited for; without
    ``review``, as the work settings may have it, no step of a review is entered. UsageError for an address that is none, DecisionsError, in Chinese, where it
    cannot be used.
    """
    url = _url(where)
    with ExitStack() as held:
        if url is None:
            path = Path(where)
            place = str(path)
            held.enter_context(prepared(path, patience, reading=reading))
            engine = _sqlite(path, patience)
        else:
            place = url.render_as_string(hide_password=True)
            engine = _postgresql(url, patience)
        try:
            bring_up_to_date(engine, Path(where) if url is None else None, place, patience)
        except SQLAlchemyError as error:
            engine.dispose()
            raise DecisionsError(_trouble(error, place, "打开")) from error
        except BaseException:
            engine.dispose()
            raise
        return Record(engine, place, held.pop_all(), patience, review=review)


def address(where: str) -> str:
    """The address of a database as it may be shown and handed on; a password in it is kept in this process alone.

    UsageError, in Chinese, where it is no address of a PostgreSQL database.
    """
    url = _url(where)
    if url is None:
        raise UsageError(_NO_ADDRESS)
    keep_password(url)
    # ``set`` takes None for “as it was”.
    return URL.create("postgresql", url.username, None, url.host, url.port, url.database).render_as_string()


def _url(where: str | Path) -> URL | None:
    """The address of a database; None for the path of a file."""
    if not is_address(where):
        return None
    try:
        url = make_url(str(where).strip())
    except (ArgumentError, ValueError):
        raise UsageError(_NO_ADDRESS) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(
            f"人工记录的数据库应为PostgreSQL，不能是“{url.get_backend_name()}”；单人使用的，写文件路径即可。"
        )
    # What a password with such a character leaves in the name of the host would be shown.
    if not (url.username and url.host and url.database) or url.query or "@" in f"{url.host}{url.database}":
        raise UsageError(_NO_ADDRESS)
    return url.set(drivername=_POSTGRESQL)


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


def _postgresql(url: URL, patience: float) -> Engine:
    # That a server went away is told to whoever asked; the pool would print a traceback besides.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
    return create_engine(password(url), connect_args={"timeout": patience}, pool_pre_ping=True)


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
    connection.execute(insert(table), [_tables.row(one) for one in events])
    # Nobody else writes meanwhile: the last rows are ours.
    last = select(table.c.uuid, table.c.sequence).order_by(table.c.sequence.desc()).limit(len(events))
    numbers = {row.uuid: row.sequence for row in connection.execute(last).all()}
    return [one.numbered(numbers[one.uuid]) for one in events]


def _trouble(error: SQLAlchemyError, place: str, doing: str) -> str:
    return trouble(str(error.orig) if isinstance(error, DBAPIError) else str(error), place, doing)
