"""Read workbooks: .xlsx and .xls (also .et, which is either)."""

from __future__ import annotations

from audit.document import Cell, Document, Place
from audit.errors import ReadError
from audit.readers._limits import MAX_ROWSPAN, MAX_SPAN
from audit.readers.flow import Budget, DocumentBuilder, is_heading, split_prose
from audit.readers.sheet._sheet import Sheet
from audit.readers.sheet._sheetxml import sheets
from audit.readers.sheet._xls import old_sheets

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
#: Empty places are given up to this column: the widest table of the form has sixteen.
_WIDEST = MAX_SPAN


def read(data: bytes) -> Document:
    """The workbook ``data`` as a document of format "xlsx" or "xls": each sheet’s prose and tables in order.

    Rows and columns of places are those of the sheet, from 1. Numbers are given as their format shows them, but
    without separators and fixed decimals, fifteen digits at most. Hidden sheets, rows and columns are left out and
    counted in the notes. Raises ReadError.
    """
    old = data.startswith(_OLE)
    found, hidden = old_sheets(data) if old else sheets(data)
    builder = DocumentBuilder()
    for sheet in found:
        pieces = list(split_prose(_placed(sheet, builder.budget)))
        named = any(isinstance(piece, str) and is_heading(piece) for piece in pieces)
        if pieces and is_heading(sheet.name) and not named:
            pieces.insert(0, sheet.name)
        builder.pieces(pieces)
    if not builder.blocks:
        raise ReadError("工作簿中没有可见的内容。请确认报告所在的工作表未被隐藏后再核查。")
    return builder.document("xls" if old else "xlsx", _notes(found, hidden))


def workbook(data: bytes) -> list[Sheet]:
    """The visible sheets of a workbook that is no report, .xlsx or .xls, as they print. Raises ReadError."""
    return (old_sheets(data) if data.startswith(_OLE) else sheets(data))[0]


def _placed(sheet: Sheet, budget: Budget) -> tuple[Cell, ...]:
    """The sheet’s cells row by row, empty ones between them included, merged ones once."""
    corners: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merges:
        height, width = min(bottom - top + 1, MAX_ROWSPAN), min(right - left + 1, MAX_SPAN)
        if height < 1 or width < 1 or (top, left) in covered:
            continue
        budget.take(height * width)
        corners[top, left] = height, width
        covered |= {(top + down, left + along) for down in range(height) for along in range(width)} - {(top, left)}
    rows: dict[int, list[int]] = {}
    for row, column in sheet.cells:
        rows.setdefault(row, []).append(column)
    if not rows:
        return ()
    printed = [column for columns in rows.values() for column in columns]
    first, last = min(printed), min(max(printed), _WIDEST)
    cells = []
    for row in sorted(rows):
        budget.take(max(last - first + 1, 0))
        end, ruled = max(rows[row]), sheet.ruled.get(row, 0)
        for column in sorted({*range(first, last + 1), *rows[row]}):
            if (row, column) in covered or column in sheet.columns:
                continue
            height, width = corners.get((row, column), (1, 1))
            place = Place(row=row, column=column, sheet=sheet.name)
            # What stands behind a deleted cell moves up: a place at the row's end is a cell only where it looks like one.
            is_drawn = column <= end or (row, column) in corners or bool(ruled >> column & 1)
            text = sheet.cells.get((row, column), "")
            cells.append(Cell(text, place, row, column, height, width, is_drawn=is_drawn))
    return tuple(cells)


def _notes(found: list[Sheet], hidden: list[str]) -> tuple[str, ...]:
    notes = []
    if len(found) > 1:
        names = "、".join(f"“{sheet.name}”" for sheet in found)
        notes.append(f"工作簿有{len(found)}个工作表：{names}，表格按工作表顺序编号，行、列为所在工作表的行、列。")
    if hidden:
        notes.append(f"有{len(hidden)}个隐藏的工作表未读取：{'、'.join(f'“{name}”' for name in hidden)}。")
    for sheet in found:
        if sheet.hidden:
            notes.append(f"工作表“{sheet.name}”中隐藏行、列里有{sheet.hidden}个单元格未读取。")
        if sheet.uncalculated:
            notes.append(
                f"工作表“{sheet.name}”中有{sheet.uncalculated}个公式没有保存计算结果，未读取；请用办公软件打开并保存后再核查。"
            )
        if sheet.otherwise:
            notes.append(
                f"工作表“{sheet.name}”中有{sheet.otherwise}个数字按单元格格式显示为其他内容或不显示，按显示的内容读取。"
            )
        if sheet.unseen:
            notes.append(f"工作表“{sheet.name}”中有{sheet.unseen}个单元格的文字已划去、为白色或极小，未作为数据读取。")
        if sheet.conditional:
            notes.append(
                f"工作表“{sheet.name}”中有{sheet.conditional}个单元格按条件格式可能显示为其他内容或看不见，未作为数据读取。"
            )
        if sheet.rounded:
            notes.append(
                f"工作表“{sheet.name}”中有{sheet.rounded}个数字显示时四舍五入，按显示的数读取，文件中保存的数位数更多。"
            )
    return tuple(notes)
