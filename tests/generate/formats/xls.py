"""Write an .xls workbook of one sheet whose cells look as they are asked to, record by record. Source: [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tests.generate.formats.compound import compound, record

#: The colour that is left to the program, and where the colours begin that a workbook may change.
AUTOMATIC, FIRST_OWN_COLOUR = 0x7FFF, 8
_NO_GROUND, _SYSTEM_GROUND = 64, 65


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell or a piece of its text looks: ``size`` in points, colours by number, ``code`` of its number format."""

    size: float = 10.0
    struck: bool = False
    raised: bool = False
    colour: int = AUTOMATIC
    ground: int | None = None
    code: str = "General"
    ruled: bool = False

    @property
    def font(self) -> tuple[float, bool, bool, int]:
        """What makes its font."""
        return self.size, self.struck, self.raised, self.colour


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum over cells of the row above; ``result`` is what it gave when it was calculated, "" also where it never was."""

    result: float | str = ""


PLAIN = Look()
#: What a cell stores: a number, a text, a text in pieces of their own looks, a formula, or nothing.
Stored = float | str | Sequence[tuple[str, Look]] | Formula | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: what cells store and look like, by row and column from 1.

    ``heights`` of rows are in points and ``widths`` of columns in digits; ``colours`` are the workbook's own, by number;
    ``calculated`` says that a program has calculated it; ``more`` are records that stand at the end of the sheet.
    """

    cells: Mapping[tuple[int, int], tuple[Stored, Look]]
    merges: Sequence[tuple[int, int, int, int]] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    hidden_rows: Sequence[int] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    colours: Mapping[int, tuple[int, int, int]] = field(default_factory=dict)
    calculated: bool = True
    more: bytes = b""
    name: str = "Sheet"


def write(sheet: Sheet) -> bytes:
    """The bytes of the .xls file."""
    looks = list(dict.fromkeys((PLAIN, *_looks(sheet))))
    formats = list(dict.fromkeys(look.code for look in looks))
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0x0600))
    front = begin + record(0x0042, struct.pack("<H", 1200))
    front += b"".join(record(0x0031, _font(look)) for look in looks)
    front += b"".join(record(0x041E, struct.pack("<H", 164 + n) + _text(code)) for n, code in enumerate(formats))
    # Sixteen styles that cells are based on come first.
    front += b"".join(record(0x00E0, _style(PLAIN, 0, 0, is_base=number < 15)) for number in range(16))
    front += b"".join(
        record(0x00E0, _style(look, number + (number >= 4), 164 + formats.index(look.code)))
        for number, look in enumerate(looks)
    )
    front += _palette(sheet.colours)
    back = record(0x01C1, struct.pack("<HHI", 0x01C1, 0, 0x0001EAC1)) if sheet.calculated else b""
    back += record(0x000A, b"")
    name = sheet.name.encode("utf-16-le")
    listed = struct.pack("<HBB", 0, len(sheet.name), 1) + name
    place = len(front) + 4 + 4 + len(listed) + len(back)
    book = front + record(0x0085, struct.pack("<I", place) + listed) + back
    return compound({"Workbook": book + _sheet(sheet, looks)})


def _looks(sheet: Sheet) -> list[Look]:
    found = []
    for stored, look in sheet.cells.values():
        found.append(look)
        if isinstance(stored, Sequence) and not isinstance(stored, str):
            found += [own for _, own in stored]
    return found


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text.encode("utf-16-le")) // 2, 1) + text.encode("utf-16-le")


def _font(look: Look) -> bytes:
    name = "宋体".encode("utf-16-le")
    flags, raised = 8 * look.struck, int(look.raised)
    head = struct.pack("<HHHHHBBBB", round(look.size * 20), flags, look.colour, 400, raised, 0, 0, 134, 0)
    return head + struct.pack("<BB", 2, 1) + name


def _style(look: Look, font: int, code: int, *, is_base: bool = False) -> bytes:
    """A style; fonts are counted without number four, which no workbook has."""
    lines = 0x1111 if look.ruled else 0
    pattern = 0 if look.ground is None else 1 << 26
    ground = _NO_GROUND if look.ground is None else look.ground
    kind = 0xFFF5 if is_base else 0x0001
    packed = struct.pack("<HHHBBBBII", font, code, kind, 0, 0, 0, 0xFC, lines, pattern)
    return packed + struct.pack("<H", ground | _SYSTEM_GROUND << 7)


def _palette(colours: Mapping[int, tuple[int, int, int]]) -> bytes:
    if not colours:
        return b""
    listed = [colours.get(number, (number, 0, 0)) for number in range(FIRST_OWN_COLOUR, FIRST_OWN_COLOUR + 56)]
    return record(0x0092, struct.pack("<H", 56) + b"".join(struct.pack("<BBBB", *colour, 0) for colour in listed))


def _sheet(sheet: Sheet, looks: Sequence[Look]) -> bytes:
    found = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0x0600))
    for column, width in sheet.widths.items():
        found += record(0x007D, struct.pack("<HHHHHH", column - 1, column - 1, round(width * 256), 15, 0, 0))
    for row in sorted({row for row, _ in sheet.cells}):
        height, own = sheet.heights.get(row, 14.0), row in sheet.heights
        flags = 0x100 | 0x40 * own | 0x20 * (row in sheet.hidden_rows)
        size = round(height * 20) if own else 0x8000 | round(height * 20)
        found += record(0x0208, struct.pack("<HHHHHHHH", row - 1, 0, 256, size, 0, 0, flags, 15))
    for (row, column), (stored, look) in sorted(sheet.cells.items(), key=lambda item: item[0]):
        found += _cell(struct.pack("<HHH", row - 1, column - 1, 16 + looks.index(look)), stored, looks)
    found += record(0x023E, struct.pack("<HHHIHHI", 0x06B6, 0, 0, 64, 0, 0, 0))
    if sheet.merges:
        areas = (
            struct.pack("<HHHH", top - 1, bottom - 1, left - 1, right - 1) for top, left, bottom, right in sheet.merges
        )
        found += record(0x00E5, struct.pack("<H", len(sheet.merges)) + b"".join(areas))
    return found + sheet.more + record(0x000A, b"")


def _cell(head: bytes, stored: Stored, looks: Sequence[Look]) -> bytes:
    if stored is None:
        return record(0x0201, head)
    if isinstance(stored, Formula):
        return _formula(head, stored.result)
    if isinstance(stored, str):
        return record(0x0204, head + _text(stored))
    if isinstance(stored, Sequence):
        units = [len(text.encode("utf-16-le")) // 2 for text, _ in stored]
        fonts = [(number := looks.index(look)) + (number >= 4) for _, look in stored]
        runs = zip(accumulate(units, initial=0), fonts, strict=False)
        text = _text("".join(text for text, _ in stored))
        return record(
            0x00D6, head + text + struct.pack("<H", len(stored)) + b"".join(struct.pack("<HH", *run) for run in runs)
        )
    return record(0x0203, head + struct.pack("<d", stored))


def _formula(head: bytes, result: float | str) -> bytes:
    is_text = isinstance(result, str)
    given = struct.pack("<B5xH", 0 if result else 3, 0xFFFF) if is_text else struct.pack("<d", result)
    # SUM(A1:B1)
    tokens = bytes.fromhex("25000000000000010019100000")
    found = record(0x0006, head + given + struct.pack("<HIH", 0, 0, len(tokens)) + tokens)
    return found + record(0x0207, _text(str(result))) if is_text and result else found
