"""The sheets in the stream of an .xls workbook as printed text by row and column. Runs apart; source: [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import xlrd
from xlrd.book import Book, open_workbook_xls
from xlrd.formatting import XF, Font

from audit.errors import ReadError
from audit.readers._limits import MAX_CELLS
from audit.readers.flow import Print
from audit.readers.sheet._numberformat import number_format
from audit.readers.sheet._sheet import MAX_SHEETS, CellText, Sheet, Style, TextPiece, print_number, styled

_MAX_MERGES = 50_000
#: The records that begin a workbook, by version of the format; the version of Excel 97 and later.
_BEGINNINGS, _EXCEL_97 = (0x0009, 0x0209, 0x0409, 0x0809), 0x0600
#: Colours by their number: white as one of the eight that are always there, and as the first of the palette.
_WHITE_COLOURS = (1, 9)
_NO_FILL, _SOLID_FILL = 0, 1


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
    sheets = [_sheet(book, number, styles) for number in shown]
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


def _styles(book: Book) -> list[Style]:
    custom = {each.format_key: each.format_str for each in book.format_list}
    return [_style(xf, book.font_list, custom) for xf in book.xf_list]


def _style(xf: XF, fonts: Sequence[Font], custom: Mapping[int, str]) -> Style:
    font = fonts[xf.font_index] if xf.font_index < len(fonts) else Font()
    return Style(number_format(xf.format_key, custom), _print(font), not _is_plain(xf))


def _print(font: Font) -> Print | None:
    """How a font prints, of a cell or of a piece of its text."""
    if font.struck_out:
        return Print.STRUCK
    if font.colour_index in _WHITE_COLOURS:
        return Print.WHITE
    return Print.RAISED if font.escapement else None


def _is_plain(xf: XF) -> bool:
    """Whether a fill leaves the cell white."""
    pattern, colour = int(xf.background.fill_pattern), int(xf.background.pattern_colour_index)
    return pattern == _NO_FILL or (pattern == _SOLID_FILL and colour == _WHITE_COLOURS[-1])


def _sheet(book: Book, number: int, styles: Sequence[Style]) -> Sheet:
    with _as_damage():
        loaded = book.sheet_by_index(number)
    sheet = Sheet(loaded.name, zeros=bool(loaded.show_zero_values))
    sheet.columns = {column + 1 for column, info in loaded.colinfo_map.items() if info.hidden}
    hidden_rows = {row + 1 for row, info in loaded.rowinfo_map.items() if info.hidden}
    sheet.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in loaded.merged_cells]
    count = 0
    for row, column, value, kind, style in _cells(loaded, styles):
        text = _text(value, kind, style, sheet)
        runs = loaded.rich_text_runlist_map.get((row - 1, column - 1), ())
        text = styled(_in_pieces(text, runs, book.font_list) if text and runs else text, style, sheet).strip("\n")
        count += bool(text)
        if count > MAX_CELLS or len(sheet.merges) > _MAX_MERGES:
            raise ReadError(f"工作表“{sheet.name}”的单元格或合并区域过多，远超年度报告所需，未读取。请核对文件内容。")
        if text and (row in hidden_rows or column in sheet.columns):
            sheet.hidden += 1
        elif text:
            sheet.cells[row, column] = text
    with _as_damage():
        book.unload_sheet(number)
    return sheet


def _cells(
    loaded: xlrd.sheet.Sheet, styles: Sequence[Style]
) -> Iterator[tuple[int, int, float | int | str, int, Style]]:
    """Row and column from 1, stored value, kind of value and style of each cell that has a value."""
    for row in filter(loaded.row_len, range(loaded.nrows)):
        values, kinds = loaded.row_values(row), loaded.row_types(row)
        for column, (value, kind) in enumerate(zip(values, kinds, strict=True)):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                index = loaded.cell_xf_index(row, column)
                yield row + 1, column + 1, value, kind, styles[index] if 0 <= index < len(styles) else Style()


def _text(value: float | int | str, kind: int, style: Style, sheet: Sheet) -> str:
    """What a cell prints."""
    if kind == xlrd.XL_CELL_BOOLEAN:
        text = "TRUE" if value else "FALSE"
    elif kind == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(value, "#ERR!")
    elif isinstance(value, float):  # a date, too, and a number that its format calls a text
        text = print_number(repr(value), style.code, sheet)
    else:
        text = str(value)
    return text


def _in_pieces(text: str, runs: Sequence[tuple[int, int]], fonts: Sequence[Font]) -> CellText:
    """``text`` in pieces where any of its ``runs`` (first character, font) is printed in a way of its own."""
    ways = [_print(fonts[index]) if index < len(fonts) else None for _, index in runs]
    if not any(ways):
        return text
    starts = [_characters(text, units) for units, _ in runs]
    pieces = zip(ways, starts, [*starts[1:], len(text)], strict=True)
    return (TextPiece(text[: starts[0]]), *(TextPiece(text[start:end], how) for how, start, end in pieces))


def _characters(text: str, units: int) -> int:
    """How many characters of ``text`` its first ``units`` of UTF-16 are, in which the format counts."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
