"""One desk for each person and work folder: who has it open, and at which address.

The lock is the system's and goes with the process that holds it, however that ends; what is written beside it counts only
while the lock is held.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_state_path

from audit.disk import files, locks
from audit.errors import UsageError, trouble


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk that is open: the number of its process, and the address that lets its holder in; "" where it is not known yet."""

    pid: int
    entrance: str


class SingleDesk:
    """The desk of the work folder ``folder``, for this user."""

    def __init__(self, folder: Path) -> None:
        name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
        self._home = user_state_path("gkaudit", appauthor=False) / "desk"
        self._lock, self._note = self._home / f"{name}.lock", self._home / f"{name}.json"

    @contextmanager
    def held(self) -> Iterator[OpenDesk | None]:
        """Hold the lock while the block runs: None; or, where another process has it, what that one says of itself.

        UsageError where nothing can be written for this user.
        """
        try:
            self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
            stream = self._lock.open("a+b")
        except OSError as error:
            raise UsageError(
                f"无法使用文件夹“{self._home}”：{trouble(error, '写入')}。请检查其权限和磁盘空间。"
            ) from error
        with stream:
            if locks.taken(stream):
                yield self._told()
                return
            try:
                yield None
            finally:
                self._note.unlink(missing_ok=True)

    def tell(self, entrance: str) -> None:
        """Write down, for this user alone, where the desk is; the lock has to be held."""
        with files.whole(self._note, lasting=False) as part:
            files.write_private(part, json.dumps({"pid": os.getpid(), "entrance": entrance}))

    def _told(self) -> OpenDesk:
        with suppress(OSError, ValueError, TypeError, KeyError):
            said = json.loads(self._note.read_text("utf-8"))
            return OpenDesk(int(said["pid"]), str(said["entrance"]))
        return OpenDesk(0, "")
