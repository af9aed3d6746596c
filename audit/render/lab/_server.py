"""JupyterLab in a process of its own: it says where it is, and ends when it is told to or nobody is there to tell it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from queue import SimpleQueue
from typing import Any

from audit.machine import children, frames


def serve(arguments: Sequence[str]) -> None:
    """Run JupyterLab with ``arguments`` of its command line; the address, with the key that lets in, is told first."""
    asked, answers = children.conversation()
    # What reads the pipe is there before the libraries are loaded.
    from jupyterlab.labapp import LabApp  # noqa: PLC0415

    server = LabApp.initialize_server(argv=list(arguments))
    threading.Thread(target=_end_when_asked, args=(asked, server), daemon=True).start()
    # It listens with the first turn of its loop.
    server.io_loop.add_callback(frames.send, answers, server.local_url)
    server.start()


def _end_when_asked(asked: SimpleQueue[Any], server: Any) -> None:
    asked.get()
    server.io_loop.add_callback(server.stop)
