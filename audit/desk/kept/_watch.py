"""What others enter is noticed while nobody does anything: a look at the record every few seconds, as long as a review is open."""

from __future__ import annotations

import threading
from collections.abc import Callable

from audit.decisions import OccupiedError
from audit.desk.kept._kept import KeptEvents
from audit.errors import DecisionsError

#: Seconds between two looks.
_EVERY = 2.0


class RecordWatch:
    """Looks at ``kept`` beside all else; ``told`` is called where there is something new, or with why that cannot be told (Chinese), once."""

    def __init__(self, kept: KeptEvents, told: Callable[[str], None]) -> None:
        self._kept, self._told = kept, told
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gkaudit-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()

    def _run(self) -> None:
        fault = ""
        while not self._over.wait(_EVERY):
            try:
                is_new, now = self._kept.glance(), ""
            except OccupiedError:  # whoever wants something of the record is told
                continue
            except DecisionsError as error:
                is_new, now = False, str(error)
            if self._over.is_set():
                return
            if is_new or (now and now != fault):
                self._told(now)
            fault = now
