"""The tables of the record: events, in the order in which they were entered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

from audit.decisions.events import DecisionEvent

_T = TypeVar("_T", list[Any], dict[str, Any])
metadata = MetaData()
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_DECODER = json.JSONDecoder()
#: What an empty list is kept as.
_NOTHING = "[]"
#: SQLite numbers only what is INTEGER.
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
events = Table(
    "event",
    metadata,
    Column("sequence", _SEQUENCE, primary_key=True, autoincrement=True),
    Column("uuid", String(36), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("who", String(80), nullable=False),
    Column("at", String(32), nullable=False),
    Column("agency", Text, nullable=False, index=True),
    Column("year", Integer),
    Column("about", Text, nullable=False, index=True),
    Column("evidence", String(64), nullable=False),
    Column("after", Text, nullable=False),
    Column("grouped", String(36), nullable=False),
    Column("note", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("version", String(40), nullable=False),
    sqlite_autoincrement=True,
)


def row(event: DecisionEvent) -> dict[str, Any]:
    """An event as the table keeps it; the table numbers it."""
    return {
        "uuid": event.uuid,
        "kind": event.kind,
        "who": event.who,
        "at": event.at,
        "agency": event.agency,
        "year": event.year,
        "about": event.about,
        "evidence": event.evidence,
        "after": _ENCODER.encode(event.after) if event.after else _NOTHING,
        "grouped": event.group,
        "note": event.note,
        "data": _ENCODER.encode(dict(event.data)),
        "version": event.version,
    }


def event(kept: Iterable[Any]) -> DecisionEvent:
    """The event that a row of the table is, whose columns are all there in their order: its number, then those of ``row``."""
    sequence, name, kind, who, at, agency, year, about, evidence, after, group, note, data, version = kept
    texts = (name, kind, who, at, agency, about, evidence, group, note, version)
    if {*map(type, texts)} != {str} or not isinstance(year, int | None):
        # SQLite keeps bytes and numbers in columns of text where others write them; without a kind it counts as nothing.
        found = (one if isinstance(one, str) else "" for one in texts)
        name, _, who, at, agency, about, evidence, group, note, version = found
        kind, year = "", year if isinstance(year, int) else None
    before = tuple(uuid for uuid in _read(after, list) if isinstance(uuid, str)) if after != _NOTHING else ()
    told = _told(data)
    return DecisionEvent(
        name, kind, who, at, agency, year, about, evidence, before, group, note, told, version, sequence
    )


@lru_cache(maxsize=4096)
def _told(text: str) -> dict[str, Any]:
    """The data of an event, which nobody changes; a record holds the same few again and again."""
    return _read(text, dict)


def _read(text: str, kind: type[_T]) -> _T:
    """What a column holds as JSON; nothing where it holds no such thing, so that the event counts as nothing."""
    try:
        found, end = _DECODER.raw_decode(text)
    except (TypeError, ValueError, RecursionError):
        return kind()
    return found if end == len(text) and isinstance(found, kind) else kind()
