"""What the records of an .xls workbook tell that the library leaves out: formulas that were never calculated. Source: [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping

_FORMULA, _BEGIN, _END, _CALCULATED = 0x0006, 0x0809, 0x000A, 0x01C1
#: Of a formula: row, column, style, result; a result that is no number ends in these bytes and begins with its kind.
_RESULT = struct.Struct("<HHH8s")
_NO_NUMBER, _BLANK = b"\xff\xff", 3


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
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
