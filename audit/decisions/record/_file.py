"""The record as a file: copied once a day, closed to a second writer where the folder is on a network."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil

from audit.decisions._names import is_workbook
from audit.decisions.record import _troubles
from audit.disk.files import PART
from audit.disk.locks import taken
from audit.errors import DecisionsError, trouble
from audit.patterns import regex

#: The folder of copies beside the file, and how many of them are kept.
COPIES, _KEPT = "核查记录备份", 10
#: How the copy is labelled that is kept before the schema is brought up to date; the present schema stands behind it.
BEFORE_MIGRATION = "升级前"
#: What SQLite answers while others have a file: SQLITE_BUSY, SQLITE_LOCKED.
_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PAUSE = 0.05
#: Nanoseconds between the times of two copies, so coarse that each kind of disk tells them apart.
_STEP = 2_000_000_000
_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "9p", "glusterfs"}


@contextmanager
def prepared(path: Path, patience: float, *, reading: bool) -> Iterator[None]:
    """Make the file's folder ready and, on a network, keep other writers out until the context ends.

    ``patience`` is how many seconds others who write are waited for. DecisionsError, in Chinese, where the file cannot be
    used or another writer has it.
    """
    if is_workbook(path):
        raise DecisionsError(
            f"“{path}”是工作簿，不是人工记录。填写过的台账请先用 gkaudit decisions import 记入人工记录。"
        )
    if reading and not path.is_file():
        raise DecisionsError(f"没有人工记录文件“{path}”。请检查路径。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not reading and path.is_file() and path.stat().st_size:
            _copy_of_today(path, patience)
    except OSError as error:
        raise DecisionsError(f"人工记录“{path}”无法使用：{trouble(error, '写入')}。请检查路径和权限。") from error
    if reading or not on_network(path):
        yield
        return
    lock = path.with_name(f".{path.name}.lock")
    with lock.open("a+b") as stream:
        if taken(stream, unsure=True):
            stream.seek(0)
            holder = stream.read(200).decode("utf-8", "replace").strip() or "他人"
            raise DecisionsError(
                f"人工记录“{path}”在网络文件夹中，正由{holder}使用。网络文件夹中的记录同一时间只能一人写入："
                "请待对方关闭后再试，或各用一份文件，事后用 gkaudit decisions merge 合并。"
            )
        stream.truncate(0)
        stream.write(f"{platform.node()}上的进程{os.getpid()}".encode())
        stream.flush()
        yield


def on_network(path: Path) -> bool:
    """Whether a path lies on another machine's disk."""
    full = path.absolute()
    if str(full).startswith("\\\\"):
        return True
    best = ("", "")
    with suppress(psutil.Error, OSError):
        for disk in psutil.disk_partitions(all=True):
            if full.is_relative_to(disk.mountpoint) and len(disk.mountpoint) > len(best[0]):
                best = (disk.mountpoint, f"{disk.fstype},{disk.opts}")
    kind, _, options = best[1].partition(",")
    return kind.lower() in _NETWORK or "remote" in options.split(",")


def copy(path: Path, label: str, patience: float) -> Path:
    """A whole copy of the file beside it, under its name with ``label``; the oldest beyond ten go.

    DecisionsError, in Chinese, where others hold the file for more than ``patience`` seconds or it cannot be copied.
    """
    folder = path.parent / COPIES
    folder.mkdir(exist_ok=True)
    target = folder / f"{path.stem}-{label}{path.suffix}"
    part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
    end = time.monotonic() + patience

    def go_on(status: int, _: int, __: int) -> None:
        if status in _HELD and time.monotonic() >= end:
            raise sqlite3.OperationalError("database is locked")

    earlier = max((one.stat().st_mtime_ns for one in _copies(path)), default=0)
    try:
        with closing(sqlite3.connect(path, timeout=0)) as source, closing(sqlite3.connect(part)) as made:
            source.backup(made, progress=go_on, sleep=_PAUSE)
        # The latest made is the latest by its time, wherever the clock was set since.
        if part.stat().st_mtime_ns <= earlier:
            os.utime(part, ns=(earlier + _STEP, earlier + _STEP))
        part.replace(target)
    except sqlite3.Error as error:
        raise _troubles.failed(str(error), str(path), "打开") from error
    finally:
        part.unlink(missing_ok=True)
    for old in sorted(_copies(path), key=lambda one: (one.stat().st_mtime_ns, one.name))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return target


def _copies(path: Path) -> list[Path]:
    """The copies that there are of the file, and of no other one whose name begins like it."""
    name = regex(rf"{re.escape(path.stem)}-([0-9]{{8}}|{BEFORE_MIGRATION}[0-9a-f]+){re.escape(path.suffix)}")
    return [one for one in (path.parent / COPIES).iterdir() if name.fullmatch(one.name)]


def _copy_of_today(path: Path, patience: float) -> None:
    today = f"{dt.date.today():%Y%m%d}"  # noqa: DTZ011 – the day of whoever works
    if not (path.parent / COPIES / f"{path.stem}-{today}{path.suffix}").exists():
        copy(path, today, patience)
