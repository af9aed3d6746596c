"""Build docs/contract: all that the toolkit promises to programs, from its code and the data of ``audit.schema``.

``python -m tests.generate.contract`` writes the folder anew, byte for byte the same on every run.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from audit.forms import FormCell, editions, load
from audit.schema import NAME, Field, Kind, ObjectPart, contract
from tests.generate.contract import commands as contract_commands
from tests.generate.contract import facts as contract_facts
from tests.generate.contract import pages as contract_pages
from tests.roots import ROOT

FOLDER = ROOT / "docs" / "contract"
#: What the words for simple types are in JSON Schema.
_SIMPLE: Mapping[str, Mapping[str, Any]] = {
    "string": {"type": "string"},
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "value": {"type": ["integer", "number", "string"]},
    "null": {"type": "null"},
    "fact": {},
}


def files() -> dict[str, str]:
    """Every file of the folder by its path below it."""
    promised = contract()
    pages = {
        "README.md": contract_pages.index(promised),
        "cli.md": contract_commands.page(promised),
        "json.md": contract_pages.objects(promised),
        "parquet.md": contract_pages.tables(promised),
        "ledger.md": contract_pages.ledger(promised),
        "cells.csv": cells(),
    }
    schemas = {f"schemas/{kind.name}.schema.json": _pretty(json_schema(kind)) for kind in promised.objects}
    return pages | schemas


def cells() -> str:
    """Every cell of every edition of the form, by table and line, the labels those of the newest edition that has it."""
    known: dict[str, dict[str, FormCell]] = {}
    forms = [load(edition) for edition in reversed(editions())]
    for form in forms:
        for key, cell in form.cells.items():
            known.setdefault(key, {})[form.edition] = cell
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(("key", "editions", "table", "row", "column"))
    numbers = [each.number for each in forms[0].tables]
    for key, by_edition in sorted(known.items(), key=lambda item: numbers.index(_newest(item[1]).table)):
        newest = _newest(by_edition)
        others = (
            f"（{edition}：{cell.column}）" for edition, cell in by_edition.items() if cell.column != newest.column
        )
        column = newest.column + "".join(others)
        rows.writerow((key, " ".join(sorted(by_edition)), newest.table, newest.row, column))
    return table.getvalue()


def _newest(by_edition: Mapping[str, FormCell]) -> FormCell:
    return by_edition[max(by_edition)]


def json_schema(kind: Kind, *, closed: bool = False) -> dict[str, Any]:
    """``kind`` in JSON Schema (2020-12); ``closed`` allows nothing further, as today's objects have nothing besides."""
    facts, inside = contract_facts.described()
    parts = {**contract().parts, **inside}
    definition = _object(kind.fields, closed=closed)
    definition["properties"] = {NAME: {"const": kind.tag}, **definition["properties"]}
    definition["required"] = [NAME, *definition["required"]]
    definitions: dict[str, dict[str, Any]] = {}
    wanted = list(_parts(kind.fields))
    while wanted:
        name = wanted.pop()
        if name in definitions:
            continue
        if name == "facts":
            definitions[name] = _facts(parts[name], facts, closed=closed)
            wanted += facts
        elif name in facts:
            told = facts[name]
            definitions[name] = _object((*parts["facts"].fields, *told.fields), closed=closed)
            definitions[name]["properties"]["kind"] = {"const": name}
            wanted += _parts((*parts["facts"].fields, *told.fields))
        else:
            part = parts[name]
            own = (*(parts[part.includes].fields if part.includes else ()), *part.fields)
            definitions[name] = _object(own, closed=closed)
            wanted += _parts(own)
    titles = {name: (facts.get(name) or parts[name]).title for name in definitions}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{kind.title}（{kind.tag}）",
        **definition,
        "$defs": {name: {"title": titles[name], **definitions[name]} for name in sorted(definitions)},
    }


def _facts(part: ObjectPart, kinds: Iterable[str], *, closed: bool) -> dict[str, Any]:
    """Facts of any kind, each known one as described; one that is not known is allowed unless ``closed``."""
    known = list(kinds)
    definition = _object(part.fields, closed=False)
    if closed:
        definition["properties"]["kind"] |= {"enum": known}
    each = ({"if": {"properties": {"kind": {"const": name}}}, "then": {"$ref": f"#/$defs/{name}"}} for name in known)
    return {**definition, "allOf": list(each)}


def _object(fields: Iterable[Field], *, closed: bool) -> dict[str, Any]:
    listed = list(fields)
    return {
        "type": "object",
        "properties": {field.name: _field(field, closed=closed) for field in listed},
        "required": [field.name for field in listed if not field.optional],
        **({"additionalProperties": False} if closed else {}),
    }


def _field(field: Field, *, closed: bool) -> dict[str, Any]:
    none = [None] if "null" in contract_pages.choices(field.type) else []
    values = {"enum": [*field.values, *none]} if field.values and (closed or not field.open) else {}
    return {"description": field.text, **_type(field.type), **values}


def _type(words: str) -> dict[str, Any]:
    found = [_one(word) for word in contract_pages.choices(words)]
    if len(found) == 1:
        return found[0]
    if all(set(choice) == {"type"} for choice in found):
        named = (choice["type"] for choice in found)
        return {"type": [name for each in named for name in (each if isinstance(each, list) else [each])]}
    return {"anyOf": found}


def _one(word: str) -> dict[str, Any]:
    if word.startswith("["):
        return {"type": "array", "items": _type(word[1:-1])}
    if word.startswith("{"):
        return {"type": "object", "additionalProperties": _type(word[1:-1])}
    return dict(_SIMPLE[word]) if word in _SIMPLE else {"$ref": f"#/$defs/{word}"}


def _parts(fields: Iterable[Field]) -> Iterator[str]:
    """The parts that the fields' types name."""
    for field in fields:
        for word in re.findall(r"[^\[\]{}| ]+", field.type):
            if word not in _SIMPLE:
                yield word


def _pretty(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the folder anew and print what changed in it."""
    sys.stdout.write("\n".join(write() or ["docs/contract is what the code says: nothing changed."]) + "\n")


def write() -> list[str]:
    """Write the files that changed and delete those that are no more; a line on each of them."""
    made, changed = files(), []
    for old in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        if old.relative_to(FOLDER).as_posix() not in made:
            old.unlink()
            changed.append(f"deleted {old.relative_to(ROOT)}")
    for name, text in made.items():
        path = FOLDER / name
        if path.is_file() and path.read_bytes() == text.encode():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        changed.append(f"wrote {path.relative_to(ROOT)}")
    return changed
