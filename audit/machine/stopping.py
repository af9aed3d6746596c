"""Requests that this process end, however they come: all are heard as from Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def heard() -> Iterator[None]:
    """While the block runs, whoever asks the process to end is heard as from Ctrl-C: KeyboardInterrupt."""
    kinds = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {kind: signal.signal(kind, lambda *_: signal.raise_signal(signal.SIGINT)) for kind in kinds}
    # A script that starts it in the background has Ctrl-C ignored.
    before[signal.SIGINT] = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
