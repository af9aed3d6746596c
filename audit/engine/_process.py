"""Processes that execute notebooks: begun, bounded, and what is said where one ends before its notebook does.

On Linux a process is forked for each notebook from this one, whose imports it has then already. Where that cannot be
done, since the system does not fork or this process has several threads, one is begun by a command for each, ahead of
the notebook where there was one before: it has loaded what executes notebooks, and executed nothing. Only notebooks of
which the caller knows that they leave no trace follow each other in one process, which saves them its imports.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

from audit.engine._bounds import CellBounds, CellWatch
from audit.engine._events import Event, Request
from audit.errors import OwnError, RenderError, UsageError, trouble
from audit.limits import meter
from audit.machine import children
from audit.machine.children import Child
from audit.machine.frames import receive

#: The environment variable that chooses a way, and its values.
WAY = "GKAUDIT_ENGINE"
_FORK, _SPAWN = "fork", "spawn"
_SERVE = "audit.engine._child:serve"
_GARBLED = "执行笔记本的进程发来的内容无法识别，可能是单元写坏了进程之间的通道，该笔记本没有执行完。"


class LostError(RenderError):
    """The process of a notebook ended before the notebook did; says why, in Chinese."""


class EngineFaultError(OwnError):
    """The engine itself failed at a notebook; says nothing about the notebook."""


def execute(request: Request, bounds: CellBounds) -> Iterator[Event]:
    """What happens while ``request`` is executed in a process of its own.

    LostError where that ends before its time, EngineFaultError where we fail at it ourselves.
    """
    if forks() and threading.active_count() == 1:
        yield from _events(_forked(request), bounds)
        return
    around = _ProcessSurroundings.here()
    told, child = False, _ready(around, request)
    try:
        for event in _events(running := _spawned(request, child or _begun()), bounds):
            told = True
            yield event
    except LostError:
        if told or not child:
            raise
        # It ended while nobody needed it, or as the notebook came: nothing of that has been executed.
        for event in _events(running := _spawned(request, _begun()), bounds):
            yield event
    # Who has had a notebook executed may ask for the next one.
    if os.getpid() in _waiting:
        running.end()
    elif running.code is None and running.child:
        _waiting[os.getpid()] = _WaitingChild(around, running.child, is_used=True)
    else:
        with contextlib.suppress(LostError):  # the next one tells it
            _waiting[os.getpid()] = _WaitingChild(_ProcessSurroundings.here(), _begun())


def _events(running: _Running, bounds: CellBounds) -> Iterator[Event]:
    """What the process tells until its notebook has been executed; it is ended then, unless it goes on with others of its kind."""
    watch = CellWatch(running.process, bounds)
    finished = False
    try:
        with watch:
            while not finished:
                event = _next(running, watch)
                if event.kind == "start":
                    watch.begin_cell()
                finished = event.kind == "done"
                yield event
    finally:
        if not (finished and running.goes_on):
            running.end()


def _next(running: _Running, watch: CellWatch) -> Event:
    try:
        event: Event = receive(running.answers)
    except (EOFError, OSError):
        code = running.end(by_itself=not watch.overrun)
        raise LostError(watch.overrun or _ended(code)) from None
    except Exception:  # what comes out of a process that went wrong may be anything: its notebook alone is lost
        raise LostError(watch.overrun or _GARBLED) from None
    if event.kind == "fault":
        raise EngineFaultError(str(event.data), event.data.trace)
    return event


@dataclass(slots=True)
class _Running:
    """A process with the way to hear from it."""

    process: psutil.Process
    answers: IO[bytes]
    #: The process where a command began it; a forked one is waited for by its number.
    child: Child | None = None
    goes_on: bool = False
    code: int | None = None

    def end(self, *, by_itself: bool = False) -> int:
        """End the process with all that it started; its exit code, negative for a signal.

        One that may end ``by_itself`` gets a moment for that, so that the code tells why.
        """
        if self.code is None:
            if by_itself:
                with contextlib.suppress(OSError):
                    self.answers.close()  # it may wait for what it writes to be read
            # It is not waited for yet, so that its number is nobody else's.
            if not (by_itself and _has_ended(self.process)):
                meter.end(self.process)
            children.end_group(self.process.pid)
            with contextlib.suppress(OSError):
                self.answers.close()
            self.code = self.child.end() if self.child else os.waitstatus_to_exitcode(_waited(self.process.pid))
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


@contextlib.contextmanager
def _begin_or_tell() -> Iterator[None]:
    """LostError, in Chinese, where the block cannot begin a process."""
    try:
        yield
    except OSError as error:
        raise LostError(f"未能启动执行笔记本的进程（{trouble(error)}），可能是内存不足或进程过多。") from error


def _forked(request: Request) -> _Running:
    from audit.engine import _child  # noqa: PLC0415 – IPython takes half a second to import

    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.flush()
    ours, theirs = os.pipe()
    parent = os.getpid()
    with _begin_or_tell():
        number = os.fork()
    if number == 0:
        try:
            os.close(ours)
            children.end_with_parent(parent)
            os.setsid()  # what it starts is ended with it, also where it has ended itself
            _child.execute(request, os.fdopen(theirs, "wb"))
        finally:
            os._exit(1)
    os.close(theirs)
    return _Running(psutil.Process(number), os.fdopen(ours, "rb"))


@dataclass(frozen=True, slots=True)
class _ProcessSurroundings:
    """All that a process takes from the one that begins it."""

    environment: tuple[tuple[str, str], ...]
    folder: str
    path: tuple[str, ...]

    @classmethod
    def here(cls) -> _ProcessSurroundings:
        """Those of this process at this moment."""
        return cls(tuple(os.environ.items()), str(Path.cwd()), tuple(map(str, sys.path)))


@dataclass(frozen=True, slots=True)
class _WaitingChild:
    """A process that waits for a notebook, and what surrounded it when it was begun.

    One that ``is_used`` has executed notebooks that leave no trace.
    """

    around: _ProcessSurroundings
    child: Child
    is_used: bool = False


#: By process: the one that waits for its next notebook.
_waiting: dict[int, _WaitingChild] = {}


def _begun() -> Child:
    with _begin_or_tell():
        return children.begin(_SERVE)


def _ready(around: _ProcessSurroundings, request: Request) -> Child | None:
    """The process that waits, if it is as fresh as the notebook needs it and has not ended yet; any other is ended."""
    one = _waiting.pop(os.getpid(), None)
    if one is None:
        return None
    if one.around == around and one.child.is_alive and (request.leaves_no_trace or not one.is_used):
        return one.child
    one.child.end()
    return None


@atexit.register
def _end_waiting() -> None:
    """End what this process has begun ahead."""
    if one := _waiting.pop(os.getpid(), None):
        one.child.end()


def _spawned(request: Request, child: Child) -> _Running:
    if child.process.stdout is None:
        raise EOFError
    try:
        child.send(request)
    except OSError:  # one that has just ended is told by its answer
        pass
    except Exception:  # what cannot be sent
        child.end()
        raise
    process = psutil.Process(child.process.pid)
    return _Running(process, child.process.stdout, child, goes_on=request.leaves_no_trace)


def _ended(code: int) -> str:
    """Why a process is gone that nobody ended, in Chinese."""
    how = f"信号{-code}" if code < 0 else f"代码{code}"
    return f"执行笔记本的进程意外终止（{how}），可能是内存不足，或者单元中结束了进程。"
