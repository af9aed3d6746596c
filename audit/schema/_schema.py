"""Kinds of objects from their TOML files, and the word in each object that names its kind and version."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

#: The name under which an object, a data file's metadata and a workbook's properties hold the kind and version.
NAME = "schema"
#: Before the kind and version: whose they are.
_OURS = "gongkai-audit"
_JSON, _FACTS, _TABLES, _LEDGER = "json.toml", "facts.toml", "tables.toml", "ledger.toml"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its ``type`` in the words of the files, what it means (Chinese), the version that gave it first.

    ``optional`` fields are there only where there is something to say. ``values`` are all that there are, unless the list
    is ``open``.
    """

    name: str
    type: str
    text: str
    since: str
    optional: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    open: bool = False


@dataclass(frozen=True, slots=True)
class ObjectPart:
    """An object inside others, or a sheet; ``includes`` names the part whose fields it has besides."""

    name: str
    title: str
    place: str
    fields: tuple[Field, ...]
    includes: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """An object with a version of its own; ``place`` says in Chinese where it is found."""

    name: str
    version: int
    title: str
    place: str
    fields: tuple[Field, ...]

    @property
    def tag(self) -> str:
        """What stands in an object of this kind: “gongkai-audit/report/1”."""
        return f"{_OURS}/{self.name}/{self.version}"


@dataclass(frozen=True, slots=True)
class Words:
    """What a class of facts is and what its fields and their values mean (Chinese); the class itself has the rest."""

    title: str
    fields: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Contract:
    """All that is promised: objects printed as JSON, data files, the ledger, parts of all these by name, exit codes.

    ``facts`` are the words for the facts that an outcome may state, by their kind. ``prints`` names the kind of object
    that a command prints, by its name with the option that makes it another one.
    """

    objects: tuple[Kind, ...]
    tables: tuple[Kind, ...]
    ledger: Kind
    parts: Mapping[str, ObjectPart]
    facts: Mapping[str, Words]
    prints: Mapping[str, str]
    exits: Mapping[int, str]

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """Every kind by its name."""
        return {kind.name: kind for kind in (*self.objects, *self.tables, self.ledger)}


@cache
def contract() -> Contract:
    """The contract of this version of the toolkit."""
    objects, tables, (ledger,) = (
        tuple(_kind(entry) for entry in _data(name)["kinds"]) for name in (_JSON, _TABLES, _LEDGER)
    )
    parts = [_part(entry) for name in (_JSON, _LEDGER) for entry in _data(name)["parts"]]
    facts = {
        name: Words(entry["title"], entry["fields"], entry.get("values", {})) for name, entry in _data(_FACTS).items()
    }
    commands = _data("commands.toml")
    exits = {int(code): text for code, text in commands["exits"].items()}
    named = {part.name: part for part in parts}
    return Contract(objects, tables, ledger, named, facts, commands["prints"], exits)


def tag(kind: str) -> str:
    """The kind and version of the objects that go by the name ``kind``."""
    return contract().kinds[kind].tag


def stamped(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """``data`` as an object of ``kind``: its kind and version first."""
    return {NAME: tag(kind), **data}


def is_newer(kind: str, found: object) -> bool:
    """Whether ``found``, which stands in an object of ``kind``, is of a version that this toolkit does not know yet."""
    head, _, version = str(found).rpartition("/")
    known = contract().kinds[kind]
    return head == known.tag.rpartition("/")[0] and version.isdecimal() and int(version) > known.version


@cache
def _data(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("audit.schema").joinpath(name).read_text("utf-8"))


def _kind(entry: Mapping[str, Any]) -> Kind:
    fields = _fields(entry["fields"], entry["since"])
    return Kind(entry["name"], entry["version"], entry["title"], entry["place"], fields)


def _part(entry: Mapping[str, Any]) -> ObjectPart:
    fields = _fields(entry["fields"], entry["since"])
    return ObjectPart(entry["name"], entry["title"], entry["place"], fields, entry.get("includes", ""))


def _fields(entries: Mapping[str, Mapping[str, Any]], since: str) -> tuple[Field, ...]:
    return tuple(Field(name, **{"since": since, **entry}) for name, entry in entries.items())
