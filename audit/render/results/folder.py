"""The output folder of a batch: made, held against every other batch, cleared of what interrupted ones left."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from audit.errors import RenderError, trouble
from audit.machine.files import PART
from audit.machine.locks import taken

#: The file that a batch locks; the system lets go of it when the process ends, however it ends.
LOCK = ".gkaudit.lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make ``folder`` and keep every other batch out of it until the block ends.

    RenderError, in Chinese, where it cannot be written to or another batch is at work in it. What an interrupted batch
    left half written is cleared away. Folders that were made for the block and stayed empty go again.
    """
    made: list[Path] = []
    try:
        stream = _opened(folder, made)
        try:
            yield
        finally:
            _let_go(stream, folder / LOCK)
    finally:
        for path in made:
            with suppress(OSError):
                path.rmdir()


def _opened(folder: Path, made: list[Path]) -> IO[bytes]:
    """The locked file of ``folder``, which is there then and holds nothing half written; ``made`` gets what is new."""
    try:
        made += [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        stream = _locked(folder / LOCK)
        for left in folder.glob(f".*.[0-9]*{PART}"):  # as ``whole`` names them: the folder may hold others' parts too
            left.unlink(missing_ok=True)
    except OSError as error:
        raise RenderError(
            f"无法使用输出文件夹“{folder}”：{trouble(error)}。没有读取任何报告。请检查路径和权限，或换一个文件夹。"
        ) from error
    return stream


def _locked(path: Path) -> IO[bytes]:
    """The file at ``path``, opened and locked."""
    while True:
        stream = path.open("ab")
        if taken(stream):
            stream.close()
            raise RenderError(
                f"输出文件夹“{path.parent}”正由另一次核查使用，没有读取任何报告。"
                "请等那一次结束后再运行，或用 --out 换一个文件夹。"
            )
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
