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

from lxml import etree

from audit.containers import open_package, read_part
from audit.errors import ReadError
from audit.readers._limits import MAX_CELLS, parse_xml
from audit.readers.flow import Print, is_white_hex
from audit.readers.sheet._numberformat import number_format
from audit.readers.sheet._sheet import MAX_SHEETS, CellText, Sheet, Style, TextPiece, print_number, styled

_MAX_MERGES = 50_000
_LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_WHOLE = re.compile(r"[0-9]{1,9}")
_TINY = re.compile(r"[012](?:\.0+)?|[01]\.\d+")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def sheets(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The visible sheets of an .xlsx package in order, and the names of the hidden ones; ReadError if damaged."""
    package = open_package(data)
    found: list[Sheet] = []
    hidden: list[str] = []
    kinds, strings, styles = _parts(package)
    for element in _all(parse_xml(read_part(package, "xl/workbook.xml"), "xl/workbook.xml"), "sheet"):
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
        found.append(_sheet(name, root, strings, styles))
        # One part may be listed as a hundred sheets: the bound is one for all of them.
        if sum(len(sheet.cells) for sheet in found) > MAX_CELLS:
            raise ReadError(f"工作簿中有内容的单元格超过{MAX_CELLS:,}个，远超年度报告所需，未读取。请核对文件内容。")
    return found, hidden


def _parts(package: zipfile.ZipFile) -> tuple[dict[str, tuple[str, str]], list[CellText], list[Style]]:
    """Kind and part name by relation, the shared strings, and the cell styles."""
    name = "xl/_rels/workbook.xml.rels"
    kinds: dict[str, tuple[str, str]] = {}
    strings: list[CellText] = []
    styles: list[Style] = []
    members = set(package.namelist())
    for relation in _all(parse_xml(read_part(package, name), name), "Relationship"):
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        part = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        kinds[relation.get("Id", "")] = kind, part
        if kind == "sharedStrings" and part in members:
            strings = [_text(item) for item in _all(parse_xml(read_part(package, part), part), "si")]
        elif kind == "styles" and part in members:
            styles = _styles(parse_xml(read_part(package, part), part))
    return kinds, strings, styles


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of that local name, whichever of the two namespaces of the standard the file uses."""
    return root.iter(f"{{*}}{name}")


def _styles(root: etree._Element) -> list[Style]:
    custom = {_index(entry): entry.get("formatCode", "") for entry in _all(root, "numFmt")}
    fonts = [_print(font) for font in root.iterfind("{*}fonts/{*}font")]
    fills = [_is_plain(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    found = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        font, fill = (_whole(style.get(name, ""), 0) for name in ("fontId", "fillId"))
        how = fonts[font] if font < len(fonts) else None
        coloured = fill < len(fills) and not fills[fill]
        found.append(Style(number_format(_index(style), custom), how, coloured))
    return found


def _print(font: etree._Element) -> Print | None:
    """How a font prints, of a cell or of a piece of its text."""
    if any(_is_on(mark) for mark in font.iterchildren("{*}strike")):
        return Print.STRUCK
    if any(_is_tiny(size) for size in font.iterchildren("{*}sz")):
        return Print.TINY
    if any(map(_is_white, font.iterchildren("{*}color"))):
        return Print.WHITE
    raised = any(mark.get("val") in ("superscript", "subscript") for mark in font.iterchildren("{*}vertAlign"))
    return Print.RAISED if raised else None


def _is_tiny(size: etree._Element) -> bool:
    """Whether a size, in points, is one that nobody can read."""
    return _TINY.fullmatch(size.get("val", "")) is not None


def _is_white(color: etree._Element) -> bool:
    return (
        is_white_hex(color.get("rgb", "")[2:])
        or (color.get("theme") == "0" and color.get("tint", "0") in ("0", "0.0"))
        or color.get("indexed") in ("1", "9")
    )


def _is_plain(fill: etree._Element) -> bool:
    """Whether a fill leaves the cell white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return len(fill) == 0
    kind, color = pattern.get("patternType", "none"), pattern.find("{*}fgColor")
    return kind == "none" or (kind == "solid" and color is not None and _is_white(color))


def _index(element: etree._Element) -> int:
    return _whole(element.get("numFmtId", ""), 0)


def _whole(text: str, default: int) -> int:
    return int(text) if _WHOLE.fullmatch(text) else default


def _text(item: etree._Element) -> CellText:
    """The text of a string item, without phonetic guides; in pieces where any of its runs is printed in a way of its own."""
    if len(item) == 1 and (text := item.findtext("{*}t")) is not None:
        return _unescape(text)
    pieces = []
    for child in item:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "t":
            pieces.append(TextPiece(_unescape(child.text or "")))
        elif name == "r":
            text = "".join(text.text or "" for text in _all(child, "t"))
            how = next((how for font in child.iterchildren("{*}rPr") if (how := _print(font))), None)
            pieces.append(TextPiece(_unescape(text), how))
    if any(piece.how for piece in pieces):
        return tuple(pieces)
    return "".join(piece.text for piece in pieces)


def _unescape(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)  # half a character is none


def _is_on(mark: etree._Element) -> bool:
    return mark.get("val", "1") not in ("0", "false")


def _sheet(name: str, root: etree._Element, strings: Sequence[CellText], styles: Sequence[Style]) -> Sheet:
    sheet = Sheet(name, columns=_hidden_columns(root))
    sheet.zeros = not any(view.get("showZeros") in ("0", "false") for view in _all(root, "sheetView"))
    row_number = 0
    for row in _all(root, "row"):
        row_number = _whole(row.get("r", ""), row_number + 1)
        hidden_row = row.get("hidden") in ("1", "true") or row.get("ht") in ("0", "0.0")
        column = 0
        for cell in row.iterchildren("{*}c"):
            match = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(match[1]) if match else column + 1
            style = _whole(cell.get("s", "0"), 0)
            text = _value(cell, sheet, strings, styles[style] if style < len(styles) else Style()).strip("\n")
            if not text:
                continue
            if hidden_row or column in sheet.columns:
                sheet.hidden += 1
                continue
            sheet.cells[row_number, column] = text
            if len(sheet.cells) > MAX_CELLS:
                raise ReadError(f"工作表“{name}”有内容的单元格超过{MAX_CELLS:,}个，远超年度报告所需，未读取。")
    for merge in _all(root, "mergeCell"):
        corners = _REFERENCE.findall(merge.get("ref", ""))
        if len(corners) == 2 and len(sheet.merges) < _MAX_MERGES:
            (left, top), (right, bottom) = corners
            sheet.merges.append((int(top), _column(left), int(bottom), _column(right)))
    return sheet


def _hidden_columns(root: etree._Element) -> set[int]:
    found: set[int] = set()
    for column in _all(root, "col"):
        first, last = _whole(column.get("min", ""), 0), _whole(column.get("max", ""), 0)
        if column.get("hidden") in ("1", "true") and first and last:
            found.update(range(first, min(last, _LAST_COLUMN) + 1))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: etree._Element, sheet: Sheet, strings: Sequence[CellText], style: Style) -> str:
    """What a cell prints."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return styled(next(map(_text, cell.iterchildren("{*}is")), ""), style, sheet)
    stored = cell.findtext("{*}v")
    if stored is None or not stored.strip():
        formula = cell.find("{*}f")
        if formula is None or kind == "str":
            return ""
        # Nothing was ever calculated: the cell is not blank, and what it would print is not known.
        sheet.uncalculated += 1
        return f"={formula.text or ''}"
    if kind == "s":
        index = _whole(stored.strip(), -1)
        return styled(strings[index] if 0 <= index < len(strings) else "[文字缺失]", style, sheet)
    if kind == "b":
        text = "TRUE" if stored.strip() == "1" else "FALSE"
    else:
        text = stored if kind != "n" else print_number(stored, style.code, sheet)
    return styled(text, style, sheet)
