"""Write compound (OLE) files, and the records of which the workbooks in them consist."""

from __future__ import annotations

import struct
from collections.abc import Mapping


def compound(streams: Mapping[str, bytes], *, loop: bool = False) -> bytes:
    """A compound (OLE) file of streams of at least 4096 bytes; ``loop``: each chain of sectors ends at its beginning."""
    entry = struct.Struct("<64sHBB3I16sI8s8sIQ")

    def named(name: str, kind: int, first: int, size: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return entry.pack(text, len(text), kind, 1, *[0xFFFFFFFF] * 3, b"", 0, b"", b"", first, size)

    padded = {name: data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0") for name, data in streams.items()}
    sectors = 1 + sum(len(data) // 512 for data in padded.values())
    tables = -(-(sectors + 110) // 128)
    chain = [0xFFFFFFFD] * tables + [tables if loop else 0xFFFFFFFE]
    directory, at = named("Root Entry", 5, 0xFFFFFFFE, 0), tables + 1
    for name, data in padded.items():
        count = len(data) // 512
        directory += named(name, 2, at, len(data))
        chain += [*range(at + 1, at + count), at if loop else 0xFFFFFFFE]
        at += count
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<8I", tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    return head + struct.pack(f"<{len(chain)}I", *chain) + directory.ljust(512, b"\0") + b"".join(padded.values())


def record(kind: int, content: bytes) -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(content)) + content
