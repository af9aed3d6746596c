"""Processes that work for this one: forked from one that is kept warm, or begun by a command where none can be forked.

The warm one has imported all that work takes and made a page before it forks, so that a worker costs milliseconds. It
has one thread, is started by a command of its own, so that no script or notebook is imported a second time, and ends
with this process, as do all that it forked. It ends, too, where nobody has asked it for a while, and is started again.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from audit import engine
from audit.machine import resources
from audit.machine.frames import listen, receive, send

#: Seconds after which a warm process ends that nobody has asked for another.
_IDLE = 300.0
#: Seconds that what was forked is given to end by itself.
_LAST = 0.5
#: One thread for each library: what is forked from several may wait for ever on what another one held.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
#: Windows opens no window for what works in the background.
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from audit.render.processes import nursery; nursery."


@dataclass(slots=True, eq=False)
class Channel:
    """The way to speak with a process; ``started`` is the process where a command began it."""

    reader: IO[bytes]
    writer: IO[bytes]
    started: subprocess.Popen[bytes] | None = None

    def ask(self, what: Any) -> Any:
        """What the process answers; EOFError or OSError where it has died."""
        send(self.writer, what)
        return receive(self.reader)

    def kill(self) -> None:
        """End the process at once where a command began it; what was forked ends with the warm process."""
        if self.started is not None:
            self.started.kill()

    def close(self) -> None:
        """Let the process end: it does when nobody is there any more to ask; one that is at work is ended."""
        for stream in (self.writer, self.reader):
            with contextlib.suppress(OSError):
                stream.close()
        if self.started is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.started.wait(_LAST)
            self.started.kill()
            self.started.wait()


def begin(scratch: str) -> Channel:
    """A process that answers each (function, argument) with what ``work`` of it gives, and writes under ``scratch``."""
    channel = _nursery.fork() if engine.forks() else _spawned()
    with contextlib.suppress(OSError):  # one that has died already is told by its first answer
        send(channel.writer, (dict(os.environ), str(Path.cwd()), scratch))
    return channel


def end_all() -> None:
    """End the warm process and, at once, all that was forked from it."""
    _nursery.end()


@dataclass(slots=True)
class _Nursery:
    """The warm process of this one, started when it is first needed."""

    process: subprocess.Popen[bytes] | None = None
    control: socket.socket | None = None
    owner: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fork(self) -> Channel:
        """A process forked from the warm one, which is begun anew where it has ended."""
        with self.lock:
            ours, theirs = socket.socketpair()
            with theirs:
                try:
                    self._ask(theirs)
                except OSError:
                    self._close()
                    self._ask(theirs)
            reader, writer = ours.makefile("rb"), ours.makefile("wb")
            ours.close()
        return Channel(reader, writer)

    def _ask(self, theirs: socket.socket) -> None:
        if self.control is None or self.owner != os.getpid():
            self._start()
        if self.control is not None:
            socket.send_fds(self.control, [b"f"], [theirs.fileno()])

    def _start(self) -> None:
        self.control, theirs = socket.socketpair()
        self.owner = os.getpid()
        with theirs:
            number = theirs.fileno()
            self.process = _command(f"serve({number})", pass_fds=(number,), env=os.environ | _ONE_THREAD)

    def end(self) -> None:
        """End the process with all that it forked."""
        with self.lock:
            self._close()

    def _close(self) -> None:
        if self.control is not None and self.owner == os.getpid():
            self.control.close()
            if self.process is not None:
                self.process.wait()
        self.process = self.control = None


_nursery = _Nursery()
atexit.register(end_all)


def serve(number: int) -> None:
    """The warm process: fork one for each socket that comes over the one of this number, and end with that."""
    from audit.render.processes import warm  # noqa: PLC0415 – only this process takes the time

    warm.up()
    control = socket.socket(fileno=number)
    while select.select([control], [], [], _IDLE)[0] or _has_children():
        if not select.select([control], [], [], 0)[0]:
            continue
        data, numbers, _, _ = socket.recv_fds(control, 1, 1)
        if not data:
            break
        # Where no process can be begun, whoever asked hears that there is none.
        with socket.socket(fileno=numbers[0]) as theirs, contextlib.suppress(OSError):
            if os.fork() == 0:
                engine.end_with_parent()
                control.close()
                answer(theirs.makefile("rb"), theirs.makefile("wb"))
        _has_children()
    # What was told to end gets a moment, so that its time is counted; whatever still works ends with this process.
    until = time.monotonic() + _LAST
    while _has_children() and time.monotonic() < until:
        time.sleep(0.005)
    os._exit(0)


def _has_children() -> bool:
    """Whether any process that was forked still runs; the others are let go."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return True
    return False


def _spawned() -> Channel:
    started = _command("answer_standard_input()", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if started.stdin is None or started.stdout is None:
        raise EOFError
    return Channel(started.stdout, started.stdin, started)


def answer_standard_input() -> None:
    """A process begun by a command: answer until nobody is there any more to ask, and end at once then."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What libraries print would be taken for an answer.
    with Path(os.devnull).open("r+b") as nowhere:
        os.dup2(nowhere.fileno(), 0)
        os.dup2(nowhere.fileno(), 1)
    asked: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=listen, args=(jobs, asked), daemon=True).start()
    _settle_in(*asked.get())
    while True:
        function, job = asked.get()
        send(answers, function(job))


def answer(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """A process that was forked: answer until nobody is there any more to ask."""
    try:
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


def _command(call: str, **how: Any) -> subprocess.Popen[bytes]:
    """Start a process of this interpreter that makes ``call`` of this module."""
    # -P: a folder full of reports must not offer modules to import. The toolkit is found where this process has it.
    path = [str(resources.PACKAGE.parent), *filter(None, sys.path)]
    command = [sys.executable, "-P", "-c", _START + call, json.dumps(path)]
    # A terminal's Ctrl-C is for this process, which ends the others.
    alone = {"creationflags": _NO_WINDOW} if sys.platform == "win32" else {"start_new_session": True}
    return subprocess.Popen(command, **how, **alone)  # noqa: S603 – this interpreter with our own arguments
