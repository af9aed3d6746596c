"""The sheets of an .xls workbook as printed text by row and column. Source: [MS-XLS].

Read from the records themselves: libraries allocate every place between a sheet’s first and last cell, so that
ten kilobytes can ask for gigabytes, and a damaged file ended the whole process.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.containers import read_stream
from audit.errors import ReadError
from audit.readers._limits import MAX_CELLS
from audit.readers.flow import STRUCK, WHITE
from audit.readers.sheet._numberformat import number_format
from audit.readers.sheet._sheet import MAX_SHEETS, Sheet, Style, print_number, styled

#: Largest .xls that is read, in bytes.
_MAX_SIZE = 30 * 1024 * 1024
_MAX_MERGES = 50_000
_MAX_STRINGS = 1_000_000
_BOF, _EOF, _CONTINUE, _PASSWORD = 0x0809, 0x000A, 0x003C, 0x002F
_SHEET, _STRINGS, _STYLE, _FORMAT = 0x0085, 0x00FC, 0x00E0, 0x041E
_ROW, _COLUMNS, _MERGES, _FONT, _VIEW = 0x0208, 0x007D, 0x00E5, 0x0031, 0x023E
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x0203, 0x027E, 0x00BD
_SHARED, _LABEL, _RICH_LABEL, _LOGICAL, _FORMULA, _RESULT = 0x00FD, 0x0204, 0x00D6, 0x0205, 0x0006, 0x0207
_VALUES = frozenset((_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _SHARED, _LABEL, _RICH_LABEL, _LOGICAL, _FORMULA))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BIFF8 = 0x0600


@dataclass(slots=True)
class _Workbook:
    """What all sheets share: place, name, state and kind of each; strings; fonts, number formats and cell styles.

    Of a font it counts whether it strikes out, raises or lowers, or is white; of a style its font, format and plain fill.
    """

    sheets: list[tuple[int, str, int, int]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    fonts: list[tuple[bool, bool, bool]] = field(default_factory=list)
    styles: list[tuple[int, int, bool]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)


def old_sheets(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of an .xls workbook in order, and the names of the hidden ones; ReadError if damaged."""
    if len(data) > _MAX_SIZE:
        raise ReadError(
            f"表格文件超过{_MAX_SIZE // 1024 // 1024}MB，远超年度报告所需，未读取。请只保留报告所在的工作表。"
        )
    records = read_stream(data, "workbook", "book")
    try:
        workbook = _globals(records)
        styles = [_style(workbook, *style) for style in workbook.styles]
        shown = [sheet for sheet in workbook.sheets if sheet[2] & 3 == 0 and sheet[3] == 0]
        hidden = [name for _, name, state, kind in workbook.sheets if state & 3 and kind == 0]
        if len({sheet[0] for sheet in shown}) < len(shown):
            raise ReadError("表格文件已损坏，多个工作表指向同一处内容，未读取。请用办公软件打开后另存为.xlsx再核查。")
        # Each sheet ends before the next one begins, so that no record is read for a hundred sheets.
        places = sorted({sheet[0] for sheet in workbook.sheets})
        ends = dict(zip(places, [*places[1:], len(records)], strict=True))
        return [_sheet(records[: ends[place]], place, name, workbook, styles) for place, name, _, _ in shown], hidden
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
        elif kind in (_STYLE, _FONT, _FORMAT):
            _look(kind, content, workbook)
        elif kind == _STRINGS or (kind == _CONTINUE and last == _STRINGS):
            pieces.append(content)
        last = last if kind == _CONTINUE else kind
    if not workbook.sheets or len(workbook.sheets) > MAX_SHEETS:
        raise ReadError(f"工作簿中没有工作表，或者超过{MAX_SHEETS}个，未读取。请只保留报告所在的工作表。")
    if pieces:
        workbook.strings = list(_shared_strings(pieces, workbook))
    return workbook


def _look(kind: int, content: bytes, workbook: _Workbook) -> None:
    """Take up a cell style, a font or a number format."""
    if kind == _STYLE:
        font, format_ = struct.unpack_from("<HH", content)
        workbook.styles.append((font, format_, _is_plain(content[17] >> 2, content[18] & 0x7F)))
    elif kind == _FONT:
        flags, colour = struct.unpack_from("<HH", content, 2)
        workbook.fonts.append((bool(flags & 8), content[8] in (1, 2), colour in (1, 9)))
    else:
        workbook.formats[struct.unpack_from("<H", content)[0]] = _string(content[2:])


def _characters(content: bytes, length: int, wide: int) -> str:
    return content[: 2 * length].decode("utf-16-le", "replace") if wide & 1 else content[:length].decode("latin-1")


def _string(content: bytes) -> str:
    length, flags = struct.unpack_from("<HB", content)
    return _characters(content[3:], length, flags)


def _shared_strings(pieces: list[bytes], workbook: _Workbook) -> Iterator[str]:
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
        behind = runs = 0
        if flags & 8:
            (runs,) = struct.unpack_from("<H", pieces[piece], position)
            behind += 4 * runs
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
        yield _without_notes("".join(text), pieces[piece][position : position + 4 * runs], workbook)
        position += behind
        while position > len(pieces[piece]) and piece + 1 < len(pieces):
            position -= len(pieces[piece])
            piece += 1


def _without_notes(text: str, runs: bytes, workbook: _Workbook) -> str:
    """``text`` without what its ``runs`` (first character, font) strike out, and with what they raise in brackets."""
    starts = list(struct.iter_unpack("<HH", runs[: len(runs) // 4 * 4]))
    if not any(any(_font(workbook, font)[:2]) for _, font in starts):
        return text
    parts = [text[: starts[0][0]]]
    for (start, font), (end, _) in zip(starts, [*starts[1:], (len(text), 0)], strict=True):
        struck, raised, _ = _font(workbook, font)
        piece = "" if struck else text[start:end]
        parts.append(f"[{piece}]" if raised and piece.strip() else piece)
    return "".join(parts)


def _sheet(records: bytes, place: int, name: str, workbook: _Workbook, styles: list[Style]) -> Sheet:
    sheet = Sheet(name)
    unseen_rows: set[int] = set()
    formula: tuple[int, int] | None = None
    found = list(_records(records, place))
    # Whether zeros are printed stands behind the cells.
    sheet.zeros = all(content[0] & 0x10 for kind, content in found if kind == _VIEW)
    for kind, content in found:
        if kind in _VALUES:
            row, column = struct.unpack_from("<HH", content)
            formula = (row + 1, column + 1) if kind == _FORMULA else None
            for offset, text in enumerate(_values(kind, content, workbook, styles, sheet)):
                if text.strip("\n"):
                    sheet.cells[row + 1, column + 1 + offset] = text.strip("\n")
        elif kind == _RESULT and formula:
            sheet.cells[formula] = _string(content)
        elif kind == _ROW and struct.unpack_from("<H", content, 12)[0] & 0x20:
            unseen_rows.add(struct.unpack_from("<H", content)[0] + 1)
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<5H", content)
            sheet.columns.update(range(first + 1, min(last, 255) + 2) if flags & 1 else ())
        elif kind == _MERGES:
            corners = struct.iter_unpack("<4H", content[2 : 2 + (len(content) - 2) // 8 * 8])
            sheet.merges += [(top + 1, left + 1, bottom + 1, right + 1) for top, bottom, left, right in corners]
        if len(sheet.cells) > MAX_CELLS or len(sheet.merges) > _MAX_MERGES:
            raise ReadError(f"工作表“{name}”的单元格或合并区域过多，远超年度报告所需，未读取。请核对文件内容。")
    _hide(sheet, unseen_rows)
    return sheet


def _hide(sheet: Sheet, rows: set[int]) -> None:
    unseen = [key for key in sheet.cells if key[0] in rows or key[1] in sheet.columns]
    sheet.hidden = len(unseen)
    for key in unseen:
        del sheet.cells[key]


def _values(kind: int, content: bytes, workbook: _Workbook, styles: list[Style], sheet: Sheet) -> list[str]:
    """What the cells of one record print, from its first column on."""
    if kind == _SHORT_NUMBERS:
        pairs = struct.iter_unpack("<HI", content[4 : 4 + (len(content) - 6) // 6 * 6])
        return [_print(_short(number), _at(styles, index), sheet) for index, number in pairs]
    style = _at(styles, struct.unpack_from("<H", content, 4)[0])
    if kind == _SHARED:
        (index,) = struct.unpack_from("<I", content, 6)
        return [styled(workbook.strings[index] if index < len(workbook.strings) else "[文字缺失]", style, sheet)]
    if kind in (_LABEL, _RICH_LABEL):
        return [styled(_string(content[6:]), style, sheet)]
    if kind == _LOGICAL:
        return [_logical(content[6], is_error=content[7] == 1)]
    if kind == _SHORT_NUMBER:
        return [_print(_short(struct.unpack_from("<I", content, 6)[0]), style, sheet)]
    if kind == _FORMULA and content[12:14] == b"\xff\xff":
        # Text follows in a record of its own; 3 is an empty text.
        return [_logical(content[8], is_error=content[6] == 2)] if content[6] in (1, 2) else []
    return [_print(struct.unpack_from("<d", content, 6)[0], style, sheet)]


def _at(styles: list[Style], index: int) -> Style:
    return styles[index] if index < len(styles) else Style()


def _is_plain(pattern: int, colour: int) -> bool:
    """Whether a fill leaves the cell white."""
    return pattern == 0 or (pattern == 1 and colour == 9)


def _style(workbook: _Workbook, font: int, format_: int, plain: bool) -> Style:
    struck, _, white = _font(workbook, font)
    return Style(number_format(format_, workbook.formats), STRUCK if struck else WHITE if white and plain else "")


def _font(workbook: _Workbook, index: int) -> tuple[bool, bool, bool]:
    """A font by its number: there is no fourth one, counted from 0."""
    index -= index > 4
    return workbook.fonts[index] if index < len(workbook.fonts) else (False, False, False)


def _logical(value: int, *, is_error: bool) -> str:
    return _ERRORS.get(value, "#ERR!") if is_error else "TRUE" if value else "FALSE"


def _print(value: float, style: Style, sheet: Sheet) -> str:
    return styled(print_number(repr(value), style.code, sheet), style, sheet)


def _short(number: int) -> float:
    """A number in thirty bits: a whole one, or the upper half of a double, perhaps times one hundred."""
    if number & 2:
        value = float((number - (1 << 32) if number & 0x80000000 else number) >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (number & 0xFFFFFFFC) << 32))
    return value / 100 if number & 1 else value
