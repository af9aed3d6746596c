"""Processes that execute notebooks: begun, bounded, and what is said where one ends before its notebook does.

On Linux a process is forked for each notebook from this one, whose imports it has then already. Where that cannot be
done, since the system does not fork or this process has several threads, one is started by a command, kept warm, and
given notebook after notebook.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

import psutil

from audit.engine._events import Event, Request
from audit.errors import RenderError, UsageError
from audit.machine import meter
from audit.machine.frames import receive, send

#: The environment variable that chooses a way, and its values.
WAY = "GKAUDIT_ENGINE"
_FORK, _SPAWN = "fork", "spawn"
#: Seconds of processor time in which a process is ready for its first cell.
_START_SECONDS = 60.0
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from audit.engine import _child; _child.serve()"


class LostError(RenderError):
    """The process of a notebook ended before the notebook did; says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class CellBounds:
    """What one cell may take: seconds of processor time, seconds on the clock; None is no bound."""

    processor: float | None = None
    clock: float | None = None


def execute(request: Request, bounds: CellBounds) -> Iterator[Event]:
    """What happens while ``request`` is executed in a process of its own; LostError where that ends before its time."""
    if forks() and threading.active_count() == 1:
        yield from _heard(_forked(request), bounds)
    else:
        with _turn:  # the one that is kept executes one notebook at a time
            yield from _heard(_spawned(request), bounds)


def _heard(running: _Running, bounds: CellBounds) -> Iterator[Event]:
    watch = _CellWatch(running.process, bounds)
    finished = goes_on = False
    try:
        with watch:
            while not finished:
                event: Event = receive(running.answers)
                if event.kind == "start":
                    watch.begin_cell()
                finished = event.kind == "done"
                goes_on = finished and not event.last
                yield event
    except Exception:  # what comes out of a process that went wrong may be anything: its notebook alone is lost
        raise LostError(watch.overrun or _ended(running.end())) from None
    finally:
        if not goes_on or running.ends_with_notebook:
            running.end()


@dataclass(slots=True)
class _Running:
    """A process with the way to hear from it."""

    process: psutil.Process
    answers: IO[bytes]
    #: The process where a command started it; forked ones are waited for by their number.
    started: subprocess.Popen[bytes] | None = None
    code: int | None = None

    @property
    def ends_with_notebook(self) -> bool:
        return self.started is None

    def end(self) -> int:
        """End the process with all that it started; its exit code, negative for a signal."""
        if self.code is None:
            with contextlib.suppress(OSError):
                self.answers.close()
            # What was forked is not waited for yet, so that its number is nobody else's.
            ended = _has_ended(self.process)
            if not ended:
                meter.end(self.process)
            if self.started and self.started.stdin:
                with contextlib.suppress(OSError):  # a request that it no longer took is lost with it
                    self.started.stdin.close()
            self.code = self.started.wait() if self.started else os.waitstatus_to_exitcode(_waited(self.process.pid))
        return self.code


def _has_ended(process: psutil.Process) -> bool:
    """Whether a process has ended by itself, after a moment in which what closes its pipe also ends."""
    for _ in range(20):
        with contextlib.suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE:
                threading.Event().wait(0.005)
                continue
        return True
    return False


def _waited(number: int) -> int:
    return os.waitpid(number, 0)[1]


def forks() -> bool:
    """Whether processes are forked on this system; UsageError where the environment variable ``WAY`` says neither way."""
    chosen = os.environ.get(WAY, "")
    if chosen not in {"", _FORK, _SPAWN}:
        raise UsageError(f"环境变量{WAY}应为{_FORK}或{_SPAWN}，不能是“{chosen}”。")
    return sys.platform == "linux" and chosen != _SPAWN


def _forked(request: Request) -> _Running:
    from audit.engine import _child  # noqa: PLC0415 – IPython takes half a second to import

    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.flush()
    ours, theirs = os.pipe()
    number = os.fork()
    if number == 0:
        try:
            os.close(ours)
            end_with_parent()
            _child.execute(request, os.fdopen(theirs, "wb"))
        finally:
            os._exit(0)
    os.close(theirs)
    return _Running(psutil.Process(number), os.fdopen(ours, "rb"))


def end_with_parent() -> None:
    """Let the system end this process as soon as the one that forked it ends, by whatever cause; Linux only."""
    import ctypes  # noqa: PLC0415 – only what is forked needs it

    set_death_signal = 1
    ctypes.CDLL(None, use_errno=True).prctl(set_death_signal, signal.SIGKILL)


_turn = threading.Lock()
#: By process: the one that is kept warm for its notebooks.
_kept: dict[int, _Running] = {}


def _spawned(request: Request) -> _Running:
    running = _kept.get(os.getpid())
    if running is None or running.code is not None or (running.started and running.started.poll() is not None):
        running = _kept[os.getpid()] = _start()
    if running.started is None or running.started.stdin is None:
        raise EOFError
    with contextlib.suppress(OSError):  # one that has just ended is told by its answer
        send(running.started.stdin, request)
    return running


def _start() -> _Running:
    # -P: the folder of a notebook offers modules only where the request says so.
    command = [sys.executable, "-P", "-c", _START, json.dumps([path for path in sys.path if path])]
    started = subprocess.Popen(  # noqa: S603 – this interpreter with our own arguments
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    if started.stdout is None:
        raise EOFError
    return _Running(psutil.Process(started.pid), started.stdout, started)


def _ended(code: int) -> str:
    """Why a process is gone that nobody ended, in Chinese."""
    how = f"信号{-code}" if code < 0 else f"代码{code}"
    return f"执行笔记本的进程意外终止（{how}），可能是内存不足，或者单元中结束了进程。"


@dataclass(slots=True)
class _CellWatch:
    """Looks at the process of a notebook while its context lasts, and ends it where a cell overruns its bounds."""

    process: psutil.Process
    bounds: CellBounds
    overrun: str = ""
    _guard: meter.Guard | None = None
    _timer: threading.Timer | None = None
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __enter__(self) -> _CellWatch:
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
