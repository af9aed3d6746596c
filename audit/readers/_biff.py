"""The sheets of an .xls workbook as printed text by row and column. Source: [MS-XLS].

Read from the records themselves: libraries allocate every place between a sheet’s first and last cell, so that
ten kilobytes can ask for gigabytes, and a damaged file ended the whole process.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.errors import ReadError
from audit.readers._compound import stream
from audit.readers._limits import MAX_CELLS
from audit.readers._sheet import MAX_SHEETS, Sheet, number_format, print_number

#: Largest .xls that is read, in bytes.
_MAX_SIZE = 30 * 1024 * 1024
_MAX_MERGES = 50_000
_MAX_STRINGS = 1_000_000
_BOF, _EOF, _CONTINUE, _PASSWORD = 0x0809, 0x000A, 0x003C, 0x002F
_SHEET, _STRINGS, _STYLE, _FORMAT = 0x0085, 0x00FC, 0x00E0, 0x041E
_ROW, _COLUMNS, _MERGES = 0x0208, 0x007D, 0x00E5
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x0203, 0x027E, 0x00BD
_SHARED, _LABEL, _RICH_LABEL, _LOGICAL, _FORMULA, _RESULT = 0x00FD, 0x0204, 0x00D6, 0x0205, 0x0006, 0x0207
_VALUES = frozenset((_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _SHARED, _LABEL, _RICH_LABEL, _LOGICAL, _FORMULA))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BIFF8 = 0x0600


@dataclass(slots=True)
class _Workbook:
    """What all sheets share: place, name, state and kind of each; strings; number formats of the cell styles."""

    sheets: list[tuple[int, str, int, int]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)


def old_sheets(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of an .xls workbook in order, and the names of the hidden ones; ReadError if damaged."""
    if len(data) > _MAX_SIZE:
        raise ReadError(
            f"表格文件超过{_MAX_SIZE // 1024 // 1024}MB，远超年度报告所需，未读取。请只保留报告所在的工作表。"
        )
    records = stream(data, "workbook", "book")
    try:
        workbook = _globals(records)
        codes = [number_format(style, workbook.formats) for style in workbook.styles]
        shown = [sheet for sheet in workbook.sheets if sheet[2] & 3 == 0 and sheet[3] == 0]
        hidden = [name for _, name, state, kind in workbook.sheets if state & 3 and kind == 0]
        if len({sheet[0] for sheet in shown}) < len(shown):
            raise ReadError("表格文件已损坏，多个工作表指向同一处内容，未读取。请用办公软件打开后另存为.xlsx再核查。")
        # Each sheet ends before the next one begins, so that no record is read for a hundred sheets.
        places = sorted({sheet[0] for sheet in workbook.sheets})
        ends = dict(zip(places, [*places[1:], len(records)], strict=True))
        return [_sheet(records[: ends[place]], place, name, workbook, codes) for place, name, _, _ in shown], hidden
    except (struct.error, IndexError) as error:
        raise ReadError("表格文件已损坏，无法读取。请用办公软件打开后另存为.xlsx再核查。") from error


def _records(records: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record up to the end of the part that begins at ``position``."""
    depth = 0
    while position + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, position)
        depth += kind == _BOF
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth <= 1:
            yield kind, records[position + 4 : position + 4 + length]
        position += 4 + length
    raise ReadError("表格文件不完整，缺少后面的内容，未读取。请重新获取该文件。")


def _globals(records: bytes) -> _Workbook:
    workbook = _Workbook()
    pieces: list[bytes] = []
    last = 0
    for kind, content in _records(records, 0):
        if kind == _BOF and struct.unpack_from("<H", content)[0] != _BIFF8:
            raise ReadError("表格文件为Excel 95或更早的格式，不能读取。请用办公软件打开后另存为.xlsx再核查。")
        if kind == _PASSWORD:
            raise ReadError("文件已加密，无法读取。请取消打开密码后再核查。")
        if kind == _SHEET:
            place, state, type_, length, wide = struct.unpack_from("<IBBBB", content)
            workbook.sheets.append((place, _characters(content[8:], length, wide), state, type_))
        elif kind == _STYLE:
            workbook.styles.append(struct.unpack_from("<H", content, 2)[0])
        elif kind == _FORMAT:
            workbook.formats[struct.unpack_from("<H", content)[0]] = _string(content[2:])
        elif kind == _STRINGS or (kind == _CONTINUE and last == _STRINGS):
            pieces.append(content)
        last = last if kind == _CONTINUE else kind
    if not workbook.sheets or len(workbook.sheets) > MAX_SHEETS:
        raise ReadError(f"工作簿中没有工作表，或者超过{MAX_SHEETS}个，未读取。请只保留报告所在的工作表。")
    if pieces:
        workbook.strings = list(_shared_strings(pieces))
    return workbook


def _characters(content: bytes, length: int, wide: int) -> str:
    return content[: 2 * length].decode("utf-16-le", "replace") if wide & 1 else content[:length].decode("latin-1")


def _string(content: bytes) -> str:
    length, flags = struct.unpack_from("<HB", content)
    return _characters(content[3:], length, flags)


def _shared_strings(pieces: list[bytes]) -> Iterator[str]:
    """The shared strings; where one runs on into the next record, its width is stated anew."""
    (count,) = struct.unpack_from("<I", pieces[0], 4)
    piece, position = 0, 8
    for _ in range(min(count, _MAX_STRINGS)):
        if position >= len(pieces[piece]):
            piece, position = piece + 1, 0
            if piece == len(pieces):
                return
        length, flags = struct.unpack_from("<HB", pieces[piece], position)
        position += 3
        behind = 0
        if flags & 8:
            behind += 4 * struct.unpack_from("<H", pieces[piece], position)[0]
            position += 2
        if flags & 4:
            behind += struct.unpack_from("<I", pieces[piece], position)[0]
            position += 4
        text = []
        while length > 0:
            width = 1 + (flags & 1)
            here = min(length, (len(pieces[piece]) - position) // width)
            text.append(_characters(pieces[piece][position:], here, flags))
            position += here * width
            length -= here
            if length:
                piece, position = piece + 1, 1
                flags = pieces[piece][0]
        yield "".join(text)
        position += behind
        while position > len(pieces[piece]) and piece + 1 < len(pieces):
            position -= len(pieces[piece])
            piece += 1


def _sheet(records: bytes, place: int, name: str, workbook: _Workbook, codes: list[str]) -> Sheet:
    sheet = Sheet(name)
    unseen_rows: set[int] = set()
    unseen_columns: set[int] = set()
    formula: tuple[int, int] | None = None
    for kind, content in _records(records, place):
        if kind in _VALUES:
            row, column = struct.unpack_from("<HH", content)
            formula = (row + 1, column + 1) if kind == _FORMULA else None
            for offset, text in enumerate(_values(kind, content, workbook, codes, sheet)):
                if text.strip("\n"):
                    sheet.cells[row + 1, column + 1 + offset] = text.strip("\n")
        elif kind == _RESULT and formula:
            sheet.cells[formula] = _string(content)
        elif kind == _ROW and struct.unpack_from("<H", content, 12)[0] & 0x20:
            unseen_rows.add(struct.unpack_from("<H", content)[0] + 1)
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<5H", content)
            unseen_columns.update(range(first + 1, min(last, 255) + 2) if flags & 1 else ())
        elif kind == _MERGES:
            corners = struct.iter_unpack("<4H", content[2 : 2 + (len(content) - 2) // 8 * 8])
            sheet.merges += [(top + 1, left + 1, bottom + 1, right + 1) for top, bottom, left, right in corners]
        if len(sheet.cells) > MAX_CELLS or len(sheet.merges) > _MAX_MERGES:
            raise ReadError(f"工作表“{name}”的单元格或合并区域过多，远超年度报告所需，未读取。请核对文件内容。")
    _hide(sheet, unseen_rows, unseen_columns)
    return sheet


def _hide(sheet: Sheet, rows: set[int], columns: set[int]) -> None:
    unseen = [key for key in sheet.cells if key[0] in rows or key[1] in columns]
    sheet.hidden = len(unseen)
    for key in unseen:
        del sheet.cells[key]


def _values(kind: int, content: bytes, workbook: _Workbook, codes: list[str], sheet: Sheet) -> list[str]:
    """What the cells of one record print, from its first column on."""
    (style,) = struct.unpack_from("<H", content, 4)
    if kind == _SHARED:
        (index,) = struct.unpack_from("<I", content, 6)
        return [workbook.strings[index] if index < len(workbook.strings) else "[文字缺失]"]
    if kind in (_LABEL, _RICH_LABEL):
        return [_string(content[6:])]
    if kind == _LOGICAL:
        return [_logical(content[6], is_error=content[7] == 1)]
    if kind == _SHORT_NUMBERS:
        pairs = struct.iter_unpack("<HI", content[4 : 4 + (len(content) - 6) // 6 * 6])
        return [_print(_short(number), style, codes, sheet) for style, number in pairs]
    if kind == _SHORT_NUMBER:
        return [_print(_short(struct.unpack_from("<I", content, 6)[0]), style, codes, sheet)]
    if kind == _FORMULA and content[12:14] == b"\xff\xff":
        # Text follows in a record of its own; 3 is an empty text.
        return [_logical(content[8], is_error=content[6] == 2)] if content[6] in (1, 2) else []
    return [_print(struct.unpack_from("<d", content, 6)[0], style, codes, sheet)]


def _logical(value: int, *, is_error: bool) -> str:
    return _ERRORS.get(value, "#ERR!") if is_error else "TRUE" if value else "FALSE"


def _print(value: float, style: int, codes: list[str], sheet: Sheet) -> str:
    return print_number(repr(value), codes[style] if style < len(codes) else "", sheet)


def _short(number: int) -> float:
    """A number in thirty bits: a whole one, or the upper half of a double, perhaps times one hundred."""
    if number & 2:
        value = float((number - (1 << 32) if number & 0x80000000 else number) >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (number & 0xFFFFFFFC) << 32))
    return value / 100 if number & 1 else value
