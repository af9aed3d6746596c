"""Temporary folders that go with the process that made them, even where it is killed: the next run clears them.

A folder belongs to whoever holds the lock on a file in it. The system gives up the lock when its holder dies, so that
neither a process number used again nor another run at the same time is mistaken for the owner.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.disk.locks import taken
from audit.errors import RoomError, trouble

_PREFIX, _LOCK = "gkaudit-", ".owner"
#: Seconds after which a folder without any lock is a rest of one that was half removed, not one just being made.
_STALE = 24 * 3600
#: Bytes below which a disk is taken to be full: what failed there failed for that.
_FULL_DISK_BYTES = 4 * 1024 * 1024
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


@contextmanager
def temporary(within: Path | None = None) -> Iterator[Path]:
    """A folder for this user alone, gone when the context ends; RoomError where none can be made.

    It stands in the folder ``within``, or among the temporary ones of the system; ``sweep`` finds it there.
    """
    try:
        made = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=within, ignore_cleanup_errors=True)
    except OSError as error:
        raise RoomError(no_room() if is_full(error) else f"临时文件夹无法使用：{trouble(error)}。") from error
    with made as name:
        path = Path(name)
        with (path / _LOCK).open("wb") as owner:
            if not taken(owner) and (path / _LOCK).exists():
                yield path
                return
    # Another run took the folder for a left one in the moment before its lock was held.
    with temporary(within) as path:
        yield path


def sweep(within: Path | None = None) -> list[Path]:
    """Remove the folders of this user whose owners were killed; the paths that they had."""
    return [path for path in (within or Path(tempfile.gettempdir())).glob(f"{_PREFIX}*") if _cleared(path)]


def is_full(error: OSError | None = None) -> bool:
    """Whether ``error`` says that there is no room, or the temporary folder has next to none."""
    if error is not None and error.errno in _NO_ROOM:
        return True
    try:
        return shutil.disk_usage(tempfile.gettempdir()).free < _FULL_DISK_BYTES
    except OSError:  # no folder at all can be written to
        return True


def no_room() -> str:
    """What to say where the temporary folder is full."""
    try:
        folder = f"“{tempfile.gettempdir()}”"
    except OSError:
        folder = ""
    return f"临时文件夹{folder}空间不足。请清理其所在的磁盘，或用环境变量TMPDIR指定其他文件夹，然后重试。"


def _cleared(path: Path) -> bool:
    """Whether ``path`` was a folder of this user that nobody owned any more, and is gone now."""
    try:
        status = path.lstat()
        if not stat.S_ISDIR(status.st_mode) or (hasattr(os, "getuid") and status.st_uid != os.getuid()):
            return False
        if (path / _LOCK).exists():
            # Held until all is gone: whoever has only just made the folder sees that it was taken, and makes another.
            with (path / _LOCK).open("r+b") as owner:
                return not taken(owner, unsure=True) and _removed(path)
        return time.time() - status.st_mtime > _STALE and _removed(path)
    except OSError:
        return False


def _removed(path: Path) -> bool:
    shutil.rmtree(path, ignore_errors=True)
    return not path.exists()
