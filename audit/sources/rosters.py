"""Read a roster of agencies: a CSV or tab-separated text, or a workbook, as an office program leaves it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audit import readers, settings
from audit.corpus import Roster, RosterRow, of_rows
from audit.errors import ReadError, UsageError
from audit.machine.installed import resources

_MAX_FILE_BYTES = 50_000_000
_MAX_COLUMNS = 200


def load(path: str | Path) -> Roster:
    """The roster in a CSV file (UTF-8, UTF-16 or GBK) or a workbook (.xlsx, .xls), told by its content.

    ``path`` may be the name of a supplied one.

    Raises UsageError with file, line, what was expected and what to do.
    """
    name = str(path)
    with settings.refusing("机关名录", name):
        data = settings.read(resources.ROSTERS.resolve(path), resources.ROSTERS.advice(), _MAX_FILE_BYTES)
    try:
        kind = readers.sniff(data)
    except ReadError:  # a damaged package
        kind = ""
    if kind in ("xlsx", "xls"):
        return replace(of_rows(_sheets(data, name), name), digest=hashlib.sha256(data).hexdigest())
    if kind == "text":
        rows = [_lines(_text(data, name), name)]
        return replace(of_rows(rows, name), digest=hashlib.sha256(data).hexdigest())
    raise UsageError(
        f"机关名录“{name}”不是CSV文件或Excel工作簿，或者已损坏、设有密码。请在办公软件中另存为CSV（UTF-8）或.xlsx再用。"
    )


def _text(data: bytes, name: str) -> str:
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"机关名录“{name}”的编码无法识别。请另存为UTF-8编码的CSV文件。")


def _lines(text: str, name: str) -> Iterator[RosterRow]:
    """The rows of a text: by tabs where its first lines have more of them than commas."""
    start = text[:2000]
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter="\t" if start.count("\t") > start.count(",") else ",", strict=True
    )
    try:
        for number, cells in enumerate(lines, 1):  # as office programs number them, breaks within cells aside
            yield RosterRow(number, cells)
    except csv.Error as error:
        raise UsageError(f"机关名录“{name}”第{lines.line_num}行不是有效的CSV（{error}）。请检查引号和逗号。") from error


def _sheets(data: bytes, name: str) -> list[list[RosterRow]]:
    """The rows of each sheet; UsageError where some are hidden, for their agencies would be lost."""
    try:
        found = readers.workbook(data)
    except ReadError as error:
        raise UsageError(f"机关名录“{name}”不能读取：{error}") from error
    for sheet in found:
        if sheet.hidden:
            raise UsageError(
                f"机关名录“{name}”的工作表“{sheet.name}”中，隐藏的行、列里有{sheet.hidden}个单元格没有读取，"
                "可能漏列机关。请取消隐藏和筛选，保存后再用。"
            )
    return [_rows(sheet) for sheet in found]


def _rows(sheet: readers.Sheet) -> list[RosterRow]:
    """The rows of a sheet; what is merged downwards stands in each of its rows, and is marked in all but the first."""
    cells = {place: text for place, text in sheet.cells.items() if place[1] <= _MAX_COLUMNS}
    continued: set[tuple[int, int]] = set()
    last = max((row for row, _ in cells), default=0)
    for top, left, bottom, right in sheet.merges:
        if left > _MAX_COLUMNS or bottom == top:
            continue
        for row in range(top + 1, min(bottom, last) + 1):
            continued.update((row, column) for column in range(left, min(right, _MAX_COLUMNS) + 1))
            cells |= {(row, left): cells[top, left]} if (top, left) in cells else {}
    widths: dict[int, int] = {}
    for row, column in cells:
        widths[row] = max(widths.get(row, 0), column)
    return [
        RosterRow(
            row,
            [cells.get((row, column), "") for column in range(1, widths[row] + 1)],
            frozenset(column - 1 for column in range(1, widths[row] + 1) if (row, column) in continued),
        )
        for row in sorted(widths)
    ]
