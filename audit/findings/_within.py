"""What stands within facts, wherever in their fields it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

Inner = TypeVar("Inner")


def within(value: Any, kind: type[Inner] | tuple[type[Inner], ...]) -> Iterator[Inner]:
    """The values of ``kind``, or of one of several kinds, within facts, themselves included, in the order of the fields."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from within(item, kind)
    else:
        for name in field_names(value.__class__):
            yield from within(getattr(value, name), kind)


@cache
def field_names(kind: type) -> tuple[str, ...]:
    """The names of the fields of a dataclass; none of any other class."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
