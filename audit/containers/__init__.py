"""Files that hold files, opened within bounds: zip packages and archives, and OLE compound files."""

from __future__ import annotations

from audit.containers._compound import is_compound, names_stream, read_stream
from audit.containers._zip import (
    MAX_FILE,
    MAX_MEMBERS,
    MAX_PART,
    MAX_UNPACKED,
    is_zip,
    member_names,
    open_package,
    read_part,
)

__all__ = [
    "MAX_FILE",
    "MAX_MEMBERS",
    "MAX_PART",
    "MAX_UNPACKED",
    "is_compound",
    "is_zip",
    "member_names",
    "names_stream",
    "open_package",
    "read_part",
    "read_stream",
]
