"""The server begun: its first kernel at once, which loads the desk while the rest of Jupyter is loaded here."""

from __future__ import annotations

import asyncio
import logging
import socket
from pathlib import Path

from audit.disk import folders
from audit.machine import needless, stopping
from audit.serving._log import quiet
from audit.serving._service import Service
from audit.serving.reached import Address


def serve(listening: socket.socket, address: Address, service: Service) -> str:
    """Serve on the socket ``listening``, which is that of ``address``, until a person ends the desk there.

    Returns why it ended, in Chinese, or "" where a person ended it. KeyboardInterrupt where the process is asked to stop.
    """
    with (
        folders.temporary() as scratch,
        quiet() as log,
        # Tornado waits for sockets, which the usual loop of Windows cannot.
        asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
        # The loop listens for Ctrl-C only where it is not ignored.
        stopping.heard(),
    ):
        return runner.run(_serving(listening, address, service, Path(scratch), log))


async def _serving(
    listening: socket.socket, address: Address, service: Service, scratch: Path, log: logging.Logger
) -> str:
    with needless.not_found():
        from audit.serving import _kernels  # noqa: PLC0415 – no more than a kernel needs to begin
    kernels = _kernels.begun(service.folder, scratch, service.environment(scratch), log)
    try:
        await kernels.prepare()
        # A browser that comes now waits at the socket, and is on its way meanwhile.
        service.shown(scratch)
        with needless.not_found():
            from audit.serving import _server  # noqa: PLC0415 – most of the libraries of Jupyter
        return await _server.serve(listening, address, service, kernels)
    finally:
        await kernels.end_all()
