"""Many jobs over the workers of a Dask cluster, some of which may be lost or join while the work goes on.

What the scheduler is told of a job is its name: job and result pass through a folder that all machines share (``parcels``).
So nothing of a report goes over the network between them, and the scheduler need not have the toolkit.
"""

from __future__ import annotations

import operator
import os
import pkgutil
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, Self

from audit import cache, readers
from audit.errors import AuditError, OwnError, RenderError
from audit.render.processes import _errands, _parcels, joining
from audit.render.processes._errands import Errand
from audit.render.processes._parcels import Parcels
from audit.render.processes._pool import ATTEMPTS, LOST, Answer, Job, ProgressLine, Result
from audit.render.processes.joining import Fitness

if TYPE_CHECKING:
    from distributed import Client, Future

#: Seconds between two looks at which workers there are.
_LOOK = 2.0
#: Seconds after which a worker that was found not to be fit is looked at anew: it may only have been held up.
_ANEW = 60.0
#: Seconds without any worker after which nobody waits for one: far beyond what it takes to start some again.
_WITHOUT_WORKERS = 600.0
#: Jobs that a thread of a worker has at a time: the one that it does and the one that it does next.
_AHEAD = 2
#: Seconds that workers are given to end what they keep for a batch.
_LAST = 5.0
_AGAIN = "已完成的部分保留，排除原因后再次运行同一命令会接着做。"
_PERFORM = f"{_errands.__name__}:{_errands.perform.__name__}"


@contextmanager
def joined(
    address: str, results: Path, inputs: Sequence[str], profiles: Sequence[str], *, progress: bool
) -> Iterator[Cluster]:
    """The cluster whose scheduler is at ``address``, for a batch into the folder ``results`` over ``inputs`` (sources).

    ``profiles`` are names or paths of profiles, which the handbook shows.

    UsageError, in Chinese, where it cannot be used: the library is missing, nobody answers, there are no workers, one of
    them has another version of the toolkit or does not see these folders and files.
    """
    with joining.connected(address) as client, _folder(results) as folder:
        fitness = Fitness.of(folder, inputs, profiles)
        fit = fitness.demand(client, address)
        with Cluster(client, address, fitness, fit, progress=progress) as cluster:
            yield cluster


@contextmanager
def _folder(results: Path) -> Iterator[Path]:
    """The folder for jobs and their results, for this user alone; it goes again."""
    folder = jobs_folder(results).absolute()
    made = [path for path in (folder.parent,) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        yield folder
    finally:
        clear(results)
        for path in made:
            with suppress(OSError):  # something was kept there
                path.rmdir()


def jobs_folder(results: Path) -> Path:
    """Where the jobs of a batch into ``results`` pass through."""
    return results / cache.FOLDER / _parcels.FOLDER


def clear(results: Path) -> None:
    """Remove the jobs that a batch into ``results`` has left, if it has."""
    if not jobs_folder(results).parent.is_symlink():  # what a link leads to is somebody else's
        shutil.rmtree(jobs_folder(results), ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Sent(Generic[Job]):
    """A job under way: what the scheduler says of it, how often it was begun, the workers that may do it."""

    future: Future[int]
    job: Job
    errand: Errand
    attempts: int
    workers: frozenset[str]


class Cluster:
    """The workers of the scheduler that ``client`` speaks with; those are asked that are fit for the batch."""

    def __init__(self, client: Client, address: str, fitness: Fitness, fit: frozenset[str], *, progress: bool) -> None:
        self._client, self._address, self._fitness, self._progress = client, address, fitness, progress
        self._parcels = Parcels(fitness.probe.parent, secrets.token_bytes(32))
        #: The threads of each worker that is fit.
        self._fit: Mapping[str, int] = dict.fromkeys(fit, 1)
        #: When each worker that is not fit was looked at.
        self._unfit: dict[str, float] = {}
        self._name = f"gkaudit-{secrets.token_hex(8)}"
        self._phases, self._tasks = count(1), count(1)
        self._looked = self._manned = 0.0
        self._abandoned = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):  # a worker that is not told ends by itself what it keeps
            self._client.run(
                _errands.finish,
                str(self.shared),
                abandoned=self._abandoned,
                workers=list(self._fit),
                on_error="ignore",
                callback_timeout=_LAST,
            )

    @property
    def shared(self) -> Path:
        """The folder for jobs, which all workers were found to see."""
        return self._parcels.folder

    def run(
        self, work: Callable[[Job], Result], jobs: Sequence[Job], label: str
    ) -> Iterator[tuple[Job, Result | None, AuditError | None]]:
        """Yield (job, result, None) or (job, None, what kept it back) as jobs end; RenderError where the cluster is lost.

        A job whose worker is lost is begun once more on another one. Workers that join are given jobs as soon as they are
        found fit.
        """
        phase, waiting = next(self._phases), iter(enumerate(jobs))
        running: dict[object, _Sent[Job]] = {}
        ended: SimpleQueue[Future[int]] = SimpleQueue()
        left, self._manned = len(jobs), time.monotonic()

        def send(job: Job, errand: Errand, attempts: int) -> None:
            sent = self._sent(phase, job, errand, attempts)
            running[sent.future.key] = sent
            sent.future.add_done_callback(ended.put)

        with ProgressLine(len(jobs), label, shown=self._progress) as progress:
            try:
                while left:
                    self._look(progress)
                    for sent in [one for one in running.values() if self._fit and one.workers.isdisjoint(self._fit)]:
                        del running[sent.future.key]
                        sent.future.release()
                        send(sent.job, sent.errand, sent.attempts)
                    for number, job in islice(waiting, max(0, _AHEAD * sum(self._fit.values()) - len(running))):
                        errand = Errand(self._parcels, f"{phase}-{number}", self._fitness.home)
                        if error := self._laid_down(errand, work, job):
                            left -= 1
                            progress.step(error)
                            yield job, None, error
                        else:
                            send(job, errand, 1)
                    if (ending := self._next(ended)) is None or ending.key not in running:
                        continue
                    sent = running.pop(ending.key)
                    answer: Answer[Result] | None = self._answer(sent)
                    if answer is None:
                        send(sent.job, sent.errand, sent.attempts + 1)
                        continue
                    left -= 1
                    progress.step(answer[1])
                    yield sent.job, *answer
            finally:
                self._abandoned |= bool(left)
                for sent in running.values():
                    sent.future.release()

    def _laid_down(self, errand: Errand, work: Callable[[Job], Result], job: Job) -> AuditError | None:
        """Lay a job down for the workers; what kept it back, if anything."""
        environment = {name: os.environ[name] for name in (readers.CONVERTED,) if name in os.environ}
        try:
            self._parcels.put(errand.job, (work, job, environment))
        except AuditError as error:
            return error
        except Exception as error:  # what cannot be sent: whatever it is, it must not cost the other jobs
            return OwnError.of(error)
        return None

    def _sent(self, phase: int, job: Job, errand: Errand, attempts: int) -> _Sent[Job]:
        """The job given to the scheduler, which sees only words and the names of functions of the standard library."""
        key, fit = f"{self._name}-{next(self._tasks)}", frozenset(self._fit)
        words = (str(self.shared), self._parcels.key.hex(), phase, errand.name, errand.home)
        task = {key: (operator.call, (pkgutil.resolve_name, _PERFORM), *words)}
        # Where there is no worker at the moment, the job waits under a name that none has, and is sent anew to the next one.
        future = self._client.get(task, key, workers=list(fit) or [self._name], sync=False)
        return _Sent(future, job, errand, attempts, fit)

    def _look(self, progress: ProgressLine) -> None:
        """See, every now and then, which workers there are; RenderError where there have been none for long."""
        if (now := time.monotonic()) - self._looked < _LOOK:
            return
        try:
            threads = self._client.nthreads(callback_timeout=joining.PATIENCE)
            known = {*self._fit, *(worker for worker, then in self._unfit.items() if now - then < _ANEW)}
            judged = self._fitness.judge(self._client, threads.keys() - known)
        except OSError:  # where the scheduler is lost, the jobs will say so
            threads, judged = self._fit, {}
        for worker, reason in judged.items():
            if reason and worker not in self._unfit:
                progress.say(f"没有把工作交给后加入的工作进程{worker}：它{reason}。")
            if reason:
                self._unfit[worker] = now
            else:
                self._unfit.pop(worker, None)
        fit = {*self._fit, *judged} - self._unfit.keys()
        self._fit = {worker: number for worker, number in threads.items() if worker in fit}
        self._looked = time.monotonic()
        if self._fit:
            self._manned = self._looked
        elif self._looked - self._manned > _WITHOUT_WORKERS:
            raise RenderError(f"调度器“{self._address}”上已没有可用的工作进程，核查没有完成。{_AGAIN}")

    def _next(self, ended: SimpleQueue[Future[int]]) -> Future[int] | None:
        try:
            return ended.get(timeout=_LOOK)
        except Empty:
            if self._client.status == "closed":
                raise self._lost() from None
            return None

    def _answer(self, sent: _Sent[Job]) -> Answer[Any] | None:
        """What became of a job; None where its worker was lost and it is to be begun once more."""
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 – the library is an extra

        if sent.future.status == "finished":
            try:
                answer: Answer[Any] = self._parcels.take(sent.errand.result)
            except AuditError as error:
                answer = None, error
        elif sent.future.status == "error":
            fault = sent.future.exception()
            if isinstance(fault, KilledWorker):  # the scheduler itself has tried it again as often as it allows
                if fault.allowed_failures < 1 and sent.attempts < ATTEMPTS:
                    return None
                answer = None, RenderError(LOST)
            else:
                answer = None, fault if isinstance(fault, AuditError) else OwnError.of(fault)
        else:
            raise self._lost()
        for name in (sent.errand.job, sent.errand.result):
            self._parcels.drop(name)
        return answer

    def _lost(self) -> RenderError:
        return RenderError(f"与调度器“{self._address}”的连接已中断，核查没有完成。{_AGAIN}")
