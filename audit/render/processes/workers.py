"""Many jobs over a few processes, where one that fails or dies costs only itself."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import Empty, SimpleQueue
from typing import Any, Self, TypeVar

from tqdm import tqdm

from audit import engine
from audit.errors import AuditError, OwnError, RenderError, RoomError
from audit.machine import folders
from audit.render.processes import nursery
from audit.render.processes.nursery import Channel

Job = TypeVar("Job")
Result = TypeVar("Result")
#: What became of a job: its result, or what kept it back.
_Answer = tuple[Result | None, AuditError | None]
#: Times that a job is begun before its loss is told: a process may be lost to what others do to the machine.
_ATTEMPTS = 2
#: Seconds between two lines where they do not take each other's place.
_SELDOM = 10.0
_LINE = "{desc}：{n_fmt}/{total_fmt}份 {bar:20} {rate_fmt}，剩余{remaining}{postfix}"
_LOST = "处理该文件的进程意外终止（可能内存不足）。请单独核查该文件。"


class Workers:
    """``number`` processes, whose libraries write under the folder ``scratch``; a context that ends them."""

    def __init__(self, number: int, scratch: str, *, progress: bool) -> None:
        self._number, self._scratch, self._progress = max(1, number), scratch, progress
        self._idle: SimpleQueue[Channel] = SimpleQueue()
        self._busy: set[Channel] = set()

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
        running: dict[Future[_Answer[Result]], Job] = {}
        finished, lost = False, 0
        threads = ThreadPoolExecutor(self._number)
        with self._bar(len(jobs), label) as bar:
            try:
                running |= {threads.submit(self._asked, work, job): job for job in jobs}
                while running:
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        job = running.pop(future)
                        result, error = future.result()
                        lost += error is not None
                        bar.set_postfix_str(f"失败{lost}" if lost else "", refresh=False)
                        bar.update()
                        yield job, result, error
                finished = True
            finally:
                threads.shutdown(wait=False, cancel_futures=True)
                if engine.forks():
                    # The next ones are forked anew: what libraries have begun in these, threads of their own, is gone.
                    self._end()
                if not finished:
                    self._abandon()

    def _bar(self, total: int, label: str) -> tqdm[Any]:
        """One line that says how far the work is, at which rate it goes on, what time is left; it goes when the work is done."""
        quiet = not self._progress or not total
        seldom = 0.1 if sys.stderr.isatty() else _SELDOM
        return tqdm(
            total=total, desc=label, unit="份", disable=quiet, leave=False, mininterval=seldom, bar_format=_LINE
        )

    def _asked(self, work: Callable[[Job], Result], job: Job) -> _Answer[Result]:
        """What a process answers; the loss of a second one is told."""
        for _ in range(_ATTEMPTS):
            channel = self._channel()
            self._busy.add(channel)
            try:
                answer: _Answer[Result] = channel.ask((done, (work, job)))
            except (EOFError, OSError):
                channel.close()
            except Exception as error:  # what cannot be sent: whatever it is, it must not cost the other jobs
                channel.close()
                return None, OwnError.of(error)
            else:
                self._idle.put(channel)
                return answer
            finally:
                self._busy.discard(channel)
        return None, RenderError(_LOST)

    def _channel(self) -> Channel:
        try:
            return self._idle.get_nowait()
        except Empty:
            return nursery.begin(self._scratch)

    def _abandon(self) -> None:
        """End, at once, the processes whose work nobody waits for any more."""
        nursery.end_all()
        for channel in list(self._busy):
            channel.kill()

    def _end(self) -> None:
        while not self._idle.empty():
            self._idle.get().close()


def done(task: tuple[Callable[[Job], Result], Job]) -> _Answer[Result]:
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
