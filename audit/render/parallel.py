"""Many jobs over a few processes, where one that fails or dies costs only itself."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Self, TypeVar

from tqdm import tqdm

import audit
from audit.errors import AuditError, OwnError, RenderError, RoomError
from audit.machine import folders
from audit.render import handover

Job = TypeVar("Job")
Result = TypeVar("Result")
#: Jobs handed to the pool for each of its processes: one at work, one to go on with.
_AHEAD = 2
#: Windows waits for no more processes at once.
_MAX_WINDOWS_PROCESSES = 61


class Workers:
    """``number`` fresh interpreters, whose kernels write under the folder ``scratch``; a context that ends them.

    They are started for the first jobs and kept for the next, since starting costs seconds.
    """

    def __init__(self, number: int, scratch: str, *, progress: bool) -> None:
        self._number, self._scratch, self._progress = min(max(1, number), _MAX_WINDOWS_PROCESSES), scratch, progress
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def run(
        self, work: Callable[[Job], Result], jobs: Sequence[Job], label: str
    ) -> Iterator[tuple[Job, Result | None, AuditError | None]]:
        """Yield (job, result, None) or (job, None, what kept it back) as jobs end.

        A process that dies takes its pool with it: the few jobs that were with the pool are done again, each in a pool
        of its own, so that the one at fault is known; the others go on as before.
        """
        waiting, running = deque(jobs), dict[Future[Result], Job]()
        with tqdm(total=len(jobs), desc=label, unit="份", disable=not self._progress or not jobs) as bar:
            try:
                while waiting or running:
                    while waiting and len(running) < _AHEAD * self._number:
                        job = waiting.popleft()
                        running[self._submit(work, job)] = job
                    ended = wait(running, return_when=FIRST_COMPLETED).done
                    if any(_lost(future) for future in ended):
                        ended = wait(running).done
                    lost = []
                    for future in ended:
                        job = running.pop(future)
                        if _lost(future):
                            lost.append(job)
                            continue
                        bar.update()
                        yield job, *_result_of(future)
                    for job in lost:
                        self._end()
                        future = self._submit(work, job)
                        wait([future])
                        bar.update()
                        yield job, *_result_of(future)
                    if lost:
                        self._end()
            finally:
                for future in running:
                    future.cancel()

    def _submit(self, work: Callable[[Job], Result], job: Job) -> Future[Result]:
        """The job's future; one that has failed already where a process died before it could be handed on."""
        self._pool = self._pool or ProcessPoolExecutor(
            self._number, mp_context=get_context("spawn"), initializer=private_folders, initargs=(self._scratch,)
        )
        try:
            return self._pool.submit(_guarded, work, job)
        except BrokenProcessPool as error:
            future: Future[Result] = Future()
            future.set_exception(error)
            return future

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _lost(future: Future[Result]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def private_folders(scratch: str) -> None:
    """Keep what workers and kernels write (profiles, connection files) under ``scratch``; let them find this toolkit."""
    root = str(Path(audit.__file__).parents[1])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    # What libraries put into the temporary folder goes with the batch.
    os.environ |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)
    tempfile.tempdir = None
    os.environ["IPYTHONDIR"] = str(Path(scratch) / "ipython")
    os.environ["JUPYTER_RUNTIME_DIR"] = str(Path(scratch) / "runtime")
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    # Installed, it makes jsonschema build a grammar of addresses for a second; notebooks have none that would be checked.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    handover.offer(scratch)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it has been killed; its own children notice that themselves."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _guarded(work: Callable[[Job], Result], job: Job) -> Result:
    """``work`` on ``job``, whose faults are told where they arise: the way to them does not pass between processes."""
    try:
        return work(job)
    except AuditError:
        raise
    except OSError as error:
        raise (RoomError(folders.no_room()) if folders.is_full(error) else OwnError.of(error)) from None
    except Exception as error:
        raise OwnError.of(error) from None


def _result_of(future: Future[Result]) -> tuple[Result | None, AuditError | None]:
    error = future.exception()
    if error is None:
        return future.result(), None
    if isinstance(error, AuditError):
        return None, error
    if isinstance(error, BrokenProcessPool):
        return None, RenderError("处理该文件的进程意外终止（可能内存不足）。请单独核查该文件。")
    return None, OwnError.of(error)
