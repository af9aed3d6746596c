"""Many jobs over a few processes, where one that fails or dies costs only itself.

On Linux the processes are forked from one that is kept warm: it has imported everything and made one page before the
first job, so that a worker costs milliseconds. Elsewhere each starts by itself and is kept for the jobs that follow.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, forkserver, get_context, parent_process
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from tqdm import tqdm

import audit
from audit import engine
from audit.errors import AuditError, OwnError, RenderError, RoomError
from audit.machine import folders

Job = TypeVar("Job")
Result = TypeVar("Result")
#: Windows waits for no more processes at once.
_MAX_WINDOWS_PROCESSES = 61
#: Times that a job is begun before its loss is told: a process may be lost to what others do to the machine.
_ATTEMPTS = 2
_WARM = "audit.render.warm"
_LOST = "处理该文件的进程意外终止（可能内存不足）。请单独核查该文件。"


class Workers:
    """``number`` processes, whose libraries write under the folder ``scratch``; a context that ends them."""

    def __init__(self, number: int, scratch: str, *, progress: bool) -> None:
        self._number, self._scratch, self._progress = min(max(1, number), _MAX_WINDOWS_PROCESSES), scratch, progress
        self._forks = engine.forks()
        self._idle: list[_Worker[Any, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def run(
        self, work: Callable[[Job], Result], jobs: Sequence[Job], label: str
    ) -> Iterator[tuple[Job, Result | None, AuditError | None]]:
        """Yield (job, result, None) or (job, None, what kept it back) as jobs end.

        A job whose process dies is begun once more in another one.
        """
        waiting, busy = deque((job, 1) for job in jobs), list[_Worker[Job, Result]]()
        with tqdm(total=len(jobs), desc=label, unit="份", disable=not self._progress or not jobs) as bar:
            try:
                while waiting or busy:
                    while waiting and len(busy) < self._number:
                        busy.append(self._begin(work, *waiting.popleft()))
                    ready = connection.wait([worker.connection for worker in busy])
                    for worker in [worker for worker in busy if worker.connection in ready]:
                        busy.remove(worker)
                        job, attempt = worker.job, worker.attempt
                        answer = self._answer(worker)
                        if answer is None and attempt < _ATTEMPTS:
                            waiting.appendleft((job, attempt + 1))
                            continue
                        bar.update()
                        yield job, *(answer or (None, RenderError(_LOST)))
            finally:
                for worker in busy:
                    worker.end()
                if self._forks:
                    # The next ones are forked anew: what libraries have begun in these, threads of their own, is gone.
                    self._end()

    def _begin(self, work: Callable[[Job], Result], job: Job, attempt: int) -> _Worker[Job, Result]:
        """A process that is at work on ``job``."""
        worker: _Worker[Job, Result] = self._idle.pop() if self._idle else self._start()
        worker.job, worker.attempt = job, attempt
        with suppress(OSError):  # one that has died is told by its answer
            worker.connection.send((work, job))
        return worker

    def _start(self) -> _Worker[Any, Any]:
        for _ in range(_ATTEMPTS):
            with suppress(EOFError, OSError):  # the one that others are forked from was lost: it is started again
                return _start(self._scratch, forks=self._forks)
        return _start(self._scratch, forks=False)

    def _answer(self, worker: _Worker[Job, Result]) -> tuple[Result | None, AuditError | None] | None:
        """What a process answers; None where it has died."""
        try:
            answer: tuple[Result | None, AuditError | None] = worker.connection.recv()
        except (EOFError, OSError):
            worker.end()
            return None
        self._idle.append(worker)
        return answer

    def _end(self) -> None:
        for worker in self._idle:
            worker.end()
        self._idle.clear()


@dataclass(slots=True)
class _Worker(Generic[Job, Result]):
    """A process, the way to speak with it, and the job that it is at."""

    process: Any
    connection: connection.Connection
    job: Job = None  # type: ignore[assignment]
    attempt: int = 0

    def end(self) -> None:
        """End the process: one that waits ends by itself when nobody is there any more."""
        self.connection.close()
        self.process.join(1)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.process.close()


def _start(scratch: str, *, forks: bool) -> _Worker[Any, Any]:
    ours, theirs = connection.Pipe()
    context: Any = get_context("forkserver" if forks else "spawn")
    if forks:
        _keep_warm()
    process = context.Process(target=_serve, args=(theirs, scratch), daemon=False)
    with _environment({"PYTHONPATH": _import_path()}):
        process.start()
    theirs.close()
    return _Worker(process, ours)


def _keep_warm() -> None:
    """Start the process that others are forked from, where it does not run yet."""
    forkserver.set_forkserver_preload([_WARM])
    # One thread: what is forked from several may wait for ever on what another one held.
    with _environment({"PYTHONPATH": _import_path(), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}):
        forkserver.ensure_running()


@contextmanager
def _environment(more: Mapping[str, str]) -> Iterator[None]:
    """Let what is started meanwhile have these variables of the environment."""
    before = {name: os.environ.get(name) for name in more}
    os.environ |= more
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _import_path() -> str:
    """Where another process finds this toolkit and what this one was told to find."""
    root = str(Path(audit.__file__).parents[1])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return os.pathsep.join(dict.fromkeys(paths))


def _serve(jobs: connection.Connection, scratch: str) -> None:
    """The process: answer one job after the other until nobody is there any more to ask."""
    _settle_in(scratch)
    with suppress(EOFError, OSError):
        while True:
            work, job = jobs.recv()
            jobs.send(_done(work, job))


def _settle_in(scratch: str) -> None:
    """Keep what libraries write under ``scratch``, and end with the process that started this one."""
    os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)
    tempfile.tempdir = None
    os.environ["PYTHONPATH"] = _import_path()
    if engine.forks():
        engine.end_with_parent()
    else:
        threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it has been killed; its own children notice that themselves."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _done(work: Callable[[Job], Result], job: Job) -> tuple[Result | None, AuditError | None]:
    """``work`` on ``job``, whose faults are told where they arise: the way to them does not pass between processes."""
    try:
        return work(job), None
    except AuditError as error:
        return None, error
    except OSError as error:
        return None, RoomError(folders.no_room()) if folders.is_full(error) else OwnError.of(error)
    except Exception as error:  # whatever it is, it must not cost the other jobs
        return None, OwnError.of(error)
