"""Writing whole files or none."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.errors import RenderError, trouble

#: How names of files end that are being written.
PART = ".part"


#: What the system says where a file system cannot be asked to keep what was written.
_CANNOT_BE_KEPT = (errno.EINVAL, errno.ENOSYS, getattr(errno, "ENOTSUP", errno.EINVAL))


def _replace(part: Path, path: Path) -> None:
    part.replace(path)


def link(part: Path, path: Path) -> None:
    """Give ``part`` the name ``path`` as well, where nothing has it; FileExistsError where something does.

    Where a file system knows no such thing, the file moves: on Windows never over another one, elsewhere after a last look.
    """
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        if os.name != "nt" and path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        part.rename(path)


@contextmanager
def whole(path: Path, *, lasting: bool = True, place: Callable[[Path, Path], None] = _replace) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place when the block ends well, and goes when it does not.

    It is on the disk before it takes the name, so that a power cut leaves the one or the other, never half a file; where
    that matters to nobody, as of what is made again by itself, ``lasting`` False saves the time. ``place`` gives it its name.
    """
    # Processes of several machines may have the same number.
    part = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}{PART}")
    try:
        yield part
        if lasting:
            _keep(part)
        place(part, path)
    except OSError as error:
        raise unwritten(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _keep(path: Path) -> None:
    """Have the system write the file to the disk; OSError where that fails, which a full or broken disk may say only now."""
    try:
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    except OSError as error:
        if error.errno not in _CANNOT_BE_KEPT:
            raise


def unwritten(path: Path, error: OSError) -> RenderError:
    """The error that says why ``path`` cannot be written and what to do."""
    advice = "请关闭正在使用该文件的程序，检查磁盘空间和权限，然后重新运行。"
    return RenderError(f"无法写入“{path}”：{trouble(error)}。{advice}")


def write(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` in UTF-8, whole or not at all."""
    with whole(path) as part:
        part.write_text(text, "utf-8", errors="replace", newline="\n")


def write_private(path: Path, text: str) -> None:
    """Write a new file that only this user may read; FileExistsError where there is one already."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
