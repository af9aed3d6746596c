"""What all steps of a batch share, and what was kept back on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from audit import sources
from audit.assessment import Terms
from audit.cache import Cache
from audit.errors import AuditError, Failure, OwnError, RenderError
from audit.pipeline import Review
from audit.render.processes import Pool
from audit.render.results import RunLog

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(slots=True)
class Setting:
    """What all steps of a batch share; ``terms`` have the earlier reports once these are read; ``failed`` gathers what was kept back, by source, ``failures`` where it was our own.

    ``pool`` does the work, wherever it is; ``here`` are processes of this machine, for what only its programs can do.
    """

    pool: Pool
    here: Pool
    cache: Cache
    folder: Path
    paths: tuple[str, ...]
    review: Review
    date: str
    terms: Terms = field(default_factory=Terms)
    failed: dict[str, str] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    #: Whether a file changed while the batch was at work: then nothing is said of the batch as a whole.
    has_moved: bool = False
    log: RunLog = field(default_factory=RunLog)
    _digests: dict[str, str] = field(default_factory=dict)

    def contents(self, found: Iterable[str]) -> dict[str, str]:
        """The SHA-256 of each file by its source, looked at once; "" for what cannot be opened."""
        for source in found:
            if source not in self._digests:
                try:
                    self._digests[source] = hashlib.sha256(sources.load(source)[0]).hexdigest()
                except AuditError:
                    self._digests[source] = ""
        return {source: self._digests[source] for source in found}

    def fail(self, name: str, error: Exception) -> None:
        """Note that ``error`` kept back what goes by ``name``; what nobody foresaw is a fault of our own."""
        known = error if isinstance(error, AuditError) else OwnError.of(error)
        self.failed[name] = str(known)
        if isinstance(known, OwnError):
            self.failures[name] = Failure(str(known), known.trace)

    def listed_failures(self) -> tuple[tuple[str, str], ...]:
        """What was kept back, with the reasons, in a fixed order."""
        return tuple(sorted(self.failed.items()))

    def note(self, write: Callable[[Path, Job], None], what: Job) -> None:
        """Write ``what`` to the list of pages; where that cannot be done, the next run only makes pages again."""
        try:
            write(self.folder, what)
        except RenderError as error:
            self.fail(sources.MANIFEST, error)

    def results(
        self,
        work: Callable[[Job], Result],
        jobs: Sequence[Job],
        label: str,
        name: Callable[[Job], str],
        pool: Pool | None = None,
    ) -> Iterator[tuple[Job, Result]]:
        """Each job with its result, of ``pool`` where it is not the batch's own; what our own faults kept back is noted by its name."""
        for job, result, error in (pool or self.pool).run(work, jobs, label):
            if error is not None:
                self.fail(name(job), error)
            elif result is not None:
                yield job, result
