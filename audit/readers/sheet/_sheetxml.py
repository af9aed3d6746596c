"""The sheets of an .xlsx package as printed text by row and column.

Read from the parts themselves, for two reasons. A workbook of five kilobytes whose cells are merged over a whole column
took openpyxl ten seconds and 400 MB, since it makes a cell of every place that a merge covers; here a merge is four
numbers. And one pass tells the stored value of a formula, and a formula that was never calculated, from a blank cell,
for which openpyxl has to open the file twice.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from audit.containers import open_package, read_part
from audit.errors import ReadError
from audit.patterns import regex
from audit.readers._limits import MAX_CELLS, MAX_SPAN, parse_xml
from audit.readers.flow import TINY_POINTS
from audit.readers.sheet._conditionsxml import column_number, read_conditions
from audit.readers.sheet._sheet import MAX_SHEETS, NARROWEST_COLUMN, Sheet, number_text
from audit.readers.sheet._stylesxml import SheetStyles, decimal_of, is_on, read_font, read_styles, whole
from audit.readers.sheet.looks import CellText, ConditionalFormats, TextPiece

_MAX_MERGES = 50_000
_LAST_COLUMN = 16_384
#: Parts that all sheets share.
_SHARED = ("sharedStrings", "styles", "theme")
REFERENCE = regex(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")


def sheets(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of an .xlsx package in order, and the names of the hidden ones; ReadError if damaged."""
    package = open_package(data)
    found: list[Sheet] = []
    hidden: list[str] = []
    kinds, strings, styles = _parts(package)
    book = parse_xml(read_part(package, "xl/workbook.xml"), "xl/workbook.xml")
    is_calculated = not any(is_on(each.get("fullCalcOnLoad")) for each in _all(book, "calcPr"))
    for element in _all(book, "sheet"):
        name = element.get("name", "")
        relation = next((value for key, value in element.attrib.items() if str(key).endswith("}id")), "")
        kind, part = kinds.get(str(relation), ("", ""))
        if kind != "worksheet":
            continue
        if element.get("state", "visible") != "visible":
            hidden.append(name)
            continue
        if len(found) == MAX_SHEETS:
            raise ReadError(f"工作簿中的工作表超过{MAX_SHEETS}个，远超年度报告所需，未读取。请只保留报告所在的工作表。")
        root = parse_xml(read_part(package, part), part)
        found.append(_sheet(name, root, strings, styles, is_calculated=is_calculated))
        # One part may be listed as a hundred sheets: the bound is one for all of them.
        if sum(len(sheet.cells) for sheet in found) > MAX_CELLS:
            raise ReadError(f"工作簿中有内容的单元格超过{MAX_CELLS:,}个，远超年度报告所需，未读取。请核对文件内容。")
    return found, hidden


def parts_by_relation(package: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """Kind and part name by relation."""
    name = "xl/_rels/workbook.xml.rels"
    kinds: dict[str, tuple[str, str]] = {}
    for relation in _all(parse_xml(read_part(package, name), name), "Relationship"):
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        part = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        kinds[relation.get("Id", "")] = kind, part
    return kinds


def _parts(package: zipfile.ZipFile) -> tuple[dict[str, tuple[str, str]], list[CellText], SheetStyles]:
    """Kind and part name by relation, the shared strings, and the cell styles."""
    kinds, members = parts_by_relation(package), set(package.namelist())
    # Where a kind is listed more than once, the last one counts.
    names = {kind: part for kind, part in kinds.values() if kind in _SHARED and part in members}
    shared = {kind: parse_xml(read_part(package, part), part) for kind, part in names.items()}
    styles = read_styles(shared["styles"], shared.get("theme")) if "styles" in shared else SheetStyles()
    strings = [_text(item, styles) for item in _all(shared["sharedStrings"], "si")] if "sharedStrings" in shared else []
    return kinds, strings, styles


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of that local name, whichever of the two namespaces of the standard the file uses."""
    return root.iter(f"{{*}}{name}")


def _text(item: etree._Element, styles: SheetStyles) -> CellText:
    """The text of a string item, without phonetic guides; in pieces where any of its runs has a font of its own."""
    if len(item) == 1 and (text := item.findtext("{*}t")) is not None:
        return unescaped(text)
    pieces = []
    for child in item:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "t":
            pieces.append(TextPiece(unescaped(child.text or "")))
        elif name == "r":
            text = "".join(text.text or "" for text in _all(child, "t"))
            fonts = (read_font(font, styles.palette) for font in child.iterchildren("{*}rPr"))
            pieces.append(TextPiece(unescaped(text), next(fonts, None)))
    if any(piece.font for piece in pieces):
        return tuple(pieces)
    return "".join(piece.text for piece in pieces)


def unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)  # half a character is none


def _sheet(
    name: str, root: etree._Element, strings: Sequence[CellText], styles: SheetStyles, *, is_calculated: bool
) -> Sheet:
    sheet = Sheet(name, columns=_hidden_columns(root))
    views = list(_all(root, "sheetView"))
    sheet.zeros = not any(view.get("showZeros") in ("0", "false") for view in views)
    shows_formulas = any(is_on(view.get("showFormulas")) for view in views)
    reader = _CellReader(sheet, strings, styles, read_conditions(root, styles), is_calculated, shows_formulas)
    row_number = 0
    for row in _all(root, "row"):
        row_number = whole(row.get("r"), row_number + 1)
        hidden_row = is_on(row.get("hidden")) or decimal_of(row.get("ht"), TINY_POINTS + 1) <= TINY_POINTS
        column, prints = 0, False
        for cell in row.iterchildren("{*}c"):
            match = REFERENCE.fullmatch(cell.get("r", ""))
            column = column_number(match[1]) if match else column + 1
            text = reader.text(cell, row_number, column).strip("\n")
            if not text:
                if prints and column <= MAX_SPAN and styles.cell(whole(cell.get("s"), 0)).ruled:
                    sheet.ruled[row_number] = sheet.ruled.get(row_number, 0) | 1 << column
                continue
            if hidden_row or column in sheet.columns:
                sheet.hidden += 1
                continue
            prints = True
            sheet.cells[row_number, column] = text
            if len(sheet.cells) > MAX_CELLS:
                raise ReadError(f"工作表“{name}”有内容的单元格超过{MAX_CELLS:,}个，远超年度报告所需，未读取。")
    for merge in _all(root, "mergeCell"):
        corners = REFERENCE.findall(merge.get("ref", ""))
        if len(corners) == 2 and len(sheet.merges) < _MAX_MERGES:
            (left, top), (right, bottom) = corners
            sheet.merges.append((int(top), column_number(left), int(bottom), column_number(right)))
    return sheet


def _hidden_columns(root: etree._Element) -> set[int]:
    """The columns that are hidden, or too narrow to show anything."""
    found: set[int] = set()
    given: set[int] = set()
    for column in _all(root, "col"):
        first, last = whole(column.get("min"), 0), whole(column.get("max"), 0)
        if not first or not last:
            continue
        columns = range(first, min(last, _LAST_COLUMN) + 1)
        width = column.get("width")
        if width is not None:
            given.update(columns)
        if is_on(column.get("hidden")) or decimal_of(width, 1.0) < NARROWEST_COLUMN:
            found.update(columns)
    default = next((each.get("defaultColWidth") for each in _all(root, "sheetFormatPr")), None)
    if decimal_of(default, 1.0) < NARROWEST_COLUMN:
        found.update(set(range(1, _LAST_COLUMN + 1)) - given)
    return found


@dataclass(frozen=True, slots=True)
class _CellReader:
    """Reads the cells of one sheet.

    ``is_calculated`` is False where the workbook asks to be calculated when it is opened, ``shows_formulas`` True where
    the sheet prints formulas instead of what they give.
    """

    sheet: Sheet
    strings: Sequence[CellText]
    styles: SheetStyles
    conditions: ConditionalFormats
    is_calculated: bool
    shows_formulas: bool

    def text(self, cell: etree._Element, row: int, column: int) -> str:
        """What is read of a cell."""
        kind, stored, formula = cell.get("t", "n"), cell.findtext("{*}v"), cell.find("{*}f")
        if kind == "inlineStr":
            text = next((_text(item, self.styles) for item in cell.iterchildren("{*}is")), "")
            return self._print(text, cell, row, column)
        value = (stored or "").strip()
        if formula is not None and (self.shows_formulas or self._is_uncalculated(kind, value)):
            # The cell is not blank, and what it would print is not known.
            self.sheet.uncalculated += not self.shows_formulas
            return f"={formula.text or ''}"
        if stored is None or not value:
            return ""
        if kind == "s":
            index = whole(value, -1)
            text = self.strings[index] if 0 <= index < len(self.strings) else "[文字缺失]"
            return self._print(text, cell, row, column)
        if kind == "b":
            return self._print("TRUE" if value == "1" else "FALSE", cell, row, column)
        return self._print(stored, cell, row, column, number=kind == "n")

    def _is_uncalculated(self, kind: str, value: str) -> bool:
        """Whether nothing was ever calculated: libraries write no result, or 0 and that the workbook is to be calculated."""
        return kind != "str" and (not value or (not self.is_calculated and number_text(value) in ("0", "-0")))

    def _print(self, text: CellText, cell: etree._Element, row: int, column: int, *, number: bool = False) -> str:
        style = self.styles.cell(whole(cell.get("s"), 0))
        digits = number_text(text) if number and isinstance(text, str) else None
        looks = self.conditions.looks(row, column, style, None if digits is None else float(digits))
        return self.sheet.print_cell(text, looks, self.styles.palette, number=number)
