"""Files that were dropped on the desk come piece by piece, and are kept in the work folder when all are there."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from audit import sources
from audit.containers import MAX_FILE
from audit.desk._asked import Asked
from audit.errors import UsageError, trouble
from audit.persons import masked
from audit.text.steering import harmless

#: The folder in the work folder for what was dropped.
RECEIVED = "收到的文件"
_MB = 1024**2
#: What one dropping may have: bytes of a file, bytes of all, files.
MOST: Mapping[str, int] = {"file": MAX_FILE, "total": 300 * _MB, "files": 2000}
#: Characters that no system lets stand in a file's name, and names that Windows keeps for devices.
_FORBIDDEN = dict.fromkeys(map(ord, '<>:"/\\|?*'), "_")
_DEVICES = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10)))
)
#: Bytes of a name; folders that a file lies in, and characters of these with its name: Windows takes 260 of a whole path.
_LONGEST, _DEEPEST, _LONGEST_PATH = 200, 6, 120
_AGAIN = "请重新拖入。"
#: Files that are named of those that were dropped and are not read.
_MOST_NAMED = 5


class Receiving:
    """One dropping of files after the other into the work folder ``folder``; what is not whole is in a hidden folder."""

    def __init__(self, folder: Path) -> None:
        self._home = folder / RECEIVED
        self._part = self._home / ".接收中"
        #: By name the path, the bytes so far, and those that are due.
        self._paths: dict[str, Path] = {}
        self._sizes: dict[str, int] = {}
        self._due: dict[str, int] = {}

    def give(self, asked: Asked) -> None:
        """Take the next piece of a file; UsageError, in Chinese, where it does not fit, or too much was dropped."""
        name, at, size = asked.text("name"), asked.number("at"), asked.number("size")
        if len(asked.buffers) != 1:
            raise UsageError(f"文件没有收全。{_AGAIN}")
        data = bytes(asked.buffers[0])
        if asked.flag("first"):
            self.forget()
        if at != self._sizes.get(name, 0) or at + len(data) > size:
            raise UsageError(f"“{_shown(name)}”没有收全。{_AGAIN}")
        self._bound(name, size)
        try:
            path = self._paths.get(name) or self._new(name)
            with path.open("ab") as stream:
                stream.write(data)
        except OSError as error:
            raise UsageError(
                f"无法在“{self._home}”中保存文件：{trouble(error, '写入')}。请检查权限和磁盘空间。"
            ) from error
        self._paths[name], self._sizes[name], self._due[name] = path, at + len(data), size

    def received(self, asked: Asked) -> str:
        """The folder of the files that were dropped; UsageError, in Chinese, where one of them is not whole."""
        wanted = {
            one.get("name"): one.get("size")
            for one in asked.listed("upload")
            if isinstance(one, Mapping) and isinstance(one.get("name"), str)
        }
        if not wanted or wanted != self._sizes:
            raise UsageError(f"文件没有收全，没有打开。{_AGAIN}")
        folder = self._home / f"{dt.datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
        try:
            self._part.rename(folder)
        except OSError as error:
            raise UsageError(f"无法在“{self._home}”中保存文件：{trouble(error, '写入')}。{_AGAIN}") from error
        self._paths, self._sizes, self._due = {}, {}, {}
        return str(folder)

    def forget(self) -> None:
        """Let go of what was given and not opened."""
        self._paths, self._sizes, self._due = {}, {}, {}
        shutil.rmtree(self._part, ignore_errors=True)
        with suppress(OSError):
            self._home.rmdir()  # where nothing was received before either

    def _bound(self, name: str, size: int) -> None:
        if size > MOST["file"]:
            raise UsageError(f"“{_shown(name)}”有{size // _MB}MB，超过{MOST['file'] // _MB}MB的上限，没有接收。")
        due = {**self._due, name: size}
        if len(due) > MOST["files"] or sum(due.values()) > MOST["total"]:
            raise UsageError(
                f"拖入的文件过多或过大（最多{MOST['files']}个，共{MOST['total'] // _MB}MB），没有接收。请改为选择所在的文件夹。"
            )

    def _new(self, name: str) -> Path:
        """Where a file goes, under a name that it may have anywhere."""
        parts = [_part(one) for one in name.replace("\\", "/").split("/")]
        kept = [one for one in parts if one][-_DEEPEST:] or ["文件"]
        while len(kept) > 1 and (len("/".join(kept)) > _LONGEST_PATH or self._is_file_above(kept)):
            del kept[0]
        path = self._part.joinpath(*kept)
        path.parent.mkdir(parents=True, exist_ok=True)
        number = 2
        while path.exists():
            path, number = path.with_name(f"{Path(kept[-1]).stem}({number}){path.suffix}"), number + 1
        path.touch()
        return path

    def _is_file_above(self, parts: Sequence[str]) -> bool:
        """Whether a file has the name of a folder in which another one is to lie."""
        return any(self._part.joinpath(*parts[:count]).is_file() for count in range(1, len(parts)))


def not_taken(folder: str) -> str:
    """Which of the files that were dropped and lie in ``folder`` are not read, why, and what to do (Chinese); "" where all are."""
    taken = {sources.split(one)[0] for one in sources.expand([folder])}
    left = sorted(path for path in Path(folder).rglob("*") if path.is_file() and path not in taken)
    if not left:
        return ""
    named = "、".join(_shown(path.name) for path in left[:_MOST_NAMED])
    return (
        f"拖入的文件中有{len(left)}个不作为报告读取：{named}{'等' if len(left) > _MOST_NAMED else ''}。隐藏文件、以README命名的文件、名录和数据（.csv等）、"
        "程序和设置文件不是报告；名录请在打开前填入“机关名录”一栏。"
    )


def _part(name: str) -> str:
    """A name of a file or folder as it may stand anywhere; "" for none."""
    last = harmless(name).translate(_FORBIDDEN).strip(" .")
    stem, dot, ending = last.partition(".")
    if stem.strip().upper() in _DEVICES:
        last = f"{stem}_{dot}{ending}"
    # Bytes, not characters: a Chinese one takes three.
    while len(last.encode("utf-8", "replace")) > _LONGEST:
        stem, dot, ending = last.rpartition(".")
        last = f"{stem[:-1]}{dot}{ending}" if stem else last[:-1]
    return last


def _shown(name: str) -> str:
    return masked(harmless(name))[:100]
