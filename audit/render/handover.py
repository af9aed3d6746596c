"""What a batch has found already, handed to the notebooks that it runs, so that no report is read twice.

The objects lie in the batch's own temporary folder, named by an environment variable that only its workers have; a
notebook run by hand finds none and reads the reports itself.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path
from typing import Any

from audit.errors import RoomError, trouble
from audit.machine import folders

_FOLDER = "GKAUDIT_HANDED"


def folder(scratch: str | Path) -> Path:
    """The folder below ``scratch`` where a batch lays down what it hands on."""
    return Path(scratch) / "handover"


def offer(scratch: str) -> None:
    """Let this process and the kernels that it starts take what was laid down below ``scratch``."""
    os.environ[_FOLDER] = str(folder(scratch))


def lay_down(scratch: str, name: str, what: Any) -> None:
    """Keep ``what`` under ``name`` for the notebooks of this batch; RoomError where there is no room for it."""
    try:
        folder(scratch).mkdir(parents=True, exist_ok=True, mode=0o700)
        _path(folder(scratch), name).write_bytes(pickle.dumps(what))
    except OSError as error:
        reason = folders.no_room() if folders.is_full(error) else f"临时文件夹“{scratch}”无法写入：{trouble(error)}。"
        raise RoomError(reason) from error


def take(name: str) -> Any | None:
    """What the running batch laid down under ``name``; None outside of a batch."""
    if not os.environ.get(_FOLDER):
        return None
    try:
        return pickle.loads(_path(Path(os.environ[_FOLDER]), name).read_bytes())  # noqa: S301 – our own batch wrote it
    except FileNotFoundError:
        return None


def _path(where: Path, name: str) -> Path:
    return where / f"{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()}.pickle"
