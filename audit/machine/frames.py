"""Objects between two processes of this toolkit over a pipe or a socket, each in parts behind the number of their bytes."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_NUMBER = struct.Struct("<Q")
#: Large bytes that are sent as a ``pickle.PickleBuffer`` travel as they are, and come as bytes.
_PROTOCOL = 5


def send(stream: IO[bytes], what: Any) -> None:
    """Write ``what``, at once; OSError where nobody is there any more to read it. Nothing is written of what cannot be sent."""
    _write(stream, *_parts(what))


def receive(stream: IO[bytes]) -> Any:
    """What the other end wrote next; EOFError where it has ended."""
    head, *large = [_read(stream, _number(stream)) for _ in range(_number(stream))]
    return pickle.loads(head, buffers=large)  # noqa: S301 – the process at the other end is our own parent or child


def _parts(what: Any) -> list[bytes | memoryview]:
    large: list[pickle.PickleBuffer] = []
    head = pickle.dumps(what, _PROTOCOL, buffer_callback=large.append)
    return [head, *(each.raw() for each in large)]


def _write(stream: IO[bytes], *parts: bytes | memoryview) -> None:
    stream.write(_NUMBER.pack(len(parts)))
    for part in parts:
        stream.write(_NUMBER.pack(len(part)))
        stream.write(part)
    stream.flush()


def _number(stream: IO[bytes]) -> int:
    (number,) = _NUMBER.unpack(_read(stream, _NUMBER.size))
    return int(number)


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
