"""The folder of a batch's results: made, held against everybody else, cleared of what interrupted batches left."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from audit.disk.files import PART
from audit.disk.locks import taken
from audit.errors import RenderError, trouble

#: The file that a batch locks; the system lets go of it when the process ends, however it ends.
LOCK = ".gkaudit.lock"


@contextmanager
def held(
    folder: Path, undone: str = "没有读取任何报告", otherwise: str = "，或用 --out 换一个文件夹"
) -> Iterator[None]:
    """Make ``folder`` and keep every other batch out of it until the block ends.

    RenderError, in Chinese, where it cannot be written to or a batch is at work in it; that says what is ``undone`` and
    what could be done ``otherwise`` than to wait. What an interrupted batch left half written is cleared away. Folders that
    were made for the block and stayed empty go again.
    """
    made: list[Path] = []
    try:
        stream = _opened(folder, made, undone, otherwise)
        try:
            yield
        finally:
            _let_go(stream, folder / LOCK)
    finally:
        for path in made:
            with suppress(OSError):
                path.rmdir()


def _opened(folder: Path, made: list[Path], undone: str, otherwise: str) -> IO[bytes]:
    """The locked file of ``folder``, which is there then and holds nothing half written; ``made`` gets what is new."""
    try:
        made += [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        stream = _locked(folder / LOCK)
        if stream is not None:
            _clear(folder)
    except OSError as error:
        raise RenderError(
            f"无法使用输出文件夹“{folder}”：{trouble(error)}。{undone}。请检查路径和权限{otherwise}。"
        ) from error
    if stream is None:
        raise RenderError(f"输出文件夹“{folder}”正由另一次核查使用，{undone}。请等那一次结束后再运行{otherwise}。")
    return stream


def _clear(folder: Path) -> None:
    """Remove what was left half written, as ``whole`` names it: the folder may hold others' parts too."""
    for left in folder.glob(f".*.[0-9]*{PART}"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)


def _locked(path: Path) -> IO[bytes] | None:
    """The file at ``path``, opened and locked; None where another process has the lock."""
    while True:
        stream = path.open("ab")
        if taken(stream):
            stream.close()
            return None
        if _is_at(stream, path):
            return stream
        stream.close()  # the batch before took its file away between our opening and locking it


def _is_at(stream: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _let_go(stream: IO[bytes], path: Path) -> None:
    """Remove the file of the lock: while it is locked, so that nobody waits at a file that goes; Windows only after."""
    steps = (stream.close, path.unlink) if sys.platform == "win32" else (path.unlink, stream.close)
    for step in steps:
        with suppress(OSError):
            step()
