"""Objects between two processes of this toolkit, each behind the number of its bytes, over a pipe or a socket."""

from __future__ import annotations

import os
import pickle
import struct
from queue import SimpleQueue
from typing import IO, Any

_SIZE = struct.Struct("<Q")


def send(stream: IO[bytes], what: Any) -> None:
    """Write ``what``, at once; OSError where nobody is there any more to read it."""
    data = pickle.dumps(what)
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """What the other end wrote next; EOFError where it has ended."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 – the process at the other end is our own parent or child


def listen(stream: IO[bytes], received: SimpleQueue[Any]) -> None:
    """Put what comes over ``stream`` into a queue and, in a thread of its own, end this process at once where nothing more does.

    That is where nobody is there any more to ask, or what was asked cannot be understood.
    """
    try:
        while True:
            received.put(receive(stream))
    finally:
        os._exit(0)
