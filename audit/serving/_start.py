"""The server loaded and started: most of the libraries of Jupyter, and none of what they load for nothing."""

from __future__ import annotations

import socket

from audit.machine import needless
from audit.serving._address import Address
from audit.serving._service import Service


def serve(listening: socket.socket, address: Address, service: Service) -> str:
    """Serve on the socket ``listening``, which is that of ``address``, until a person ends the desk there.

    Returns why it ended, in Chinese, or "" where a person ended it. KeyboardInterrupt where the process is asked to stop.
    """
    with needless.not_found():
        from audit.serving import _server  # noqa: PLC0415 – loaded without them
    return _server.serve(listening, address, service)
