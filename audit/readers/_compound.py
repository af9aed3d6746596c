"""The streams of an OLE compound file (.xls, .doc), read within bounds. Source: [MS-CFB]."""

from __future__ import annotations

import struct

from audit.errors import ReadError

_END = 0xFFFFFFFA  # from here on sector numbers are marks, not places
_SHORT = 4096
_MAX_ENTRIES = 20_000


def stream(data: bytes, *names: str) -> bytes:
    """The first stream called one of ``names`` (lower case); ReadError if there is none, or the file is damaged."""
    try:
        return _stream(data, names)
    except (struct.error, IndexError) as error:
        raise ReadError("文件结构已损坏，无法读取。请用办公软件打开后另存为新格式（.xlsx、.docx）再核查。") from error


def _stream(data: bytes, names: tuple[str, ...]) -> bytes:
    size = 1 << min(max(struct.unpack_from("<H", data, 30)[0], 9), 12)
    (directory,) = struct.unpack_from("<I", data, 48)
    short_table, _, more, more_count = struct.unpack_from("<4I", data, 60)
    tables = list(struct.unpack_from("<109I", data, 76))
    needed = len(data) // (size * (size // 4)) + 1  # tables that list every sector of the file
    for _ in range(min(more_count, needed)):
        *further, more = struct.unpack_from(f"<{size // 4}I", data, size * (more + 1))
        tables += further
    following: list[int] = []
    for sector in tables[: needed + 109]:
        if sector < _END and size * (sector + 2) <= len(data):
            following += struct.unpack_from(f"<{size // 4}I", data, size * (sector + 1))
    entries = _chain(data, directory, following, size, size)[: _MAX_ENTRIES * 128]
    root: tuple[int, int] | None = None
    found: tuple[int, int] | None = None
    for start in range(0, len(entries) - 127, 128):
        length, kind = struct.unpack_from("<HB", entries, start + 64)
        name = entries[start : start + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace").lower()
        place = struct.unpack_from("<II", entries, start + 116)
        if kind == 5:
            root = place
        elif name == "encryptedpackage":
            raise ReadError("文件已加密，无法读取。请取消打开密码后再核查。")
        elif name in names and found is None:
            found = place
    if found is None:
        raise ReadError(
            "文件中没有所需的内容，可能不完整，或者不是有效的办公文档。请重新获取该文件，或用办公软件另存为新格式再核查。"
        )
    first, length = found
    if length >= _SHORT or root is None:
        return _whole(_chain(data, first, following, size, size), length)
    table = _chain(data, short_table, following, size, size)
    short = list(struct.unpack_from(f"<{len(table) // 4}I", table))
    return _whole(_chain(_chain(data, root[0], following, size, size), first, short, 64, 0), length)


def _whole(content: bytes, length: int) -> bytes:
    if len(content) < length:
        raise ReadError("文件不完整，缺少后面的内容，未读取。请重新获取该文件。")
    return content[:length]


def _chain(data: bytes, sector: int, following: list[int], size: int, offset: int) -> bytes:
    """The sectors from ``sector`` on, joined; a chain that turns back on itself ends at the file’s own length."""
    parts: list[bytes] = []
    while sector < _END and len(parts) * size <= len(data):
        parts.append(data[offset + sector * size : offset + (sector + 1) * size])
        sector = following[sector]
    return b"".join(parts)
