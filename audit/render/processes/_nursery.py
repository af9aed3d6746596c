"""Processes that work for this one: forked from one that is kept warm, or begun by a command where none can be forked.

The warm one has imported all that work takes and made a page before it forks, so that a worker costs milliseconds. It
has one thread, is started by a command of its own, so that no script or notebook is imported a second time, and ends
with this process, as do all that it forked. It ends, too, where nobody has asked it for a while, and is started again.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import socket
import struct
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO, Any

from audit import engine
from audit.machine import children
from audit.machine.children import Child
from audit.machine.frames import receive, send

#: Seconds after which a warm process ends that nobody has asked for another.
_IDLE = 300.0
#: Seconds that what was forked is given to end by itself, and those for the warm process, which waits so long itself.
_LAST, _LAST_OF_ALL = 0.5, 2.0
#: One thread for each library: what is forked from several may wait for ever on what another one held.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
#: What the warm process is told: to fork a process, or to end one; and the number by which that goes.
_ORDER = struct.Struct("<cQ")
_FORK, _END = b"f", b"e"


@dataclass(slots=True, eq=False)
class Channel:
    """The way to speak with a process: two streams, and what ends it at once (``kill``) or lets it end (``let_go``)."""

    reader: IO[bytes]
    writer: IO[bytes]
    kill: Callable[[], object]
    let_go: Callable[[], object] = lambda: None

    def ask(self, what: Any) -> Any:
        """What the process answers; EOFError or OSError where it has died."""
        send(self.writer, what)
        return receive(self.reader)

    def close(self) -> None:
        """Let the process end: it does when nobody is there any more to ask; one that a command began is ended if it does not."""
        for stream in (self.writer, self.reader):
            with contextlib.suppress(OSError):
                stream.close()
        self.let_go()


def begin(scratch: str) -> Channel:
    """A process that answers each (function, argument) with what ``work`` of it gives, and writes under ``scratch``."""
    channel = _nursery.fork() if engine.forks() else _spawned()
    with contextlib.suppress(OSError):  # one that has died already is told by its first answer
        send(channel.writer, (dict(os.environ), str(Path.cwd()), scratch))
    return channel


@dataclass(slots=True)
class _Nursery:
    """The warm process of this one, begun when it is first needed."""

    process: Child | None = None
    control: socket.socket | None = None
    owner: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    numbers: count[int] = field(default_factory=count)

    def fork(self) -> Channel:
        """A process forked from the warm one, which is begun anew where it has ended."""
        with self.lock:
            ours, theirs = socket.socketpair()
            number = next(self.numbers)
            with theirs:
                try:
                    self._ask(theirs, number)
                except OSError:
                    self._close()
                    self._ask(theirs, number)
            reader, writer = ours.makefile("rb"), ours.makefile("wb")
            ours.close()
        return Channel(reader, writer, lambda: self.kill(number))

    def _ask(self, theirs: socket.socket, number: int) -> None:
        if self.control is None or self.owner != os.getpid():
            self._start()
        if self.control is not None:
            socket.send_fds(self.control, [_ORDER.pack(_FORK, number)], [theirs.fileno()])

    def _start(self) -> None:
        # Each order arrives by itself, whole.
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.owner = os.getpid()
        with theirs:
            own = theirs.fileno()
            self.process = children.begin(
                f"{__name__}:{serve.__name__}", own, environment=_ONE_THREAD, socket=own, stderr=None
            )

    def kill(self, number: int) -> None:
        """End, at once, the process that goes by ``number``; the warm one does so, which alone knows that it still runs."""
        with self.lock, contextlib.suppress(OSError):  # with a warm process that is gone, all that it forked is
            if self.control is not None and self.owner == os.getpid():
                self.control.send(_ORDER.pack(_END, number))

    def end(self) -> None:
        """End the process with all that it forked."""
        with self.lock:
            self._close()

    def _close(self) -> None:
        if self.control is not None and self.owner == os.getpid():
            self.control.close()
            if self.process is not None:
                self.process.end(_LAST_OF_ALL)
        self.process = self.control = None


_nursery = _Nursery()
atexit.register(_nursery.end)


def serve(number: int) -> None:
    """The warm process: fork one for each socket that comes over the one of this number, and end with that."""
    from audit.render.processes import _warm  # noqa: PLC0415 – only this process takes the time

    _warm.up()
    control = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, fileno=number)
    #: The processes that were forked and still run, by the number by which they go.
    forked: dict[int, int] = {}
    while select.select([control], [], [], _IDLE)[0] or _still_running(forked):
        if not select.select([control], [], [], 0)[0]:
            continue
        data, sockets, _, _ = socket.recv_fds(control, _ORDER.size, 1)
        if not data:
            break
        order, name = _ORDER.unpack(data)
        _still_running(forked)
        if order == _END:
            if name in forked:  # nobody else has its number before it is waited for here
                os.kill(forked[name], signal.SIGKILL)
            continue
        # Where no process can be begun, whoever asked hears that there is none.
        with socket.socket(fileno=sockets[0]) as theirs, contextlib.suppress(OSError):
            parent = os.getpid()
            begun = os.fork()
            if begun == 0:
                children.end_with_parent(parent)
                control.close()
                answer(theirs.makefile("rb"), theirs.makefile("wb"))
            forked[name] = begun
    # What was told to end gets a moment, so that its time is counted; whatever still works ends with this process.
    until = time.monotonic() + _LAST
    while _still_running(forked) and time.monotonic() < until:
        time.sleep(0.005)
    os._exit(0)


def _still_running(forked: dict[int, int]) -> bool:
    """Whether any process of ``forked`` still runs; the others are let go."""
    for name, process in list(forked.items()):
        if os.waitpid(process, os.WNOHANG)[0]:
            del forked[name]
    return bool(forked)


def _spawned() -> Channel:
    child = children.begin(f"{__name__}:{answer_standard_input.__name__}", stderr=None)
    if child.process.stdout is None or child.process.stdin is None:
        raise EOFError
    return Channel(child.process.stdout, child.process.stdin, child.process.kill, lambda: child.end(_LAST))


def answer_standard_input() -> None:
    """A process begun by a command: answer until nobody is there any more to ask, and end at once then."""
    asked, answers = children.conversation()
    _settle_in(*asked.get())
    while True:
        function, job = asked.get()
        send(answers, function(job))


def answer(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """A process that was forked: answer until nobody is there any more to ask."""
    try:
        children.keep_from_children(jobs)
        _settle_in(*receive(jobs))
        while True:
            function, job = receive(jobs)
            send(answers, function(job))
    finally:  # nobody asks any more, or what was asked or found cannot be sent: its loss is told
        os._exit(0)


def _settle_in(environment: Mapping[str, str], folder: str, scratch: str) -> None:
    """Have the environment of who asks, work in the same ``folder``, and keep what libraries write under ``scratch``."""
    os.chdir(folder)
    os.environ.clear()
    os.environ |= environment
    os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)
    tempfile.tempdir = None
