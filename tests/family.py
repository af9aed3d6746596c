"""A command with all that it starts, also what outlives it: counted, waited for, ended. Linux only.

Whatever loses its parent becomes a child of this process, which waits for it: nothing that a command has started escapes.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.cost import running

#: prctl: what loses its parent becomes this process's child.
_SET_CHILD_SUBREAPER = 36
#: Seconds between two looks.
_SELDOM = 0.01


def adopt() -> None:
    """Become the parent of all that loses its own among the descendants of this process."""
    ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children(process: int | str = "self") -> set[int]:
    """The numbers of the children of a process, those that have ended and are not waited for included."""
    found: set[int] = set()
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found.update(map(int, listed.read_text("ascii").split()))
    return found


def descendants(process: int, depth: int = 0) -> Iterator[tuple[int, int]]:
    """The process with all below it, each with how far below it stands."""
    yield process, depth
    for child in children(process):
        yield from descendants(child, depth + 1)


class Family:
    """``command``, started, with all that it starts; ``how`` is what ``subprocess.Popen`` takes."""

    def __init__(self, command: Sequence[str], **how: Any) -> None:
        adopt()
        self._others = children()
        self._begun = time.monotonic()
        self._seconds = 0.0
        self.process = subprocess.Popen(command, **how)

    def heads(self) -> set[int]:
        """The command and what has lost its parent, as far as they still run; the others are let go, and counted."""
        living = set()
        for number in children() - self._others:
            ended, status, use = os.wait4(number, os.WNOHANG)
            if not ended:
                living.add(number)
                continue
            self._seconds += use.ru_utime + use.ru_stime
            if number == self.process.pid:
                self.process.returncode = os.waitstatus_to_exitcode(status)
        return living

    def spent(self) -> float:
        """The seconds of processor time of all of them so far."""
        living = self.heads()
        return self._seconds + sum(running(str(number)) for number in living)

    def elapsed(self) -> float:
        """The seconds on the clock since the command was started."""
        return time.monotonic() - self._begun

    def wait(self, seconds: float = 3600.0) -> bool:
        """Wait until nothing of it runs any more; whether that came within so many ``seconds`` on the clock."""
        until = time.monotonic() + seconds
        while self.heads():
            if time.monotonic() > until:
                return False
            time.sleep(_SELDOM)
        return True

    def end(self) -> None:
        """End all of it at once."""
        while living := self.heads():
            for head in living:
                for number, _ in list(descendants(head)):
                    with suppress(ProcessLookupError):
                        os.kill(number, 9)
            time.sleep(_SELDOM)
