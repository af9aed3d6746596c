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
    if _timers.is_running or not _can_bound():
        return step()
    _timers.take_signal()
    try:
        _timers.is_running = True
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
            return step()
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _BreakError:
        raise OverrunError(seconds) from None
    finally:
        _timers.is_running = False  # last, since the signal may also come while the timer is being stopped


class _Timers:
    """What this process has settled of its timer: the signal is taken once, since taking it costs as much as a small step."""

    is_running = False
    _taken = False

    def take_signal(self) -> None:
        if not self._taken:
            signal.signal(signal.SIGVTALRM, _throw)
            self._taken = True


_timers = _Timers()


def _can_bound() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _throw(_: int, __: FrameType | None) -> None:
    raise _BreakError
