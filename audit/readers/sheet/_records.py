"""What the records of an .xls workbook tell that the library leaves out: formulas that were never calculated, conditional formats.

Source: [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping

from audit.readers.sheet.looks import (
    ConditionalFormats,
    ConditionalRule,
    Palette,
    StyleChange,
    is_comparison,
    number_format,
)

_FORMULA, _BEGIN, _END, _CALCULATED = 0x0006, 0x0809, 0x000A, 0x01C1
_AREAS, _CONDITION, _UNUSED = 0x01B0, 0x01B1, 0x0FFF
#: Of a formula: row, column, style, result; a result that is no number ends in these bytes and begins with its kind.
_RESULT = struct.Struct("<HHH8s")
_NO_NUMBER, _BLANK = b"\xff\xff", 3

#: Of a condition: whether it compares, by which comparison, the lengths of its two formulas, what it changes, two numbers more.
_HEAD = struct.Struct("<BBHHIH")
_COMPARES = 1
_OPERATORS = (
    "", "between", "notBetween", "equal", "notEqual", "greaterThan", "lessThan", "greaterThanOrEqual", "lessThanOrEqual"
)  # fmt: skip
#: What a condition changes: the colours of its ground that are not among it, and the parts that it lists, in their order.
_NO_PATTERN_COLOUR, _NO_GROUND_COLOUR = 1 << 17, 1 << 18
_NUMBER, _FONT, _ALIGNMENT, _BORDER, _GROUND = 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29
_FONT_SIZE, _ALIGNMENT_SIZE, _BORDER_SIZE = 118, 8, 8
#: In a font: its style and what of it is not changed, its colour; the bit of the style that strikes text out.
_STYLE_AT, _COLOUR_AT, _UNCHANGED_AT, _STRIKES = 68, 80, 88, 1 << 7
_WHOLE_NUMBER, _DECIMAL_NUMBER = 0x1E, 0x1F
#: A number format that prints no number.
_UNKNOWN = '"[条件格式]"'


def uncalculated(stream: bytes, places: Iterable[int]) -> Mapping[int, set[tuple[int, int]]]:
    """For each sheet, by its place in ``stream``, the rows and columns from 1 of formulas that were never calculated.

    Libraries write formulas with a blank for a result. A program that calculates says in the workbook by which of its
    versions that was done, or at least one of the results prints something.
    """
    is_calculated = any(kind == _CALCULATED for kind, _ in _records(stream, 0))
    found: dict[int, set[tuple[int, int]]] = {}
    for place in places:
        blank = found.setdefault(place, set())
        for kind, content in _records(stream, place):
            if kind != _FORMULA or len(content) < _RESULT.size:
                continue
            row, column, _, result = _RESULT.unpack_from(content)
            if result.endswith(_NO_NUMBER) and result[0] == _BLANK:
                blank.add((row + 1, column + 1))
            else:
                is_calculated = True
    return {} if is_calculated else found


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records from ``place`` to the end of what begins there."""
    for kind, at, size in _places(stream, place):
        yield kind, stream[at + 4 : at + 4 + size]


def _places(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """The same records, each by its kind, where it stands, and the size of its content."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, place, size
        place += 4 + size
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return


def without_conditions(stream: bytes, places: Iterable[int]) -> bytes:
    """``stream`` with the conditional formats of the sheets at ``places`` turned into records that no workbook has.

    The library takes a sheet for damaged where one of them changes a number format or how text stands.
    """
    changed = bytearray(stream)
    for place in places:
        for kind, at, _ in _places(stream, place):
            if kind in (_AREAS, _CONDITION):
                struct.pack_into("<H", changed, at, _UNUSED)
    return bytes(changed)


def conditional_formats(stream: bytes, place: int, palette: Palette, formats: Mapping[int, str]) -> ConditionalFormats:
    """The conditional formats of the sheet that begins at ``place``; ``formats`` are the workbook's own number formats."""
    return ConditionalFormats(_rules(stream, place, palette, formats))


def _rules(stream: bytes, place: int, palette: Palette, formats: Mapping[int, str]) -> Iterator[ConditionalRule]:
    areas: list[tuple[int, int, int, int]] = []
    for kind, content in _records(stream, place):
        if kind == _AREAS:
            areas = list(_areas(content))
        elif kind == _CONDITION:
            try:
                change = _change(content, palette, formats)
                compare, bounds = _comparison(content)
            except (struct.error, UnicodeDecodeError):
                # What is cut off may change anything: the cells are then not known.
                change, compare, bounds = StyleChange(code=_UNKNOWN), "", ()
            if change != StyleChange():
                yield from (ConditionalRule(area, change, compare, bounds) for area in areas)


def _areas(content: bytes) -> Iterator[tuple[int, int, int, int]]:
    for at in range(14, len(content) - 7, 8):
        top, bottom, left, right = struct.unpack_from("<4H", content, at)
        yield top + 1, left + 1, bottom + 1, right + 1


def _change(content: bytes, palette: Palette, formats: Mapping[int, str]) -> StyleChange:
    """What a condition changes of what is seen."""
    *_, flags, own = _HEAD.unpack_from(content)
    at, code, colour, struck = _HEAD.size, None, None, False
    if flags & _NUMBER:
        size, code = _number(content, at, formats, is_own=bool(own & 1))
        at += size
    if flags & _FONT:
        style, number, unchanged = (
            struct.unpack_from("<I", content, at + place)[0] for place in (_STYLE_AT, _COLOUR_AT, _UNCHANGED_AT)
        )
        colour, struck = palette.number(number), bool(style & ~unchanged & _STRIKES)
        at += _FONT_SIZE
    at += _ALIGNMENT_SIZE * bool(flags & _ALIGNMENT) + _BORDER_SIZE * bool(flags & _BORDER)
    numbers = []
    if flags & _GROUND:
        packed = struct.unpack_from("<2xH", content, at)[0]
        given = ((_NO_PATTERN_COLOUR, packed & 0x7F), (_NO_GROUND_COLOUR, packed >> 7 & 0x7F))
        numbers = [number for bit, number in given if not flags & bit]
    grounds = tuple(ground for number in numbers if (ground := palette.number(number)) is not None)
    return StyleChange(colour, grounds or None, code, struck)


def _number(content: bytes, at: int, formats: Mapping[int, str], *, is_own: bool) -> tuple[int, str]:
    """The size of a number format and its code, which stands here itself or is known by its number."""
    if not is_own:
        return 2, number_format(content[at + 1], formats)
    size, count, wide = struct.unpack_from("<HHB", content, at)
    text = content[at + 5 : at + 5 + count * (1 + (wide & 1))]
    return size, text.decode("utf-16-le" if wide & 1 else "latin-1")


def _comparison(content: bytes) -> tuple[str, tuple[float, ...]]:
    """The comparison with numbers that a condition makes and its bounds; "" where it is another condition."""
    kind, operator, first, second, *_ = _HEAD.unpack_from(content)
    compare = _OPERATORS[operator] if kind == _COMPARES and operator < len(_OPERATORS) else ""
    tokens = content[len(content) - first - second :]
    bounds = tuple(bound for each in (tokens[:first], tokens[first:]) if (bound := _constant(each)) is not None)
    written = (first > 0) + (second > 0)
    return (compare, bounds) if is_comparison(compare, bounds) and len(bounds) == written else ("", ())


def _constant(tokens: bytes) -> float | None:
    """The number that a formula is, None where it is another one."""
    if len(tokens) == 3 and tokens[0] == _WHOLE_NUMBER:
        return float(struct.unpack_from("<H", tokens, 1)[0])
    if len(tokens) == 9 and tokens[0] == _DECIMAL_NUMBER:
        return float(struct.unpack_from("<d", tokens, 1)[0])
    return None
