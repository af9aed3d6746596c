"""Children of this interpreter: processes that a command begins, which find the toolkit where this one has it.

No script, notebook or test is imported a second time for them, as multiprocessing would. What they are asked and answer
goes over their standard input and output, in frames; one ends at once, with all that it started, when nobody is there
any more to ask it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from audit.machine import frames
from audit.machine.installed import resources

_START = (
    "import json, pkgutil, sys; sys.path[:], name, given = json.loads(sys.argv[1]); pkgutil.resolve_name(name)(*given)"
)
#: Options of Linux's ``prctl``: PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER.
_DEATH_SIGNAL, _ADOPTS_ORPHANS = 1, 36
#: Windows opens no window for what works in the background.
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


@dataclass(slots=True, eq=False)
class Child:
    """A process begun by a command, and the way to speak with it."""

    process: subprocess.Popen[bytes]

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def send(self, what: Any) -> None:
        """Ask ``what`` of it; OSError where it has ended."""
        if self.process.stdin is None:
            raise BrokenPipeError
        frames.send(self.process.stdin, what)

    def receive(self) -> Any:
        """What it answers next; EOFError where it has ended."""
        if self.process.stdout is None:
            raise EOFError
        return frames.receive(self.process.stdout)

    def end(self, patience: float = 0.0) -> int:
        """Have it ended, with ``patience`` seconds in which it may do so by itself; its exit code, negative for a signal."""
        if not patience:
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # a request that it no longer took is lost with it
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(patience or None)
        self.process.kill()
        return self.process.wait()


def begin(
    function: str,
    *given: object,
    environment: Mapping[str, str] | None = None,
    socket: int | None = None,
    stderr: int | None = subprocess.DEVNULL,
) -> Child:
    """Begin a process that calls ``function`` ("package.module:name") with what was ``given`` (as JSON has it).

    ``environment`` is added to ours. One that is given the number of a ``socket`` is spoken with over that alone. What it
    prints on ``stderr`` goes nowhere, or with None where ours goes.
    """
    path = [str(resources.PACKAGE.parent), *filter(None, map(str, sys.path))]
    # -P: a folder full of reports must not offer modules to import.
    command = [sys.executable, "-P", "-c", _START, json.dumps([path, function, given])]
    # A terminal's Ctrl-C is for this process, which ends the others.
    alone: dict[str, Any] = (
        {"creationflags": _NO_WINDOW}
        if sys.platform == "win32"
        else {"start_new_session": True, "pass_fds": () if socket is None else (socket,)}
    )
    pipe = subprocess.PIPE if socket is None else subprocess.DEVNULL
    started = subprocess.Popen(  # noqa: S603 – this interpreter with our own arguments
        command,
        env={**os.environ, **(environment or {})},
        stdin=pipe,
        stdout=pipe,
        stderr=stderr,
        **alone,
    )
    return Child(started)


def conversation() -> tuple[SimpleQueue[Any], IO[bytes]]:
    """For a process that was begun so: what it is asked, one thing after the other, and the way to answer.

    From now on what libraries print goes nowhere: it would be taken for an answer. This process ends at once, with all
    that it started, where nobody is there any more to ask, or what was asked cannot be understood.
    """
    asked: SimpleQueue[Any] = SimpleQueue()
    # What is duplicated so is given to no program that this process runs.
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("r+b") as nowhere:
        os.dup2(nowhere.fileno(), 0)
        os.dup2(nowhere.fileno(), 1)
    keep_from_children(requests, answers)
    threading.Thread(target=_listen, args=(requests, asked), daemon=True).start()
    return asked, answers


def keep_from_children(*streams: IO[bytes]) -> None:
    """Let no process that is forked from this one hold ``streams`` open: their other ends must see when this one has ended."""
    numbers = [stream.fileno() for stream in streams]

    def let_go() -> None:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in numbers:
            os.dup2(nowhere, number, inheritable=False)
        os.close(nowhere)

    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=let_go)


def end_with_parent(parent: int) -> None:
    """End this process, which ``parent`` has begun, where that has ended already; on Linux, have the system end it as soon as that ends."""
    if sys.platform == "linux":
        _process_control(_DEATH_SIGNAL, signal.SIGKILL)
    if sys.platform != "win32" and os.getppid() != parent:
        os._exit(0)


def adopt_orphans() -> None:
    """Keep all that is started below this process among its descendants, whatever has ended in between; Linux only."""
    if sys.platform == "linux":
        _process_control(_ADOPTS_ORPHANS, 1)


def _process_control(option: int, value: int) -> None:
    import ctypes  # noqa: PLC0415 – only processes that have been begun need it

    ctypes.CDLL(None, use_errno=True).prctl(option, value)


def _listen(requests: IO[bytes], asked: SimpleQueue[Any]) -> None:
    try:
        while True:
            asked.put(frames.receive(requests))
    finally:
        end_group(os.getpid())
        os._exit(0)


def end_group(leader: int) -> None:
    """End the processes that one begun so, or another ``leader`` of a session, started, and itself with them; POSIX only."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # none is left
            if leader != os.getpid() or os.getpgrp() == leader:
                os.killpg(leader, signal.SIGKILL)
