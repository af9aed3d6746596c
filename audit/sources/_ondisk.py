"""What is at a path on disk, whatever the path is: asking never fails."""

from __future__ import annotations

from pathlib import Path


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


def stamp_of(path: Path) -> tuple[int, int] | None:
    """When the file at ``path`` was changed (nanoseconds) and its size (bytes); None where that cannot be told."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # reading it will say why
        return None
    return status.st_mtime_ns, status.st_size
