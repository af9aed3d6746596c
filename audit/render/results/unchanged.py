"""A batch over input that has not changed, whose results are all there: there is nothing to do, and that is soon known."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from audit.assessment import Terms
from audit.cache import Cache, pack
from audit.machine.installed import code
from audit.pipeline import Review
from audit.render.results._result import BatchResult
from audit.render.results.runlog import NAME as RUNS

_KIND = "finished batch"
#: How the files end that a batch leaves; others in the folder are somebody's own.
_ENDINGS = frozenset((".html", ".ipynb", ".pdf", ".xlsx", ".parquet", ".jsonl"))


@dataclass(frozen=True, slots=True)
class _FileState:
    """A file as a batch left it."""

    size: int
    changed: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Finished:
    """A batch that kept nothing back: a digest over all that it was made from, its files by name, what it gave."""

    given: str
    files: Mapping[str, _FileState]
    result: BatchResult


def _name() -> str:
    """The name of the entry, which only the code that wrote it can read."""
    return f"{_KIND} {code.digest()}"


def digest(contents: Mapping[str, str], review: Review, terms: Terms, date: str, *more: str) -> str:
    """A digest over all that a batch is made from.

    ``contents`` are the SHA-256 of the files by source, those of earlier years included; ``terms`` are what the ``review``
    names, its earlier reports left out. ``date`` is that of the audit, today where it is empty.
    """
    given = (
        sorted(contents.items()),
        review,
        review.in_steps,
        repr((terms.roster, terms.rubric, [profile.digest for profile in terms.profiles])),
        repr(terms.decided.standings.events),
        date or dt.date.today().isoformat(),  # noqa: DTZ011 – the inspector's own day
        code.digest(),
        more,
    )
    return hashlib.sha256(repr(given).encode("utf-8", "surrogatepass")).hexdigest()


def result(cache: Cache, folder: Path, given: str) -> BatchResult | None:
    """What the last batch gave, if it was made from the same and each file that it left in ``folder`` is as it left it."""
    finished = cache.take(_name())
    if not isinstance(finished, _Finished) or finished.given != given:
        return None
    if not all(_is_as_left(folder / name, state) for name, state in finished.files.items()):
        return None
    known = finished.result
    # The folder may have been moved since, and what was new then is so no more.
    pages = {source: folder / page.name for source, page in known.pages.items()}
    index = folder / known.index.name if known.index else None
    return replace(known, pages=pages, index=index, reused=len(pages), arrived=0, renewed=0)


def keep(cache: Cache, folder: Path, given: str, found: BatchResult) -> None:
    """Remember a batch that left nothing undone; what could not be read or made is tried again the next time."""
    undone = found.refused or found.failed or {source for source, _ in found.unreadable} - found.others
    if undone:
        cache.forget(_name())
        return
    with suppress(OSError):
        made = (path for path in folder.iterdir() if path.suffix in _ENDINGS and path.name != RUNS and path.is_file())
        files = {path.name: _state(path) for path in made}
        cache.keep(_name(), pack(_Finished(given, files, found)))


def _state(path: Path) -> _FileState:
    status = path.stat()
    with path.open("rb") as stream:
        return _FileState(status.st_size, status.st_mtime_ns, hashlib.file_digest(stream, "sha256").hexdigest())


def _is_as_left(path: Path, state: _FileState) -> bool:
    try:
        status = path.stat()
        if status.st_size != state.size:
            return False
        return status.st_mtime_ns == state.changed or _state(path).sha256 == state.sha256
    except OSError:
        return False
