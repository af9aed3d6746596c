"""What one cell of a notebook may take, and who ends its process where it takes more."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field

import psutil

from audit.limits import meter

#: Seconds of processor time in which a process is ready for its first cell.
_START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class CellBounds:
    """What one cell may take: seconds of processor time, seconds on the clock; None is no bound."""

    processor: float | None = None
    clock: float | None = None


@dataclass(slots=True)
class CellWatch:
    """Looks at the process of a notebook while its context lasts, and ends it where a cell overruns its bounds."""

    process: psutil.Process
    bounds: CellBounds
    overrun: str = ""
    _guard: meter.Guard | None = None
    _timer: threading.Timer | None = None
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __enter__(self) -> CellWatch:
        if self.bounds.processor is not None:
            limit = meter.Meter(self.process, max(_START_SECONDS, self.bounds.processor))
            self._guard = self._stack.enter_context(meter.Guard(limit, self._end_by_guard))
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_timer()
        self._stack.close()

    def begin_cell(self) -> None:
        """Let the bounds count anew."""
        if self._guard is not None and self.bounds.processor is not None:
            self._guard.grant(self.bounds.processor)
        if self.bounds.clock is not None:
            self._stop_timer()
            self._timer = threading.Timer(self.bounds.clock, self._end_by_timer)
            self._timer.daemon = True
            self._timer.start()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()

    def _end_by_guard(self) -> None:
        idle = self._guard is not None and self._guard.overrun == "idle"
        taken = "长时间没有进展" if idle else f"所用的处理器时间超过{self.bounds.processor:g}秒"
        self._end(f"一个单元{taken}，已停止。")

    def _end_by_timer(self) -> None:
        self._end(f"一个单元超过{self.bounds.clock:g}秒未完成，已停止。")

    def _end(self, why: str) -> None:
        self.overrun = why
        meter.end(self.process)
