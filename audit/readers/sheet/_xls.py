"""The sheets of an .xls workbook, read by xlrd in a process of its own.

Hostile files make xlrd run without end or take all memory, so that it stands behind bounds on both. It is given the
stream of the workbook alone: where the sectors of a compound file form a ring it would follow them for ever.
"""

from __future__ import annotations

from audit.containers import read_stream
from audit.errors import ReadError
from audit.machine import sandbox
from audit.readers.sheet._sheet import Sheet

#: Largest .xls that is read, in bytes.
_MAX_SIZE = 30 * 1024 * 1024
_READER = f"{__package__}._xlrd"


def old_sheets(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of an .xls workbook in order, and the names of the hidden ones; ReadError if damaged."""
    if len(data) > _MAX_SIZE:
        raise ReadError(
            f"表格文件超过{_MAX_SIZE // 1024 // 1024}MB，远超年度报告所需，未读取。请只保留报告所在的工作表。"
        )
    sheets, hidden = sandbox.run(_READER, read_stream(data, "workbook", "book"), tuple)
    return sheets, hidden
