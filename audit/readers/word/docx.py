"""Word documents (.docx, .docm), read from their parts as they are printed: changes accepted, spans on the grid.

Headers, footers, footnotes and comments are left out; macros are never looked at. A nested table comes after
the table that holds it, and its text is not part of the outer cell.
"""

from __future__ import annotations

import zipfile

from lxml import etree

from audit.containers import open_package, read_part
from audit.document import Document
from audit.errors import ReadError
from audit.readers._limits import parse_xml
from audit.readers.flow import DocumentBuilder
from audit.readers.word._blocks import Body
from audit.readers.word._numbering import load
from audit.readers.word._xml import W
from audit.readers.word.runs import TextState, prints, prints_otherwise, take_styles

#: The namespaces of ISO 29500 strict, and those of every other file.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_OF_STRICT = b"http://purl.oclc.org/ooxml/"
_META = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}


def read(data: bytes) -> Document:
    """The document in ``data``; ReadError where the package is damaged, lacks its main part or exceeds a bound."""
    package = open_package(data)
    names = set(package.namelist())
    main = _main_part(package, names)
    part = read_part(package, main)
    body = next(_tree(part, main).iterchildren(W + "body"), None)
    if body is None:
        raise ReadError(f"文件内部的“{main}”中没有正文，可能不是Word文档或已损坏。请用办公软件打开后另存一份再核查。")
    state = TextState(DocumentBuilder(), prints(part, body))
    _add_styles(state, package, names, main.rpartition("/")[0])
    Body(state).read(body)
    if "word/vbaProject.bin" in names:
        state.notes["文档含有宏，宏未运行。"] = None
    _add_notes(state)
    return state.builder.document("docx", tuple(state.notes), _meta(package, names))


def _add_notes(state: TextState) -> None:
    """Say what of the document is not read."""
    state.notes |= dict.fromkeys(state.builder.notes("文档"))
    if state.pictures and not state.builder.tables:
        state.notes["文档中没有表格，但有图片或图形，其中的文字未读取。"] = None
    elif state.shown:
        state.notes[f"文档中有{state.shown}张图片或内嵌对象，其中的文字未读取。"] = None


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
    if _OF_STRICT in data:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
    return parse_xml(data, name)


def _add_styles(state: TextState, package: zipfile.ZipFile, names: set[str], folder: str) -> None:
    """Take up numbering, hidden and raised styles; a damaged part is noted, the text is read without it."""
    try:
        styles = None
        numbered = f"{folder}/numbering.xml" in names
        if f"{folder}/styles.xml" in names:
            part = read_part(package, f"{folder}/styles.xml")
            # Most style sheets neither number nor hide anything: these need not be parsed.
            if (numbered and b"numPr" in part) or state.prints.pale or prints_otherwise(part):
                styles = _tree(part, f"{folder}/styles.xml")
                take_styles(state.prints, styles, part)
        if numbered:
            state.numbering = load(_parse(package, f"{folder}/numbering.xml"), styles)
    except ReadError:
        state.notes["文档的样式或自动编号部分已损坏，自动编号未读取。"] = None


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
