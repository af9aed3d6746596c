"""What keeps people from a record, in Chinese."""

from __future__ import annotations

import os
from pathlib import Path

from audit.decisions.record._onlyread import advice, beside
from audit.errors import DecisionsError

#: What PostgreSQL answers where a lock was waited for in vain, whatever language it speaks.
_NO_LOCK = "55P03"
_ADVICE_SERVER = "请检查数据库地址、网络和服务器，然后重试；已记录的内容没有丢失。"


class OccupiedError(DecisionsError):
    """Another program had the record for longer than it was waited for: nothing was read or written, and it may be tried again."""


def failed(said: str, place: str, doing: str) -> DecisionsError:
    """Why we did not get to ``doing`` something with the record at ``place``, by what the database ``said``; to be raised."""
    if "locked" in said or _NO_LOCK in said:
        return OccupiedError(f"人工记录“{place}”正被其他程序占用，没有{doing}。请等待或关闭占用它的程序，然后重试。")
    return DecisionsError(_trouble(said, place, doing))


def _trouble(said: str, place: str, doing: str) -> str:
    if "disk is full" in said or "No space" in said:
        return f"人工记录“{place}”所在的磁盘已满，没有{doing}；以前的记录完好。请清理磁盘后重试。"
    if "disk I/O" in said:
        return f"人工记录“{place}”所在的磁盘不能{doing}，可能已满、已断开或损坏，没有{doing}；以前的记录完好。请检查磁盘后重试。"
    if "readonly" in said or "unable to open" in said or "Permission" in said:
        if (left := beside(Path(place))) and os.access(place, os.R_OK):
            return (
                f"人工记录“{place}”无法{doing}：其旁的“{left[0].name}”是写入没有正常结束时留下的，须先据以恢复，"
                f"而该文件或所在的文件夹不能写入。请{advice(Path(place))}"
            )
        return f"人工记录“{place}”无法{doing}：没有权限，或所在的文件夹不存在。请检查路径和权限。"
    if "not a database" in said or "malformed" in said:
        return f"“{place}”不是人工记录文件，或已损坏。请改用“核查记录备份”中最近的一份。"
    return f"人工记录“{place}”无法{doing}：数据库没有应答或拒绝了请求。{_ADVICE_SERVER}"
