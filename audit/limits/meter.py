"""Bounds on a process and all that it starts: processor time and memory held, looked at again and again.

Processor time hardly depends on what else the machine does, and a machine that is slow grants more (``pace``), so that a
document that is read on a quiet and fast machine is read on a busy and slow one. A process that waits for what never comes takes none: it is told by that, and a count of looks is
the last resort. Looks are counted rather than seconds, since a machine that holds up the process holds up whoever
looks as well.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from audit.limits.pace import slowness

#: Why a process has to end: its time, its memory, no more progress.
Overrun = Literal["time", "memory", "idle"]
#: Seconds between two looks.
LOOK = 0.1
#: Seconds in which a process that sleeps all the while must take some processor time: one that waits for what never
#: comes takes next to none, while one that the machine holds up does not sleep but is ready to go on.
IDLE = 60.0
#: Share of the looks that find such a process asleep, and the seconds that it may take now and then to look round.
_ASLEEP, _LOOKING_ROUND = 0.9, 0.5
#: Seconds on the clock that a process may take for each second of processor time granted to it: the last resort.
PATIENCE = 60.0
#: Times that it is looked for what a process has started since the last look.
_ROUNDS = 20
_SLEEPING = (psutil.STATUS_SLEEPING, psutil.STATUS_IDLE, psutil.STATUS_ZOMBIE)


@dataclass(frozen=True, slots=True)
class Use:
    """What a process and its descendants have taken: seconds of processor time, bytes held; whether all sleep."""

    seconds: float
    resident: int
    asleep: bool


def use(process: psutil.Process, *, alone: bool = False) -> Use:
    """The use of ``process`` with all that it started, or of it ``alone``; those that are gone count for nothing.

    Time of descendants that have ended counts as well where the system keeps it.
    """
    seconds, resident, asleep = 0.0, 0, True
    for member in [process] if alone else [process, *descendants(process)]:
        with contextlib.suppress(psutil.Error), member.oneshot():
            times = member.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
            resident += member.memory_info().rss
            asleep = asleep and member.status() in _SLEEPING
    return Use(seconds, resident, asleep)


def descendants(process: psutil.Process) -> list[psutil.Process]:
    """All that ``process`` started and that still run."""
    found: list[psutil.Process] = []
    with contextlib.suppress(psutil.Error):
        if not process.is_running():  # its number may be another's by now
            return found
        if _tells_children(process.pid):
            for child in _children(process):
                found += [child, *descendants(child)]
        else:
            found += process.children(recursive=True)
    return found


def _tells_children(number: int) -> bool:
    """Whether the system tells which processes a process has started, so that not all that run have to be looked through."""
    return Path(f"/proc/{number}/task/{number}/children").exists()


def _children(process: psutil.Process) -> Iterator[psutil.Process]:
    """What ``process`` itself started, by whichever of its threads, and that still runs."""
    for listed in Path(f"/proc/{process.pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for number in listed.read_text("ascii").split():
                with contextlib.suppress(psutil.Error):
                    yield psutil.Process(int(number))


def end(process: psutil.Process) -> None:
    """End ``process`` with all that it started, also what is started meanwhile."""
    with contextlib.suppress(psutil.Error):
        process.suspend()  # it starts nothing in place of what ends
    ended: set[psutil.Process] = set()
    for _ in range(_ROUNDS):
        new = [each for each in descendants(process) if each not in ended]
        if not new:
            break
        for each in new:
            with contextlib.suppress(psutil.Error):
                each.kill()
        ended.update(new)
    with contextlib.suppress(psutil.Error):
        process.kill()


class Meter:
    """What a process takes from now on, against its bounds: ``seconds`` of a usual machine's processor time, bytes of ``memory`` held."""

    def __init__(self, process: psutil.Process, seconds: float, memory: int | None = None) -> None:
        self._process, self._memory = process, memory
        # What has only begun, or waits for work, has no descendants yet: looking for them takes milliseconds.
        self._begin(seconds, use(process, alone=True).seconds)

    def grant(self, seconds: float) -> None:
        """From now on ``seconds`` may be taken, whatever was taken before."""
        self._begin(seconds, use(self._process).seconds)

    def _begin(self, seconds: float, taken: float) -> None:
        self.seconds, self._before = seconds, taken
        self._looks = 0
        self._window(taken)

    def _window(self, taken: float) -> None:
        """Begin to watch for sleep."""
        self._since, self._seen, self._sleeping = taken, 0, 0

    def look(self) -> Overrun | None:
        """Which bound is overrun; to be called every ``LOOK`` seconds."""
        now = use(self._process)
        self._looks += 1
        self._seen += 1
        self._sleeping += now.asleep
        if self._memory is not None and now.resident > self._memory:
            return "memory"
        taken = now.seconds - self._before
        if taken > self.seconds and taken > self.seconds * slowness():
            return "time"
        if self._seen * LOOK >= IDLE:
            if now.seconds - self._since < _LOOKING_ROUND and self._sleeping >= _ASLEEP * self._seen:
                return "idle"
            self._window(now.seconds)
        return "idle" if self._looks * LOOK > PATIENCE * self.seconds + IDLE else None


class Guard:
    """Looks at a meter in a thread of its own while its context lasts; calls ``end`` once, at the first overrun."""

    def __init__(self, meter: Meter, end: Callable[[], None]) -> None:
        self._meter, self._end = meter, end
        self.overrun: Overrun | None = None
        self._lock, self._over = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Guard:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def seconds(self) -> float:
        """Seconds of processor time of the bound that holds now."""
        return self._meter.seconds

    def grant(self, seconds: float) -> None:
        """From now on ``seconds`` of processor time may be taken, whatever was taken before."""
        with self._lock:
            self._meter.grant(seconds)

    def _watch(self) -> None:
        while not self._over.wait(LOOK):
            with self._lock:
                self.overrun = self._meter.look()
            if self.overrun:
                self._end()
                return
