"""What is at a path on disk, whatever the path is: asking never fails."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class FileStamp(NamedTuple):
    """How a file looks without being read: where anything of this differs, it may hold something else."""

    #: When it was written, in nanoseconds; copies and archives bring that along.
    written: int
    #: When anything of it was changed, in nanoseconds; where the system does not keep that, when it was made.
    changed: int
    #: Bytes.
    size: int
    #: Which file of the disk it is; 0 where that is not told.
    number: int


def is_file(path: Path) -> bool:
    """Whether a file is at ``path``; a path that the system refuses has none."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is at ``path``; a path that the system refuses has none."""
    try:
        return path.is_dir()
    except OSError:  # a name too long for the system: reading it will say so
        return False


def real_path(path: Path) -> Path:
    """Where ``path`` leads, however it is written; itself where that cannot be told."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # a ring of links, a name that no system has
        return path


def stamp_of(path: Path) -> FileStamp | None:
    """How the file at ``path`` looks; None where that cannot be told."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # reading it will say why
        return None
    return FileStamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
