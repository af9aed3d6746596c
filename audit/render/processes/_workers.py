"""Many jobs over a few processes of this machine, where one that fails or dies costs only itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Self

from audit import engine
from audit.disk import folders
from audit.errors import AuditError, OwnError, RenderError, RoomError
from audit.render.processes import _nursery
from audit.render.processes._nursery import Channel
from audit.render.processes._pool import ATTEMPTS, LOST, Answer, Job, ProgressLine, Result


class Workers:
    """``number`` processes, whose libraries write under the folder ``scratch``; a context that ends them."""

    #: Their folders are those of this machine.
    shared = None

    def __init__(self, number: int, scratch: str, *, progress: bool) -> None:
        self._number, self._scratch, self._progress = max(1, number), scratch, progress
        #: Held while a process changes between idle and busy, so that each that is at work when all is abandoned is ended.
        self._lock = threading.Lock()
        self._idle: list[Channel] = []
        self._busy: set[Channel] = set()
        self._abandoned = False

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
        running: dict[Future[Answer[Result]], Job] = {}
        finished = self._abandoned = False
        threads = ThreadPoolExecutor(self._number)
        with ProgressLine(len(jobs), label, shown=self._progress) as progress:
            try:
                running |= {threads.submit(self.ask, work, job): job for job in jobs}
                while running:
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        job = running.pop(future)
                        result, error = future.result()
                        progress.step(error)
                        yield job, result, error
                finished = True
            finally:
                threads.shutdown(wait=False, cancel_futures=True)
                if engine.forks():
                    # The next ones are forked anew: what libraries have begun in these, threads of their own, is gone.
                    self._end()
                if not finished:
                    self.abandon()

    def ask(self, work: Callable[[Job], Result], job: Job) -> Answer[Result]:
        """What a process answers; the loss of a second one is told."""
        for _ in range(ATTEMPTS):
            try:
                channel = self._taken()
            except (EOFError, OSError):  # none could be begun: the machine has no room for one
                continue
            if channel is None:
                break
            try:
                answer: Answer[Result] = channel.ask((attempt, (work, job)))
            except (EOFError, OSError):
                self._put_away(channel)
            except Exception as error:  # what cannot be sent: whatever it is, it must not cost the other jobs
                self._put_away(channel)
                return None, OwnError.of(error)
            else:
                self._put_away(channel, goes_on=True)
                return answer
        return None, RenderError(LOST)

    def _taken(self) -> Channel | None:
        """A process for one job, which is busy from now on; None where all is abandoned."""
        with self._lock:
            channel = self._idle.pop() if self._idle else None
        channel = channel or _nursery.begin(self._scratch)
        with self._lock:
            if not self._abandoned:
                self._busy.add(channel)
                return channel
        channel.close()
        return None

    def _put_away(self, channel: Channel, *, goes_on: bool = False) -> None:
        """Let a process wait for the next job where it ``goes_on``, and end otherwise."""
        with self._lock:
            self._busy.discard(channel)
            goes_on = goes_on and not self._abandoned
            if goes_on:
                self._idle.append(channel)
        if not goes_on:
            channel.close()

    def abandon(self) -> None:
        """End, at once, the processes whose work nobody waits for any more, and begin no others."""
        with self._lock:
            self._abandoned = True
            busy = list(self._busy)
        for channel in busy:
            channel.kill()

    def _end(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for channel in idle:
            channel.close()


def attempt(task: tuple[Callable[[Job], Result], Job]) -> Answer[Result]:
    """A task done in a process of its own, its faults told where they arise: the way to them does not pass between processes."""
    work, job = task
    try:
        return work(job), None
    except AuditError as error:
        return None, error
    except OSError as error:
        return None, RoomError(folders.no_room()) if folders.is_full(error) else OwnError.of(error)
    except Exception as error:  # whatever it is, it must not cost the other jobs
        return None, OwnError.of(error)
