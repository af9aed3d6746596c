"""Locks on files: the system lets go of them when the process ends, however it ends."""

from __future__ import annotations

import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def taken(stream: IO[bytes], *, unsure: bool = False) -> bool:  # noqa: ARG001 – every file of this system has locks
        """Whether another process has the lock on an open file; takes it where none has."""
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return True
        return False
else:
    import fcntl

    def taken(stream: IO[bytes], *, unsure: bool = False) -> bool:
        """Whether another process has the lock on an open file; takes it where none has.

        ``unsure`` is the answer where files have no locks, as on some network shares.
        """
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return unsure
        return False
