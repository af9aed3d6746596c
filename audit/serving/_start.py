"""The server loaded and started: most of the libraries of Jupyter, and none of what they load for nothing."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from audit.machine import needless
from audit.serving._address import Address


@dataclass(frozen=True, slots=True)
class Service:
    """What is served: the desk of the work folder ``folder``, until nobody has worked for ``idle_seconds``.

    ``environment`` gives what the desk's kernels find set besides what we do, ``shown`` is called when the desk can be opened;
    both are given a folder of this user alone, which goes at the end.
    """

    folder: Path
    environment: Callable[[Path], Mapping[str, str]]
    shown: Callable[[Path], None]
    idle_seconds: float


def serve(listening: socket.socket, address: Address, service: Service) -> str:
    """Serve on the socket ``listening``, which is that of ``address``, until a person ends the desk there.

    Returns why it ended, in Chinese, or "" where a person ended it. KeyboardInterrupt where the process is asked to stop.
    """
    with needless.not_found():
        from audit.serving import _server  # noqa: PLC0415 – loaded without them
    return _server.serve(listening, address, service)
