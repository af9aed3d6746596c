"""What a process of a cluster does for a batch: jobs, each in a process forked from its warm one.

A process of a cluster has many threads and never forks itself. For each batch it keeps a few processes that wait for the
next job, as long as there are jobs; its one warm process serves all batches and ends with it.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit import readers
from audit.disk import folders
from audit.render.processes._parcels import Parcels
from audit.render.processes._pool import Answer
from audit.render.processes._workers import Workers, attempt

#: Seconds after which the processes of a batch end that nobody has asked for anything.
_IDLE = 10.0
#: Bytes of a file by which it is told from another one of the same path.
_START = 65536


@dataclass(frozen=True, slots=True)
class Errand:
    """A job that lies among ``parcels`` as ``name``.job, to do in the folder ``home``; its answer goes beside it, as .result."""

    parcels: Parcels
    name: str
    home: str

    @property
    def job(self) -> str:
        """The name of what is to do: the function, the job, the variables of the environment."""
        return f"{self.name}.job"

    @property
    def result(self) -> str:
        """The name of the answer."""
        return f"{self.name}.result"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a process sees of a batch's folders: the text of the probe, whether it can write, the files that are others."""

    text: str
    writes: bool
    lacking: tuple[str, ...]


def look(probe: str, home: str, files: Mapping[str, str]) -> Seen:
    """Read the file ``probe``, write beside it, and open ``files``: digests by path, which count from the folder ``home`` on."""
    path, text, writes = Path(probe), "", False
    with suppress(OSError, ValueError):
        text = path.read_text("utf-8")
        own = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_native_id()}")
        own.write_text(text, "utf-8")
        own.unlink()
        writes = True
    return Seen(text, writes, tuple(file for file, digest in files.items() if start(Path(home, file)) != digest))


def start(path: Path) -> str:
    """A digest over the length and the first bytes of a file; "" where it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return f"{path.stat().st_size} {hashlib.sha256(stream.read(_START)).hexdigest()}"
    except OSError:
        return ""


def perform(folder: str, key: str, phase: int, name: str, home: str) -> int:
    """Do a job and lay its answer down; the work itself is another process's. The bytes of the answer.

    This is what the cluster calls, with nothing but words: ``folder`` holds the parcels that ``key`` (hexadecimal) signs.
    What works in one ``phase`` of a batch does not work in the next one.
    """
    errand = Errand(Parcels(Path(folder), bytes.fromhex(key)), name, home)
    with _at_work(folder, phase) as workers:
        _, error = workers.ask(_fulfil, errand)
    if error is not None:
        errand.parcels.put(errand.result, (None, error))
    return errand.parcels.size(errand.result)


def _fulfil(errand: Errand) -> None:
    work, job, environment = errand.parcels.take(errand.job)
    os.environ |= environment
    with suppress(OSError):  # where paths count from it, it was found to be there before the work began
        os.chdir(errand.home)
    answer: Answer[Any] = attempt((work, job))
    errand.parcels.put(errand.result, answer)


@dataclass(slots=True)
class _Bench:
    """The processes that do the jobs of one phase of a batch for this one."""

    workers: Workers
    stack: ExitStack
    busy: int = 0
    #: When the last job was done.
    left: float = field(default_factory=time.monotonic)


#: By the folder of the parcels and the phase.
_benches: dict[tuple[str, int], _Bench] = {}
_lock = threading.Lock()


@contextmanager
def _at_work(folder: str, phase: int) -> Iterator[Workers]:
    """The processes for a phase of the batch whose parcels lie in ``folder``; those of phases that are over end."""
    with _lock:
        over = [key for key, bench in _benches.items() if key[0] == folder and key[1] < phase and not bench.busy]
        ended = [_benches.pop(key) for key in over]
        bench = _benches.get((folder, phase))
        if bench is None:
            bench = _benches[folder, phase] = _opened()
            threading.Thread(target=_watch, args=(folder, phase), daemon=True).start()
        bench.busy += 1
    for each in ended:
        each.stack.close()
    try:
        yield bench.workers
    finally:
        with _lock:
            bench.busy, bench.left = bench.busy - 1, time.monotonic()
            is_over = not bench.busy and _benches.get((folder, phase)) is not bench
        if is_over:  # the batch ended, or was given up, while this was at work
            bench.stack.close()


def _opened() -> _Bench:
    readers.sweep()
    with ExitStack() as stack:
        scratch = stack.enter_context(folders.temporary())
        workers = stack.enter_context(Workers(1, str(scratch), progress=False))
        return _Bench(workers, stack.pop_all())


def _watch(folder: str, phase: int) -> None:
    """End the processes of a phase that has asked for nothing for a while: who asked may have been killed."""
    while (bench := _benches.get((folder, phase))) is not None:
        time.sleep(_IDLE / 4)
        with _lock:
            idle = not bench.busy and time.monotonic() - bench.left > _IDLE
            if idle and _benches.pop((folder, phase), None) is None:
                return
        if idle:
            bench.stack.close()


def finish(folder: str, *, abandoned: bool) -> None:
    """End the processes for the batch whose parcels lie in ``folder``; those at work, too, where it is ``abandoned``."""
    with _lock:
        ended = [_benches.pop(key) for key in list(_benches) if key[0] == folder]
    for bench in ended:
        if abandoned:
            bench.workers.abandon()
        bench.stack.close()
