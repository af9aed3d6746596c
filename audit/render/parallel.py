"""Many jobs over a few processes, where one that fails or dies costs only itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

import audit
from audit.errors import AuditError

Job = TypeVar("Job")
Result = TypeVar("Result")


class Workers:
    """A pool of ``number`` fresh interpreters, whose kernels write under the folder ``scratch``."""

    def __init__(self, number: int, scratch: str, *, progress: bool) -> None:
        self._number, self._scratch, self._progress = max(1, number), scratch, progress

    def run(
        self, work: Callable[[Job], Result], jobs: Sequence[Job], label: str
    ) -> Iterator[tuple[Job, Result | None, str | None]]:
        """Yield (job, result, None) or (job, None, Chinese reason) as jobs end.

        A process that dies takes its pool with it: what it left undone is done again, each job in a process of its own.
        """
        left: list[Job] = []
        with tqdm(total=len(jobs), desc=label, unit="份", disable=not self._progress or not jobs) as bar:
            for job, future in self._finished(work, jobs, min(self._number, len(jobs))):
                if isinstance(future.exception(), BrokenProcessPool):
                    left.append(job)
                    continue
                bar.update()
                yield job, *_told(future)
            for job in left:
                for _, future in self._finished(work, [job], 1):
                    bar.update()
                    yield job, *_told(future)

    def _finished(
        self, work: Callable[[Job], Result], jobs: Sequence[Job], number: int
    ) -> Iterator[tuple[Job, Future[Result]]]:
        if not jobs:
            return
        pool = ProcessPoolExecutor(
            number, mp_context=get_context("spawn"), initializer=private_folders, initargs=(self._scratch,)
        )
        try:
            futures = {pool.submit(work, job): job for job in jobs}
            for future in as_completed(futures):
                yield futures[future], future
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def private_folders(scratch: str) -> None:
    """Keep what kernels write (profiles, connection files) under ``scratch``, and let them find this very toolkit."""
    root = str(Path(audit.__file__).parents[1])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    os.environ["IPYTHONDIR"] = str(Path(scratch) / "ipython")
    os.environ["JUPYTER_RUNTIME_DIR"] = str(Path(scratch) / "runtime")
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"


def _told(future: Future[Result]) -> tuple[Result | None, str | None]:
    error = future.exception()
    if error is None:
        return future.result(), None
    if isinstance(error, AuditError):
        return None, str(error)
    if isinstance(error, BrokenProcessPool):
        return None, "处理该文件的进程意外终止（可能内存不足）。请单独核查该文件。"
    return None, f"程序内部错误（{type(error).__name__}：{error}）。请将文件与本信息一并反馈。"
