"""A TrueType font that only measures: every character is a box, ASCII half an em wide, all else a full em.

It is built from its tables, a few kilobytes, so that any character a report may hold has a box of its own and no
font of the machine or of the package decides what is read. The tables are those of the OpenType specification 1.9.
"""

from __future__ import annotations

import struct
from functools import cache

#: Units of an em, and how far boxes reach above and below the baseline, as in Chinese fonts.
_EM, _ASCENT, _DESCENT = 1000, 880, -120
#: Glyphs: 0 stands for characters that a font lacks, so that any character needs one of its own. Their widths.
_ANY, _HALF = 1, 2
_WIDTHS = (_EM, _EM, _EM // 2)
_ASCII = range(0x20, 0x7F)
_LAST = 0x10FFFF
#: Characters in one segment of the table for the basic plane.
_SEGMENT = 256


@cache
def measuring_font() -> bytes:
    """The font file; the same bytes each time."""
    outlines = [_box(width) for width in _WIDTHS]
    ends = [sum(map(len, outlines[:count])) for count in range(len(outlines) + 1)]
    tables = {
        b"OS/2": struct.pack(
            ">HhHHH10hh10sIIII4sHHHhhhHH",
            *(0, _EM, 400, 5, 0, *(0,) * 10, 0, b"\0" * 10, *(0,) * 4, b"    ", 0x40, 0x20, 0xFFFF),
            *(_ASCENT, _DESCENT, 0, _ASCENT, -_DESCENT),
        ),
        b"cmap": _cmap(),
        b"glyf": b"".join(outlines),
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, _DESCENT, _EM, _ASCENT, 0, 8, 2, 1, 0),
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *(0,) * 7, len(_WIDTHS)
        ),
        b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in _WIDTHS),
        b"loca": struct.pack(f">{len(ends)}I", *ends),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, len(_WIDTHS), 4, 1, 0, 0, 2, *(0,) * 8),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _box(width: int) -> bytes:
    """The outline of a box ``width`` units wide, as high as the font."""
    head = struct.pack(">hhhhh", 1, 0, _DESCENT, width, _ASCENT)
    corners = (0, _DESCENT), (0, _ASCENT), (width, _ASCENT), (width, _DESCENT)
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(((0, 0), *corners), corners, strict=False)]
    flags = b"\x01" * len(corners)
    places = struct.pack(">4h4h", *(x for x, _ in steps), *(y for _, y in steps))
    outline = head + struct.pack(">HH", len(corners) - 1, 0) + flags + places
    return outline + b"\0" * (-len(outline) % 4)


def _cmap() -> bytes:
    """The maps from characters to glyphs: of the basic plane and of all of Unicode, as either is asked for."""
    maps = ((3, 1, _plane()), (3, 10, _all()))
    head = struct.pack(">HH", 0, len(maps))
    at = len(head) + 8 * len(maps)
    for platform, encoding, data in maps:
        head += struct.pack(">HHI", platform, encoding, at)
        at += len(data)
    return head + b"".join(data for *_, data in maps)


def _glyph(code: int) -> int:
    return _HALF if code in _ASCII else _ANY


def _plane() -> bytes:
    """Format 4: segments that share one row of glyphs, ASCII with a row of its own."""
    starts = range(0, 0x10000, _SEGMENT)
    count = len(starts)
    ends = [min(start + _SEGMENT - 1, 0xFFFF) for start in starts]
    rows = [*(_glyph(code) for code in range(_SEGMENT)), *(_ANY,) * _SEGMENT]
    offsets = [2 * (count - index) + (0 if start == 0 else 2 * _SEGMENT) for index, start in enumerate(starts)]
    body = struct.pack(f">4H{count}HH", 2 * count, 2 * 256, 8, 0, *ends, 0)
    body += struct.pack(f">{count}H{count}H{count}H{len(rows)}H", *starts, *(0,) * count, *offsets, *rows)
    return struct.pack(">HHH", 4, 6 + len(body), 0) + body


def _all() -> bytes:
    """Format 13: ranges of characters that share one glyph."""
    groups = (0, _ASCII[0] - 1, _ANY), (_ASCII[0], _ASCII[-1], _HALF), (_ASCII[-1] + 1, _LAST, _ANY)
    body = struct.pack(">I", len(groups)) + b"".join(struct.pack(">III", *group) for group in groups)
    return struct.pack(">HHII", 13, 0, 12 + len(body), 0) + body


def _file(tables: dict[bytes, bytes]) -> bytes:
    """The font file of ``tables``. Sums of their bytes are left out: what reads the file here does not ask for them."""
    head = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128)
    body = b""
    at = len(head) + 16 * len(tables)
    for tag, data in sorted(tables.items()):
        head += struct.pack(">4sIII", tag, 0, at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + body
