"""A bound on the processor time of one step of work, kept from within: what overruns it is broken off where it stands.

It is a net below the bounds that the work keeps by itself, for documents made to be slow. It holds in the main thread
of a process on systems that have timers of processor time; regular expressions are broken off too, since their engine
looks for signals. Elsewhere the step runs to its end.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

Result = TypeVar("Result")


class OverrunError(Exception):
    """A step took more than its ``seconds`` of processor time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"more than {seconds:g} seconds of processor time")
        self.seconds = seconds


class _BreakError(BaseException):
    """Thrown into the step; no handler of errors in it may take it for one of its own."""


def within(seconds: float, step: Callable[[], Result]) -> Result:
    """What ``step`` gives; OverrunError where it takes more than ``seconds`` of this process's processor time.

    A step within another one has no bound of its own.
    """
    if not _can_bound():
        return step()
    before = signal.signal(signal.SIGVTALRM, _throw)
    try:
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
            return step()
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _BreakError:
        raise OverrunError(seconds) from None
    finally:
        signal.signal(signal.SIGVTALRM, before)


def _can_bound() -> bool:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0


def _throw(_: int, __: FrameType | None) -> None:
    raise _BreakError
