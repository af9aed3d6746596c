"""A record that can be looked at and not written: on a disk or in a folder where nothing may be written, or a protected file."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from audit.decisions._names import is_address

#: Ends of the names of files beside a record that hold what was not written to its end, or not yet put into it.
_ENDS = ("-journal", "-wal")
#: Where the head of an SQLite file says how it is written, and what stands there where that is in a file beside it.
_WAY, _BESIDE = slice(18, 20), b"\x02\x02"


def unwritable(where: str | Path) -> str:
    """That nothing can be entered in the record at ``where`` (Chinese); "" where it can, or there is none yet, or it is a database."""
    path = Path(where)
    if is_address(where) or not path.is_file() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return ""
    return (
        f"人工记录“{where}”只能查看，不能录入：其文件或所在的文件夹没有写入权限，或者磁盘只读。"
        f"要录入的，请取得写入权限，或{advice(path)}"
    )


def beside(path: Path) -> list[Path]:
    """The files beside the record at ``path`` without which it is not whole."""
    real = path.resolve()
    every = [real.with_name(f"{real.name}{end}") for end in _ENDS]
    return [one for one in every if one.is_file()]


def advice(path: Path) -> str:
    """That the record at ``path`` be copied to where it can be written, and with which other files (Chinese)."""
    along = "、".join(f"“{one.name}”" for one in beside(path))
    return f"将该文件{along and f'连同{along}一起'}复制到可以写入的文件夹，再重新打开。"


def query(path: Path) -> dict[str, str]:
    """How SQLite is asked to open the file at ``path`` without writing anything, as the end of its address."""
    # What is kept in a file beside the record is read with a third one, which cannot be made here; where there is nothing
    # beside it, the record is whole without.
    asked = {"mode": "ro", "uri": "true"}
    with suppress(OSError), path.open("rb") as stream:  # what cannot be read SQLite refuses in words of its own
        if stream.read(_WAY.stop)[_WAY] == _BESIDE and not beside(path):
            asked["immutable"] = "1"
    return asked
