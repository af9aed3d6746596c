"""Locks on files: the system lets go of them when the process ends, however it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

#: Seconds after which whoever waits for a lock asks again.
_TURN = 0.02

if sys.platform == "win32":
    import msvcrt
    import os

    #: The byte that is locked: far behind what stands in the file, which others may read and nobody writes over.
    _PLACE = 1 << 30

    def taken(stream: IO[bytes], *, unsure: bool = False) -> bool:  # noqa: ARG001 – every file of this system has locks
        """Whether another process has the lock on an open file; takes it where none has."""
        # It is locked where the file stands: at the end of what another process has written there, if nobody sees to it.
        at = os.lseek(stream.fileno(), 0, os.SEEK_CUR)
        os.lseek(stream.fileno(), _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return True
        finally:
            os.lseek(stream.fileno(), at, os.SEEK_SET)
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


@contextmanager
def held(path: Path, patience: float) -> Iterator[bool]:
    """Hold the lock of the file at ``path``, which is made where it is not there, while the block runs.

    The block is given whether it is held: whoever has it is waited for ``patience`` seconds. OSError where there can be no such file.
    """
    with path.open("ab") as stream:
        end = time.monotonic() + patience
        while is_held_elsewhere := taken(stream):
            if time.monotonic() >= end:
                break
            time.sleep(_TURN)
        yield not is_held_elsewhere
