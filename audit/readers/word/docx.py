"""Word documents (.docx, .docm), read from their parts as they are printed: changes accepted, spans on the grid.

Headers, footers, footnotes and comments are left out; macros are never looked at. A nested table comes after
the table that holds it, and its text is not part of the outer cell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from audit.containers import open_package, read_part
from audit.document import Block, Cell, Document, Paragraph, Place, Skipped, Table
from audit.errors import ReadError
from audit.readers._limits import parse_xml
from audit.readers.flow import NOTE
from audit.readers.word import _numbering as _docx_numbering
from audit.readers.word._blocks import Body
from audit.readers.word._grid import Grid
from audit.readers.word._numbering import W
from audit.readers.word._text import MARKS, NOT_READ, OFF, OFF_LINE, Flow

#: The namespaces of ISO 29500 strict, and those of every other file.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_META = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}
#: What a style sheet that hides, strikes or raises text holds; only UTF-16 has zero bytes.
_STYLE_MARKS = (b"vanish", b"trike", b"vertAlign", b"\0")
#: What a document with white or tiny text holds.
_PALE = re.compile(rb'<w:color [^>]*(?:"(?:[Ff][0-9A-Fa-f]){3}"|"background1")|<w:sz w:val="[1-4]"')
#: Styles based on one another; Word allows eleven.
_MAX_BASED = 20


def read(data: bytes) -> Document:
    """The document in ``data``; ReadError where the package is damaged, lacks its main part or exceeds a bound."""
    package = open_package(data)
    names = set(package.namelist())
    main = _main_part(package, names)
    part = read_part(package, main)
    body = next(_tree(part, main).iterchildren(W + "body"), None)
    if body is None:
        raise ReadError(f"文件内部的“{main}”中没有正文，可能不是Word文档或已损坏。请用办公软件打开后另存一份再核查。")
    flow = _flow(package, names, main.rpartition("/")[0])
    flow.pale = _PALE.search(part) is not None
    flow.marked = next(body.iter(*MARKS), None) is not None
    placed = list(_placed(Body(flow).items(body)))
    blocks = tuple(item for item in placed if not isinstance(item, Skipped))
    skipped = tuple(item for item in placed if isinstance(item, Skipped))
    if "word/vbaProject.bin" in names:
        flow.notes["文档含有宏，宏未运行。"] = None
    if flow.faint:
        flow.notes[f"文档中{NOTE.format(flow.faint)}"] = None
    if flow.pictures and not any(isinstance(block, Table) for block in blocks):
        flow.notes["文档中没有表格，但有图片或图形，其中的文字未读取。"] = None
    elif flow.shown:
        flow.notes[f"文档中有{flow.shown}张图片或内嵌对象，其中的文字未读取。"] = None
    return Document(blocks, "docx", _meta(package, names), tuple(flow.notes), skipped)


def _main_part(package: zipfile.ZipFile, names: set[str]) -> str:
    """The part with the body: word/document.xml, or what the content types name instead (document2.xml …)."""
    if "word/document.xml" in names:
        return "word/document.xml"
    if "[Content_Types].xml" in names:
        for part in _parse(package, "[Content_Types].xml"):
            name = (part.get("PartName") or "").lstrip("/")
            if name in names and name.startswith("word/") and (part.get("ContentType") or "").endswith(".main+xml"):
                return name
    raise ReadError("文件中缺少正文部分（word/document.xml），不是完整的Word文档。请用办公软件打开后另存一份再核查。")


def _parse(package: zipfile.ZipFile, name: str) -> etree._Element:
    """The root of the part called ``name``."""
    return _tree(read_part(package, name), name)


def _tree(data: bytes, name: str) -> etree._Element:
    """The root of the part ``data``; strict namespaces are turned into the usual ones."""
    for strict, usual in _STRICT.items():
        if strict in data:
            data = data.replace(strict, usual)
    return parse_xml(data, name)


def _flow(package: zipfile.ZipFile, names: set[str], folder: str) -> Flow:
    """Numbering, hidden and raised styles; a damaged part is noted, the text is read without it."""
    flow = Flow(_docx_numbering.Numbering())
    try:
        styles = None
        numbered = f"{folder}/numbering.xml" in names
        if f"{folder}/styles.xml" in names:
            part = read_part(package, f"{folder}/styles.xml")
            # Most style sheets neither number nor hide anything: these need not be parsed.
            if (numbered and b"numPr" in part) or any(mark in part for mark in _STYLE_MARKS):
                styles = _parse(package, f"{folder}/styles.xml")
                flow.hidden_styles = _styles(styles, _unseen)
                flow.raised_styles = _styles(styles, _raises)
        if numbered:
            flow.numbering = _docx_numbering.load(_parse(package, f"{folder}/numbering.xml"), styles)
    except ReadError:
        flow.notes["文档的样式或自动编号部分已损坏，自动编号未读取。"] = None
    return flow


def _styles(styles: etree._Element, says: Callable[[etree._Element], bool | None]) -> frozenset[str]:
    """The styles of which ``says`` holds, by themselves or by the style that they are based on."""
    own: dict[str, tuple[bool | None, str]] = {}
    for style in styles.iterchildren(W + "style"):
        found = next((said for child in style.iterchildren(W + "rPr") if (said := says(child)) is not None), None)
        based = next(style.iterchildren(W + "basedOn"), None)
        own[style.get(W + "styleId") or ""] = (found, "" if based is None else based.get(W + "val") or "")

    def holds(name: str) -> bool:
        for _ in range(_MAX_BASED):
            said, based = own.get(name, (None, ""))
            if said is not None or not based:
                return bool(said)
            name = based
        return False

    return frozenset(name for name in own if holds(name))


def _unseen(properties: etree._Element) -> bool | None:
    said = [child.get(W + "val") not in OFF for child in properties.iterchildren(*NOT_READ)]
    return any(said) if said else None


def _raises(properties: etree._Element) -> bool | None:
    mark = next(properties.iterchildren(W + "vertAlign"), None)
    return None if mark is None else mark.get(W + "val") in OFF_LINE


def _meta(package: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """Title and dates that the file states; damage here is no reason to leave the document unread."""
    if "docProps/core.xml" not in names:
        return {}
    try:
        root = _parse(package, "docProps/core.xml")
    except ReadError:
        return {}
    found = {_META[child.tag]: (child.text or "").strip() for child in root if child.tag in _META}
    return {name: text for name, text in found.items() if text}


def _placed(items: Iterable[tuple[str, bool] | Grid | Skipped]) -> Iterator[Block | Skipped]:
    """The blocks with their places: paragraphs and tables counted in reading order."""
    paragraphs = tables = 0
    for item in items:
        if isinstance(item, Skipped):
            yield item._replace(place=Place(paragraph=paragraphs))
        elif isinstance(item, Grid):
            tables += 1
            number = tables
            cells = tuple(
                Cell(c.text, Place(table=number, row=c.row, column=c.column), c.row, c.column, c.rowspan, c.colspan)
                for c in item.cells
            )
            yield Table(cells, Place(table=number))
        else:
            paragraphs += 1
            yield Paragraph(item[0], Place(paragraph=paragraphs), item[1])
