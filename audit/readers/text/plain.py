"""Text files: flattened reports (one cell a line), rows with tabs or “|” between cells, plain paragraphs.

A converter that flattens a table writes each cell on a line of its own with a tab in front and a blank
line after each row. The order of a row's cells is then known, their columns are not: such cells have no
``column``. A line without a tab inside a row is a further paragraph of the cell before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from audit.document import Cell, Document, Place
from audit.errors import ReadError
from audit.patterns import regex
from audit.readers import _limits
from audit.readers.flow import DocumentBuilder, is_heading
from audit.readers.text._bars import barred, least_rows
from audit.readers.text._repeats import single
from audit.readers.text._rows import Row, plain
from audit.readers.text._tabs import tabbed, tabbed_rows, writes_doubled

#: A heading of Markdown; where there is one, the whole file is Markdown.
_MARKDOWN = regex(r"\s{0,3}#{1,6}\s+(?=\S)")
#: What a text that breaks off within a number ends in.
_LAST_NUMBER = regex(r"[\d.,，]*\d$")
_NUMERIC = regex(r"[\d\s.,，/\\—-]+")


def read(data: bytes) -> Document:
    """The document in ``data``; ReadError where it is no text in UTF-8, UTF-16 or GB18030."""
    if len(data) > _limits.MAX_TEXT:
        raise ReadError(f"文本文件超过{_limits.MAX_TEXT // 1_000_000}MB，超出上限，未读取。请确认文件是一份年度报告。")
    text = decode(data)
    if text.count("|") + text.count("\t") > _limits.MAX_CELLS:
        raise ReadError(f"文本中的单元格分隔符超过{_limits.MAX_CELLS}个，超出上限，未读取。请确认文件是一份年度报告。")
    lines = re.split(r"\r\n|\r|\n|\x0b|\x0c", text)
    if len(lines) > _limits.MAX_CELLS:
        raise ReadError(f"文本超过{_limits.MAX_CELLS}行，超出上限，未读取。请确认文件是一份年度报告。")
    last = _LAST_NUMBER.search(lines[-1])
    meta = {"last_line": str(len(lines)), "last_number": last[0]} if last else {}
    builder = DocumentBuilder()
    _LineWalk(lines, builder).run()
    return builder.document("text", meta=meta)


def decode(data: bytes) -> str:
    """``data`` as text: by byte order mark, else strict UTF-8, else GB18030."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            encodings: tuple[str, ...] = (encoding,)
            break
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ReadError(
        "不是可识别的文本文件（编码不是UTF-8、UTF-16或GB18030，或含有二进制内容）。请另存为UTF-8文本或提供原始文档。"
    )


class _LineWalk:
    """Walks the lines once and sends what they print to the builder."""

    def __init__(self, lines: list[str], builder: DocumentBuilder) -> None:
        self.lines, self.builder = lines, builder
        self.markdown = any(map(_MARKDOWN.match, lines))
        self.doubled = writes_doubled(lines)
        self.least = least_rows(lines)
        self.tabbed = tabbed_rows(lines)
        self.table: list[Cell] = []
        self.row = 0

    def run(self) -> None:
        """Walk all lines."""
        number, gap = 0, False
        while number < len(self.lines):
            line = self.lines[number]
            if not line.strip() and not line.startswith("\t"):
                gap = True
                number += 1
            elif (behind := self._grid(number)) > number:
                number = behind
                gap = False
            elif line.startswith("\t") and not is_heading(line.strip()):
                number = self._flat_row(number)
                gap = False
            else:
                self._paragraph(number, gap)
                gap = False
                number += 1
        self._close()

    def _paragraph(self, number: int, gap: bool) -> None:
        self._close()
        text = self.lines[number]
        if self.markdown:
            text = plain(_MARKDOWN.sub("", text))
        self.builder.paragraph(text, gap=gap, line=number + 1)

    def _flat_row(self, number: int) -> int:
        """One row of cells, a line each; returns the number of the first line behind it."""
        self.row += 1
        first = number
        while number < len(self.lines):
            line = self.lines[number]
            if line.startswith("\t"):
                self._add(line[1:], number, None)
            elif not line.strip() or number == first or not self._continues(number):
                break
            else:
                self.table[-1] = self.table[-1]._replace(text=f"{self.table[-1].text}\n{line}")
            number += 1
        return number

    def _continues(self, number: int) -> bool:
        """Whether an untabbed line belongs to the cell before: another cell of the row follows, or it is a number.

        A number that directly follows a row's last cell may be that cell's second paragraph or a page number;
        taken into the cell it makes the cell unreadable, which is right. Words behind a number belong to no cell.
        """
        numeric = _is_numeric(self.lines[number])
        if not numeric and self.table[-1].text and _is_numeric(self.table[-1].text):
            return False
        for line in self.lines[number + 1 :]:
            if not line.strip() and not line.startswith("\t"):
                break
            if line.startswith("\t"):
                return True
        return numeric

    def _grid(self, number: int) -> int:
        """A table whose cells are parted by “|” or tabs; returns the number of the first line behind it, or ``number``."""
        line = self.lines[number]
        rows: Sequence[Row]
        if "|" in line or line.startswith("+-"):
            rows, behind = barred(self.lines, number, self.least)
        elif self.tabbed[number]:
            rows, behind = tabbed(self.lines, number, self.tabbed, doubled=self.doubled)
        else:
            return number
        if rows:
            self._close()
        aligned = all(row.aligned for row in rows)
        rows = single(rows) if aligned else rows
        for row in rows:
            self.row += 1
            for column, (text, at) in enumerate(row.cells, 1):
                self._add(text, at, column if aligned else None)
        if rows:
            self._close()
        return behind

    def _add(self, text: str, number: int, column: int | None) -> None:
        place = Place(line=number + 1)
        if column:
            place = place._replace(table=self.builder.tables + 1, row=self.row, column=column)
        self.table.append(Cell(text.strip(), place, self.row, column))

    def _close(self) -> None:
        """End the table that is open, if any."""
        if len({sum(1 for _ in row) for _, row in groupby(self.table, attrgetter("row"))}) > 1:
            # Rows of unequal length have lost merged or empty cells: their order is known, their columns are not.
            self.table = [
                cell._replace(column=None, place=cell.place._replace(table=None, row=None, column=None))
                for cell in self.table
            ]
        if self.table:
            self.builder.table(self.table, Place(line=self.table[0].place.line))
        self.table, self.row = [], 0


def _is_numeric(text: str) -> bool:
    return bool(_NUMERIC.fullmatch(unicodedata.normalize("NFKC", text)))
