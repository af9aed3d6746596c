"""Objects as bytes, small and quick: what processes hand each other once and the cache keeps as it is."""

from __future__ import annotations

import dataclasses
import io
import pickle
import zlib
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from sys import intern
from typing import Any

#: The quickest; it makes a report a sixth of its size.
_LEVEL = 1


def pack(what: Any) -> bytes:
    """``what`` as bytes."""
    stream = io.BytesIO()
    _Packer(stream, pickle.HIGHEST_PROTOCOL).dump(what)
    return zlib.compress(stream.getbuffer(), _LEVEL)


def unpack(packed: bytes) -> Any:
    """What was packed. Only for bytes that this user's own processes have made: anything else could run code."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 – see above


class _Packer(pickle.Pickler):
    """Writes frozen dataclasses with slots, of which a report has thousands, so that they are quick to read and share their words."""

    def reducer_override(self, what: Any) -> Any:
        """How ``what`` is made anew."""
        of: Any = type(what)
        getter = _getter(of)
        return (_made, (of, getter(what))) if getter else NotImplemented


@cache
def _getter(of: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """Gives the values of the fields of a frozen dataclass with slots, in their order; None for any other class."""
    state = getattr(of, "__getstate__", None)
    if not dataclasses.is_dataclass(of) or getattr(state, "__module__", "") != "dataclasses":
        return None
    names = [one.name for one in dataclasses.fields(of)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


@cache
def _setters(of: type[Any]) -> tuple[Callable[[Any, Any], None], ...]:
    return tuple(getattr(of, one.name).__set__ for one in dataclasses.fields(of))


def _made(of: Any, values: tuple[Any, ...]) -> Any:
    """An object of the class with these values, past the guard of what is frozen; the same word in thousands of them is kept once."""
    one: Any = object.__new__(of)
    for put, value in zip(_setters(of), values, strict=True):
        kind = type(value)
        if kind is str:
            put(one, intern(value))
        elif kind is tuple and value and type(value[0]) is str:
            put(one, tuple([intern(each) if type(each) is str else each for each in value]))
        else:
            put(one, value)
    return one
