"""The record as a file: copied once a day, closed to a second writer where the folder is on a network."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil

from audit.errors import DecisionsError, trouble
from audit.machine.files import PART
from audit.machine.locks import taken

#: The folder of copies beside the file, and how many of them are kept.
COPIES, _KEPT = "核查记录备份", 10
#: How workbooks end, which are taken for records where a ledger was filled in.
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
_NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "9p", "glusterfs"}


@contextmanager
def prepared(path: Path, *, reading: bool) -> Iterator[None]:
    """Make the file's folder ready and, on a network, keep other writers out until the context ends.

    DecisionsError, in Chinese, where the file cannot be used or another writer has it.
    """
    if path.suffix.lower() in _WORKBOOKS:
        raise DecisionsError(
            f"“{path}”是工作簿，不是人工记录。填写过的台账请先用 gkaudit decisions import 记入人工记录。"
        )
    if reading and not path.is_file():
        raise DecisionsError(f"没有人工记录文件“{path}”。请检查路径。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and not reading:
            _copy_of_today(path)
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


def copy(path: Path, label: str) -> Path:
    """A whole copy of the file beside it, under its name with ``label``; the oldest beyond ten go."""
    folder = path.parent / COPIES
    folder.mkdir(exist_ok=True)
    target = folder / f"{path.stem}-{label}{path.suffix}"
    part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as made:
            source.backup(made)
        part.replace(target)
    except sqlite3.Error as error:
        raise DecisionsError(f"“{path}”不是人工记录文件，或已损坏。请改用“{COPIES}”中最近的一份。") from error
    finally:
        part.unlink(missing_ok=True)
    known = sorted(folder.glob(f"{path.stem}-*{path.suffix}"), key=lambda one: (one.stat().st_mtime_ns, one.name))
    for old in known[:-_KEPT]:
        old.unlink(missing_ok=True)
    return target


def _copy_of_today(path: Path) -> None:
    today = f"{dt.date.today():%Y%m%d}"  # noqa: DTZ011 – the day of whoever works
    if not (path.parent / COPIES / f"{path.stem}-{today}{path.suffix}").exists():
        copy(path, today)
