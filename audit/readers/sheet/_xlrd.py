"""The sheets in the stream of an .xls workbook as printed text by row and column. Runs apart; source: [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace

import xlrd
from xlrd.book import Book, open_workbook_xls
from xlrd.formatting import XF, Font

from audit.errors import ReadError
from audit.readers._limits import MAX_CELLS, MAX_SPAN
from audit.readers.flow import TINY_POINTS
from audit.readers.sheet._records import conditional_formats, uncalculated, without_conditions
from audit.readers.sheet._sheet import MAX_SHEETS, NARROWEST_COLUMN, Sheet
from audit.readers.sheet.looks import (
    BLACK,
    CellText,
    Colour,
    ConditionalFormats,
    Palette,
    SheetFont,
    Style,
    TextPiece,
    number_format,
    palette_of,
)

_MAX_MERGES = 50_000
#: The records that begin a workbook, by version of the format; the version of Excel 97 and later.
_BEGINNINGS, _EXCEL_97 = (0x0009, 0x0209, 0x0409, 0x0809), 0x0600
_NO_FILL, _SOLID_FILL = 0, 1
#: Stands for a formula that was never calculated: what it would print is not known.
_UNCALCULATED = "[未计算的公式]"
#: Units of a size of letters and of a height in a point, of a width in the width of a digit.
_TWIPS, _WIDTH = 20, 256


def read(stream: bytes) -> tuple[list[Sheet], list[str]]:
    """The visible sheets in order and the names of the hidden ones; ReadError if ``stream`` is damaged or locked."""
    _check_version(stream)
    with _as_damage():
        book = open_workbook_xls(
            file_contents=stream, logfile=_Nowhere(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    if not 0 < book.nsheets <= MAX_SHEETS:
        raise ReadError(f"工作簿中没有工作表，或者超过{MAX_SHEETS}个，未读取。请只保留报告所在的工作表。")
    # Before a sheet is loaded, the library tells its place and state only here.
    places, names = book._sh_abs_posn, book.sheet_names()
    is_hidden = [bool(state & 3) for state in book._sheet_visibility]
    shown = [number for number, hidden in enumerate(is_hidden) if not hidden]
    if len({places[number] for number in shown}) < len(shown):
        raise ReadError("表格文件已损坏，多个工作表指向同一处内容，未读取。请用办公软件打开后另存为.xlsx再核查。")
    styles = _styles(book)
    formulas = uncalculated(stream, [places[number] for number in shown])
    book.mem = without_conditions(stream, [places[number] for number in shown])
    custom = _own_formats(book)
    sheets = [
        _sheet(
            book,
            number,
            styles,
            conditional_formats(stream, places[number], styles.palette, custom),
            formulas.get(places[number], set()),
        )
        for number in shown
    ]
    return sheets, [name for name, hidden in zip(names, is_hidden, strict=True) if hidden]


class _Nowhere:
    """Takes what the library prints: hostile files make it print without end."""

    def write(self, _text: str) -> None:
        """Forget the text."""


def _check_version(stream: bytes) -> None:
    if len(stream) < 6:
        return
    record, _, version = struct.unpack_from("<3H", stream)
    if record in _BEGINNINGS and (record, version) != (_BEGINNINGS[-1], _EXCEL_97):
        raise ReadError("表格文件为Excel 95或更早的格式，不能读取。请用办公软件打开后另存为.xlsx再核查。")


@contextmanager
def _as_damage() -> Iterator[None]:
    """Whatever the library fails with on a damaged file is one ReadError: it raises what it happens upon."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, xlrd.XLRDError) and "encrypted" in str(error):
            raise ReadError("文件已加密，无法读取。请取消打开密码后再核查。") from error
        raise ReadError("表格文件已损坏，无法读取。请用办公软件打开后另存为.xlsx再核查。") from error


@dataclass(frozen=True, slots=True)
class _OldStyles:
    """The styles of the cells of a workbook and its fonts, by their index, and its colours."""

    cells: Sequence[Style]
    fonts: Sequence[SheetFont]
    palette: Palette

    def cell(self, index: int) -> Style:
        """The style of that index, a plain one where there is none."""
        return self.cells[index] if 0 <= index < len(self.cells) else Style()

    def font(self, index: int) -> SheetFont:
        """The font of that index, a plain one where there is none."""
        return self.fonts[index] if 0 <= index < len(self.fonts) else SheetFont()


def _own_formats(book: Book) -> dict[int, str]:
    return {each.format_key: each.format_str for each in book.format_list}


def _styles(book: Book) -> _OldStyles:
    custom = _own_formats(book)
    palette = palette_of({number: colour for number, colour in book.colour_map.items() if colour is not None})
    fonts = [_font(font, palette) for font in book.font_list]
    styles = _OldStyles((), fonts, palette)
    cells = [
        Style(number_format(xf.format_key, custom), styles.font(xf.font_index), _grounds(xf, palette), _is_ruled(xf))
        for xf in book.xf_list
    ]
    return replace(styles, cells=cells)


def _font(font: Font, palette: Palette) -> SheetFont:
    """A font, of a cell or of a piece of its text."""
    colour = palette.number(font.colour_index)
    tiny = font.height <= TINY_POINTS * _TWIPS
    return SheetFont(bool(font.struck_out), tiny, bool(font.escapement), BLACK if colour is None else colour)


def _grounds(xf: XF, palette: Palette) -> tuple[Colour, ...]:
    """The colours of a ground: white without a pattern, one for a solid one."""
    fill = xf.background
    if fill.fill_pattern == _NO_FILL:
        return Style().grounds
    indexes = [fill.pattern_colour_index]
    if fill.fill_pattern != _SOLID_FILL:
        indexes.append(fill.background_colour_index)
    return tuple(colour for index in indexes if (colour := palette.number(int(index))) is not None)


def _is_ruled(xf: XF) -> bool:
    """Whether a line stands above or below a cell."""
    return bool(xf.border.top_line_style or xf.border.bottom_line_style)


def _sheet(
    book: Book, number: int, styles: _OldStyles, conditions: ConditionalFormats, formulas: Set[tuple[int, int]]
) -> Sheet:
    with _as_damage():
        loaded = book.sheet_by_index(number)
    sheet = Sheet(loaded.name, zeros=bool(loaded.show_zero_values), columns=_hidden_columns(loaded))
    sheet.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in loaded.merged_cells]
    count, prints = 0, 0
    for row, column, value, kind, index in _cells(loaded):
        style = styles.cell(index)
        text = _text(value, kind)
        runs = loaded.rich_text_runlist_map.get((row - 1, column - 1), ())
        stored = _in_pieces(text, runs, styles) if runs and kind == xlrd.XL_CELL_TEXT else text
        is_number = isinstance(value, float)
        looks = conditions.looks(row, column, style, float(value) if is_number else None)
        read = sheet.print_cell(stored, looks, styles.palette, number=is_number).strip("\n")
        if (row, column) in formulas:
            sheet.uncalculated += 1
            read = _UNCALCULATED
        count += bool(read)
        if count > MAX_CELLS or len(sheet.merges) > _MAX_MERGES:
            raise ReadError(f"工作表“{sheet.name}”的单元格或合并区域过多，远超年度报告所需，未读取。请核对文件内容。")
        if not read:
            if prints == row and style.ruled and column <= MAX_SPAN:
                sheet.ruled[row] = sheet.ruled.get(row, 0) | 1 << column
        elif column in sheet.columns or _is_hidden(row, loaded):
            sheet.hidden += 1
        else:
            sheet.cells[row, column] = read
            prints = row
    with _as_damage():
        book.unload_sheet(number)
    return sheet


def _hidden_columns(loaded: xlrd.sheet.Sheet) -> set[int]:
    """The columns that are hidden, or too narrow to show anything."""
    narrow = NARROWEST_COLUMN * _WIDTH
    default = _WIDTH if loaded.defcolwidth is None else loaded.defcolwidth * _WIDTH
    default = default if loaded.standardwidth is None else loaded.standardwidth
    found = {column + 1 for column, info in loaded.colinfo_map.items() if info.hidden or info.width < narrow}
    if default < narrow:
        found |= {column + 1 for column in range(loaded.ncols) if column not in loaded.colinfo_map}
    return found


def _is_hidden(row: int, loaded: xlrd.sheet.Sheet) -> bool:
    """Whether a row, counted from 1, is hidden or too low to show anything."""
    info = loaded.rowinfo_map.get(row - 1)
    if info is None:
        return bool(loaded.default_row_hidden)
    return bool(info.hidden) or (not info.has_default_height and info.height <= TINY_POINTS * _TWIPS)


def _cells(loaded: xlrd.sheet.Sheet) -> Iterator[tuple[int, int, float | int | str, int, int]]:
    """Row and column from 1, stored value, kind of value and index of the style of each cell, blank ones included."""
    for row in filter(loaded.row_len, range(loaded.nrows)):
        values, kinds = loaded.row_values(row), loaded.row_types(row)
        for column, (value, kind) in enumerate(zip(values, kinds, strict=True)):
            if kind != xlrd.XL_CELL_EMPTY:
                yield row + 1, column + 1, value, kind, loaded.cell_xf_index(row, column)


def _text(value: float | int | str, kind: int) -> str:
    """What a cell stores, before its style shows it."""
    if kind == xlrd.XL_CELL_BOOLEAN:
        text = "TRUE" if value else "FALSE"
    elif kind == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(value, "#ERR!")
    else:
        text = repr(value) if isinstance(value, float) else str(value)
    return text


def _in_pieces(text: str, runs: Sequence[tuple[int, int]], styles: _OldStyles) -> CellText:
    """``text`` in pieces: what stands before the first of its ``runs`` (first character, font) has the font of the cell."""
    starts = [_characters(text, units) for units, _ in runs]
    pieces = zip(runs, starts, [*starts[1:], len(text)], strict=True)
    return (
        TextPiece(text[: starts[0]]),
        *(TextPiece(text[start:end], styles.font(run[1])) for run, start, end in pieces),
    )


def _characters(text: str, units: int) -> int:
    """How many characters of ``text`` its first ``units`` of UTF-16 are, in which the format counts."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
