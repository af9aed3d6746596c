"""A review read and checked for somebody who waits for it at the desk: as a batch does, without results."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from audit import reading
from audit.assessment import Assessment
from audit.cache import Cache
from audit.disk import folders
from audit.errors import AuditError, UsageError
from audit.model import Report
from audit.pipeline import Review
from audit.render import steps
from audit.render.notebooks import as_written
from audit.render.processes import Workers
from audit.render.setting import Setting
from audit.rulings import Decided

Job = TypeVar("Job")
Result = TypeVar("Result")
#: Told how far the reading is: what is done (Chinese), how many of how many.
Tell = Callable[[str, int, int], None]

#: What goes on where nothing is counted (Chinese).
_JOINING = "汇总"


class StoppedError(AuditError):
    """Whoever waited does not wait any more."""


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """What was found, and the reports as they were read, without any cell that people corrected."""

    assessment: Assessment
    as_read: tuple[Report, ...]


class WatchedPool:
    """Processes of this machine that tell how far they are, and stop where nobody waits for them."""

    shared = None

    def __init__(self, workers: Workers, tell: Tell, stop: threading.Event) -> None:
        self._workers, self._tell, self._stop = workers, tell, stop

    def run(
        self, work: Callable[[Job], Result], jobs: Sequence[Job], label: str
    ) -> Iterator[tuple[Job, Result | None, AuditError | None]]:
        """As the pool of a batch; StoppedError where nobody waits any more."""
        self.look()
        if not jobs:
            return
        self._tell(label, 0, len(jobs))
        for done, (job, result, error) in enumerate(self._workers.run(work, jobs, label), 1):
            self.look()
            self._tell(label, done, len(jobs))
            yield job, result, error
        self._tell(_JOINING, 0, 0)

    def look(self) -> None:
        """StoppedError where nobody waits any more."""
        if self._stop.is_set():
            raise StoppedError("已停止读取。")


def assess_for_desk(
    paths: Sequence[str],
    review: Review,
    decided: Decided,
    results: Path,
    *,
    workers: int,
    is_shared: bool,
    tell: Tell,
    stop: threading.Event,
) -> OpenedReview:
    """Everything on the reports under ``paths``, on the terms of ``review`` and with what was ``decided``.

    What was read and checked before comes from the cache in ``results``, the rest is kept there; ``is_shared`` says that
    batches use it too, which see to it that it does not grow. UsageError, in Chinese, for
    a faulty roster, rubric, profile or date, and where no report can be read; StoppedError once ``stop`` is set.
    """
    asked = as_written(review)
    cache = Cache(results, steps.reading_code())
    with folders.temporary() as scratch, Workers(workers, str(scratch), progress=False) as here:
        pool = WatchedPool(here, tell, stop)
        setting = Setting(pool, here, cache, results, tuple(paths), asked, "")
        terms = replace(replace(asked, previous=()).terms(), decided=decided)
        earlier = steps.read_all(setting, asked.previous, asked.roster, "读取往年报告")
        setting.terms = replace(terms, previous=tuple(earlier))
        reports = steps.read_all(setting, setting.paths, asked.roster, "读取报告")
        if refused := reading.none_read(reports):
            raise UsageError(refused)
        pool.look()
        tell(_JOINING, 0, 0)
        assessment = steps.assess_all(setting, reports, keep_joined=True)
        pool.look()
        if not is_shared:
            cache.settle()
    return OpenedReview(assessment, tuple(reports))
