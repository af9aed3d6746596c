"""The facts that outcomes state, as docs/contract tells of them: fields from the classes, their meaning from ``audit.schema``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from audit.findings import Facts, Stated
from audit.schema import Field, ObjectPart, Words, contract

#: The toolkit's version that gave facts first.
_SINCE = "0.3.0"
_SIMPLE = {str: "string", Fraction: "string", int: "integer", bool: "boolean", dt.date: "date", NoneType: "null"}


def kinds() -> dict[str, type[Facts]]:
    """Every kind of facts by its name."""
    return {found.kind: found for found in _below(Facts) if is_dataclass(found)}


def described() -> tuple[dict[str, ObjectPart], dict[str, ObjectPart]]:
    """The kinds of facts by name, and the parts that stand inside them."""
    parts: dict[str, ObjectPart] = {}
    found = {name: _part(name, each, parts) for name, each in sorted(kinds().items())}
    words = contract().facts["facts"]
    common = (
        Field("kind", "string", words.fields["kind"], _SINCE),
        Field("remedies", "[remedy]", words.fields["remedies"], _SINCE, optional=True),
    )
    parts["facts"] = ObjectPart("facts", words.title, "outcome的 `facts`，各种类另有自己的字段", common)
    _inside(get_type_hints(Facts.remedies.fget)["return"], parts)  # type: ignore[attr-defined]
    return found, {"facts": parts.pop("facts"), **dict(sorted(parts.items()))}


def _below(base: type[Facts]) -> Iterator[type[Facts]]:
    for found in base.__subclasses__():
        yield found
        yield from _below(found)


def _part(name: str, of: type, parts: dict[str, ObjectPart]) -> ObjectPart:
    """The class ``of``; those that its fields hold are added to ``parts``."""
    words = contract().facts.get(name, Words("", {}, {}))
    hints = get_type_hints(of)
    place = f"outcome的 `facts`，`kind` 为 `{name}`" if issubclass(of, Facts) else "事实之中"
    told = tuple(_field(each.name, hints[each.name], words) for each in fields(of))
    if issubclass(of, Stated):
        told = tuple(Field(f.name, "{fact}", f.text, f.since) if f.name == "values" else f for f in told)
    for hint in hints.values():
        _inside(hint, parts)
    return ObjectPart(name, words.title, place, told)


def _field(name: str, hint: Any, words: Words) -> Field:
    values: Mapping[str, str] = {}
    if get_origin(hint) is Literal:
        said = words.values.get(name, {})
        values = {value: said.get(value, "") for value in get_args(hint)}
    return Field(name, _type(hint), words.fields.get(name, ""), _SINCE, values=values, open=True)


def _type(hint: Any) -> str:
    """The type in the words of ``audit.schema``."""
    if get_origin(hint) in (Union, UnionType):
        choices = set(get_args(hint))
        if any(get_origin(choice) is tuple for choice in choices):
            return "fact"
        number = ["value"] if Decimal in choices else []
        rest = {_type(choice) for choice in choices - ({int, Decimal} if number else set())}
        return " | ".join([*number, *sorted(rest - {"null"}), *(rest & {"null"})])
    if get_origin(hint) is tuple:
        return f"[{_type(get_args(hint)[0])}]"
    if get_origin(hint) is Literal:
        return "string"
    return _SIMPLE.get(hint) or getattr(hint, "kind", "") or _snake(hint.__name__)


def _inside(hint: Any, parts: dict[str, ObjectPart]) -> None:
    """Add to ``parts`` the classes, other than facts, that a value of the type may hold."""
    holder = isinstance(hint, type) and is_dataclass(hint) and not issubclass(hint, Facts)
    if holder and (name := _snake(hint.__name__)) not in parts:
        parts[name] = ObjectPart(name, "", "", ())  # known from now on: a class may hold its own kind
        parts[name] = _part(name, hint, parts)
    for inner in get_args(hint):
        _inside(inner, parts)


def _snake(name: str) -> str:
    """The name of a class as that of a part: UnitSum is unit_sum."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
