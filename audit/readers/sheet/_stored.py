"""The cells of an .xlsx package as they are stored, hidden ones too: for workbooks of our own that people filled in.

A report is read as it prints. Of a table that was filled in, what stands in hidden rows and columns counts as well: rows are
filtered, and helper columns are hidden. Read row by row, so that a workbook of many thousand rows costs no more than these.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from audit.containers import open_package, read_part
from audit.errors import ReadError
from audit.readers._limits import parse_xml, refuse_entities
from audit.readers.sheet._conditionsxml import column_number
from audit.readers.sheet._sheet import MAX_SHEETS, number_text
from audit.readers.sheet._sheetxml import REFERENCE, parts_by_relation, unescaped
from audit.readers.sheet._stylesxml import is_on, whole

#: Rows at the top of a sheet among which its head is looked for.
_MAX_ROWS_OF_HEAD = 30
#: Cells with something in them, of all sheets that are wanted; a ledger of ten thousand causes has some 300,000.
_MAX_STORED_CELLS = 3_000_000
_MAX_STORED_MERGES = 50_000
#: Digits of a number that a workbook keeps; those that follow become 0.
_KEPT_DIGITS = 15


@dataclass(slots=True)
class StoredSheet:
    """A sheet: texts by row and column from 1, merged ranges (first row, first column, last row, last column).

    ``filtered`` are the hidden rows. ``uncalculated`` are the formulas without a stored result, which count as blank;
    ``errors`` the cells that hold an error such as #REF!, ``rounded`` those whose number has more digits than are kept.
    """

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    filtered: set[int] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    rounded: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class StoredBook:
    """The sheets that are wanted; ``from_1904`` says from which of its two days the workbook counts dates."""

    sheets: tuple[StoredSheet, ...]
    from_1904: bool


def stored(data: bytes, head: str) -> StoredBook:
    """The sheets, hidden ones too, in whose first rows a cell says ``head``. Raises ReadError.

    Numbers are as a spreadsheet shows them without a format, dates thus the number of their day.
    """
    package = open_package(data)
    book = parse_xml(read_part(package, "xl/workbook.xml"), "xl/workbook.xml")
    kinds = parts_by_relation(package)
    shared = next((part for kind, part in kinds.values() if kind == "sharedStrings"), "")
    strings = list(_strings(read_part(package, shared), shared)) if shared in package.namelist() else []
    listed = list(book.iter("{*}sheet"))
    if len(listed) > MAX_SHEETS:
        raise ReadError(f"工作簿中的工作表超过{MAX_SHEETS}个，未读取。")
    found: list[StoredSheet] = []
    room = _MAX_STORED_CELLS
    for element in listed:
        relation = next((value for key, value in element.attrib.items() if str(key).endswith("}id")), "")
        kind, part = kinds.get(str(relation), ("", ""))
        if kind != "worksheet":
            continue
        sheet = StoredSheet(element.get("name", ""))
        room -= _fill(sheet, _elements(read_part(package, part), part, "row", "mergeCell"), strings, head)
        if room < 0:
            raise ReadError(f"工作簿中有内容的单元格超过{_MAX_STORED_CELLS:,}个，未读取。")
        if _has(sheet, head):
            found.append(sheet)
    date_system = next((is_on(each.get("date1904")) for each in book.iter("{*}workbookPr")), False)
    return StoredBook(tuple(found), date_system)


def _has(sheet: StoredSheet, head: str) -> bool:
    first = sorted(sheet.rows)[:_MAX_ROWS_OF_HEAD]
    return any(head in text for number in first for text in sheet.rows[number].values())


def _elements(data: bytes, name: str, *tags: str) -> Iterator[etree._Element]:
    """The elements of these local names, one after the other; each is gone when the next one is asked for."""
    refuse_entities(data, name)
    wanted = tuple(f"{{*}}{tag}" for tag in tags)
    try:
        steps = etree.iterparse(
            io.BytesIO(data), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        for _, element in steps:
            if element.getroottree().docinfo.internalDTD is not None:
                raise ReadError(f"文件内部的“{name}”含有外部实体声明，为安全起见未读取。")
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]  # what has a sibling has a parent
    except etree.XMLSyntaxError as error:
        raise ReadError(f"文件内部的“{name}”不是有效的XML，文件可能已损坏。请用办公软件打开后另存一份。") from error


def _strings(data: bytes, name: str) -> Iterator[str]:
    for item in _elements(data, name, "si"):
        yield _text_of(item)


def _text_of(item: etree._Element) -> str:
    """The text of a string item, without phonetic guides."""
    texts = (
        each for each in item.iter("{*}t") if not any(etree.QName(a).localname == "rPh" for a in each.iterancestors())
    )
    return unescaped("".join(each.text or "" for each in texts))


def _fill(sheet: StoredSheet, elements: Iterator[etree._Element], strings: list[str], head: str) -> int:
    """Take the rows and merges of a sheet, of one that has no such head its first rows alone; how many cells it has."""
    number, cells, is_wanted = 0, 0, False
    for element in elements:
        if etree.QName(element).localname == "mergeCell":
            corners = REFERENCE.findall(element.get("ref", ""))
            if len(corners) == 2 and len(sheet.merges) < _MAX_STORED_MERGES:
                (left, top), (right, bottom) = corners
                sheet.merges.append((int(top), column_number(left), int(bottom), column_number(right)))
            continue
        number = whole(element.get("r"), number + 1)
        if is_on(element.get("hidden")):
            sheet.filtered.add(number)
        if found := _cells(element, number, strings, sheet):
            sheet.rows[number] = found
            cells += len(found)
        is_wanted = is_wanted or any(head in text for text in found.values())
        if cells > _MAX_STORED_CELLS or (not is_wanted and len(sheet.rows) >= _MAX_ROWS_OF_HEAD):
            break
    return cells


def _cells(row: etree._Element, number: int, strings: list[str], sheet: StoredSheet) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = 0
    for cell in row.iterchildren("{*}c"):
        match = REFERENCE.fullmatch(cell.get("r", ""))
        column = column_number(match[1]) if match else column + 1
        text = _stored_text(cell, strings)
        if text:
            cells[column] = text
            kind = cell.get("t", "n")
            if kind == "e":
                sheet.errors.add((number, column))
            elif kind == "n" and _is_rounded(text):
                sheet.rounded.add((number, column))
        elif cell.find("{*}f") is not None:
            sheet.uncalculated.add((number, column))
    return cells


def _is_rounded(number: str) -> bool:
    """Whether a whole number is so long that office programs keep no more than its first digits."""
    try:
        return len(number) > _KEPT_DIGITS and abs(float(number)) >= 10**_KEPT_DIGITS
    except ValueError:
        return False


def _stored_text(cell: etree._Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return next((_text_of(item) for item in cell.iterchildren("{*}is")), "").strip()
    value = (cell.findtext("{*}v") or "").strip()
    if kind == "s":
        index = whole(value, -1)
        return strings[index].strip() if 0 <= index < len(strings) else ""
    if kind == "n":
        return number_text(value) or value
    return unescaped(value).strip()
