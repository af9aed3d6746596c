"""A bound on the processor time of one step of work, kept from within: what overruns it is broken off where it stands.

It is a net below the bounds that the work keeps by itself, for documents made to be slow. It holds in the main thread
of a process on systems that have timers of processor time; regular expressions are broken off too, since their engine
looks for signals. Elsewhere the step runs to its end. A slow machine grants more (``pace``).
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from audit.limits.pace import slowness

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

    They are seconds of a usual machine: a slower one grants more. A step within another one has no bound of its own.
    """
    if _timer.is_running or not _can_bound():
        return step()
    _timer.take_signal()
    try:
        try:
            _timer.start(seconds)
            return step()
        finally:
            _timer.stop()
    except _BreakError:
        raise OverrunError(seconds) from None
    finally:
        _timer.is_running = False  # again, since the signal may also come while the timer is being stopped


class _Timer:
    """This process's timer. Its signal is taken once, since taking it costs as much as a small step."""

    is_running = False
    _taken = False
    _seconds = _started = 0.0

    def take_signal(self) -> None:
        if not self._taken:
            signal.signal(signal.SIGVTALRM, self._ring)
            self._taken = True

    def start(self, seconds: float) -> None:
        self.is_running, self._seconds, self._started = True, seconds, time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)

    def stop(self) -> None:
        self.is_running = False  # a signal that still comes neither breaks off what has ended nor starts the timer anew
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _ring(self, _: int, __: FrameType | None) -> None:
        """Break off the step, unless it is the machine that is slow."""
        if not self.is_running:
            return
        left = self._seconds * slowness() - (time.process_time() - self._started)
        if left <= 0:
            raise _BreakError
        signal.setitimer(signal.ITIMER_VIRTUAL, left)


_timer = _Timer()


def _can_bound() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
