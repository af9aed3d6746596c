"""A review opened in the background: what was chosen is found, read and checked, and how far that is, is told."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from audit import render
from audit.desk._faults import told_as_own
from audit.desk.choosing import Given
from audit.desk.kept import KeptEvents
from audit.desk.opened._work import Work
from audit.errors import AuditError

#: Processes that read at once.
_WORKERS = 2
#: Seconds between two times that progress is told.
_SELDOM = 0.2


@contextmanager
def _unswept() -> Iterator[None]:
    """Have Python look for garbage neither among what is being read nor, as long as it is open, among what was read.

    It is millions of objects that stay; looking through them would take longer than reading them, and hold up who decides.
    """
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class Opening:
    """A review that is being opened; ``told`` gets its progress, ``done`` the review or the sentence (Chinese) why there is none."""

    def __init__(
        self,
        given: Given,
        paths: Sequence[str],
        told: Callable[[dict[str, Any]], None],
        done: Callable[[Opening, Work | None, str], None],
    ) -> None:
        self.given, self.paths = given, tuple(paths)
        self._told, self._done = told, done
        self._stop = threading.Event()
        self._begun = self._last = 0.0
        self.progress: dict[str, Any] = {"done": 0, "total": 0, "left_seconds": None, "words": "正在查找报告"}
        self._thread = threading.Thread(target=self._run, name="gkaudit-opening", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """Read no further; nothing is told any more."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Wait until all is read; whether it is."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        work, fault = None, ""
        try:
            with _unswept():
                work = self._opened()
        except render.StoppedError:
            return
        except AuditError as error:
            fault = str(error)
        except Exception as error:  # whatever it is, it is told where somebody waits
            fault = told_as_own(error)
        if not self._stop.is_set():
            self._done(self, work, fault)
        elif work:
            work.kept.close()

    def _opened(self) -> Work:
        given = self.given
        kept = KeptEvents(given.record, review=given.is_reviewed)
        try:
            return self._read(given, kept)
        except BaseException:
            kept.close()
            raise

    def _read(self, given: Given, kept: KeptEvents) -> Work:
        # What a batch has read and checked for its results need not be read again.
        shared = Path(given.out) if given.out and Path(given.out).is_dir() else None
        results = shared or user_cache_path("gkaudit", appauthor=False) / "desk"
        opened = render.assess_for_desk(
            self.paths,
            given.review(),
            kept.whole(),
            results,
            workers=_WORKERS,
            is_shared=shared is not None,
            tell=self._tell,
            stop=self._stop,
        )
        return Work(opened.assessment, kept, given, opened.as_read)

    def _tell(self, words: str, done: int, total: int) -> None:
        now = time.monotonic()
        if done == 0:
            self._begun = now
        elif done < total and now - self._last < _SELDOM:
            return
        self._last = now
        left = round((now - self._begun) / done * (total - done)) if done else None
        self.progress = {"done": done, "total": total, "left_seconds": left, "words": words}
        if not self._stop.is_set():
            self._told(self.progress)
