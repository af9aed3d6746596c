"""Bounds every reader keeps, so that no document costs more than its share of time and memory."""

from __future__ import annotations

from lxml import etree

from audit.document import Document
from audit.errors import ReadError

#: Tags of one XML part, opening and closing; a Word report has some fifty thousand.
MAX_TAGS = 1_500_000
#: Bytes of a text file.
MAX_TEXT = 5_000_000
#: Characters of a whole document; a report of three hundred pages has some two hundred thousand.
MAX_CHARACTERS = 500_000
#: Characters of one paragraph; a whole report on one line has some twenty thousand.
MAX_PARAGRAPH = 50_000
#: Columns one cell may span, and rows.
MAX_SPAN = 64
MAX_ROWSPAN = 2_000
#: Cells of a whole document, spanned grid places included.
MAX_CELLS = 200_000
_ENTITIES = "文件内部的“{}”含有外部实体声明，为安全起见未读取。请用办公软件另存一份再核查。"
#: Pages of a PDF or OFD that are read.
MAX_PAGES = 500


def check_text(document: Document) -> None:
    """ReadError where ``document`` holds more text than any report: whatever looks through it takes its time."""
    lengths = [len(paragraph.text) for paragraph in document.paragraphs]
    cells = [len(cell.text) for table in document.tables for cell in table.cells]
    if sum(lengths) + sum(cells) > MAX_CHARACTERS:
        raise ReadError(
            f"文件的文字超过{MAX_CHARACTERS // 10_000}万字，远超一份年度报告，未读取。请只保留年度报告部分后再核查。"
        )
    if max(lengths + cells, default=0) > MAX_PARAGRAPH:
        raise ReadError(
            f"文件中有一段文字超过{MAX_PARAGRAPH // 10_000}万字，不像正常的报告，未读取。请恢复段落或用办公软件另存后再核查。"
        )


def refuse_entities(data: bytes, name: str) -> None:
    """ReadError where ``data`` begins with a document type declaration or declares an entity."""
    # One byte is looked for far faster than eight, and hardly any part of a report has it.
    declares = b"!" in data and b"<!ENTITY" in data
    if declares or b"<!DOCTYPE" in data[:4096] or "<!DOCTYPE".encode("utf-16-le") in data[:8192]:
        raise ReadError(_ENTITIES.format(name))


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root element of ``data``; any document type declaration is refused, nothing external is loaded."""
    refuse_entities(data, name)
    if data.count(b"<") > MAX_TAGS:
        raise ReadError(f"文件内部的“{name}”标签过多，远超一份年度报告所需，未读取。请确认文件来源，或另存为普通文档。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(
            f"文件内部的“{name}”不是有效的XML，文件可能已损坏。请用办公软件打开后另存一份再核查。"
        ) from error
    if root is None:
        raise ReadError(f"文件内部的“{name}”为空。请用办公软件打开后另存一份再核查。")
    if root.getroottree().docinfo.internalDTD is not None:  # behind a long comment, or in an encoding of its own
        raise ReadError(_ENTITIES.format(name))
    return root
