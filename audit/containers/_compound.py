"""OLE compound files (.doc, .xls, encrypted documents): their streams, read within bounds. Source: [MS-CFB]."""

from __future__ import annotations

import struct

from audit.errors import ReadError

_FIRST_BYTES = bytes.fromhex("d0cf11e0a1b11ae1")
#: From here on sector numbers are marks (end of chain, free sector), not places.
_FIRST_MARK = 0xFFFFFFFA
#: Streams shorter than this, in bytes, are kept in a stream of their own, in sectors of this size.
_SHORT_STREAM, _SHORT_SECTOR = 4096, 64
#: Bytes of a directory entry, and entries that are looked at.
_ENTRY_SIZE, _MAX_ENTRIES = 128, 20_000
#: What an entry of the directory is.
_ROOT = 5
_ENCRYPTED = "encryptedpackage"


def is_compound(data: bytes) -> bool:
    """Whether ``data`` begins as a compound file does; it may still be damaged."""
    return data.startswith(_FIRST_BYTES)


def names_stream(data: bytes, name: str) -> bool:
    """Whether the name of a stream stands anywhere in ``data``: cheap, and true of damaged files as well."""
    return name.encode("utf-16-le") in data


def read_stream(data: bytes, *names: str) -> bytes:
    """The first stream called one of ``names`` (lower case); ReadError if there is none, or the file is damaged."""
    try:
        return _stream(data, names)
    except (struct.error, IndexError) as error:
        raise ReadError("文件结构已损坏，无法读取。请用办公软件打开后另存为新格式（.xlsx、.docx）再核查。") from error


def _stream(data: bytes, names: tuple[str, ...]) -> bytes:
    size = 1 << min(max(struct.unpack_from("<H", data, 30)[0], 9), 12)
    (directory,) = struct.unpack_from("<I", data, 48)
    (short_table,) = struct.unpack_from("<I", data, 60)
    following = _following_sectors(data, size)
    root, found = _look_up(_chain(data, directory, following, size, size), names)
    if found is None:
        raise ReadError(
            "文件中没有所需的内容，可能不完整，或者不是有效的办公文档。请重新获取该文件，或用办公软件另存为新格式再核查。"
        )
    first, length = found
    if length >= _SHORT_STREAM or root is None:
        return _whole(_chain(data, first, following, size, size), length)
    table = _chain(data, short_table, following, size, size)
    short = list(struct.unpack_from(f"<{len(table) // 4}I", table))
    container = _chain(data, root[0], following, size, size)
    return _whole(_chain(container, first, short, _SHORT_SECTOR, 0), length)


def _following_sectors(data: bytes, size: int) -> list[int]:
    """For each sector of the file the one that follows it in its chain."""
    more, more_count = struct.unpack_from("<2I", data, 68)
    tables = list(struct.unpack_from("<109I", data, 76))
    needed = len(data) // (size * (size // 4)) + 1  # tables that list every sector of the file
    for _ in range(min(more_count, needed)):
        *further, more = struct.unpack_from(f"<{size // 4}I", data, size * (more + 1))
        tables += further
    following: list[int] = []
    for sector in tables[: needed + 109]:
        if sector < _FIRST_MARK and size * (sector + 2) <= len(data):
            following += struct.unpack_from(f"<{size // 4}I", data, size * (sector + 1))
    return following


def _look_up(directory: bytes, names: tuple[str, ...]) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """First sector and length of the root entry, and of the first stream with one of ``names``."""
    root: tuple[int, int] | None = None
    found: tuple[int, int] | None = None
    directory = directory[: _MAX_ENTRIES * _ENTRY_SIZE]
    for start in range(0, len(directory) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
        length, kind = struct.unpack_from("<HB", directory, start + 64)
        name = directory[start : start + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace").lower()
        place = struct.unpack_from("<II", directory, start + 116)
        if kind == _ROOT:
            root = place
        elif name == _ENCRYPTED:
            raise ReadError("文件已加密，无法读取。请取消打开密码后再核查。")
        elif name in names and found is None:
            found = place
    return root, found


def _whole(content: bytes, length: int) -> bytes:
    if len(content) < length:
        raise ReadError("文件不完整，缺少后面的内容，未读取。请重新获取该文件。")
    return content[:length]


def _chain(data: bytes, sector: int, following: list[int], size: int, offset: int) -> bytes:
    """The sectors from ``sector`` on, joined; a chain that turns back on itself ends at the file’s own length."""
    parts: list[bytes] = []
    while sector < _FIRST_MARK and len(parts) * size <= len(data):
        parts.append(data[offset + sector * size : offset + (sector + 1) * size])
        sector = following[sector]
    return b"".join(parts)
