"""Bounds every reader keeps, so that no document costs more than its share of time and memory."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from audit.document import Document
from audit.errors import ReadError

#: Largest file read at all, in bytes.
MAX_FILE = 200 * 1024 * 1024
#: Largest sum of uncompressed parts of a package, in bytes.
MAX_UNPACKED = 300 * 1024 * 1024
#: Largest single part that is parsed, in bytes.
MAX_PART = 80 * 1024 * 1024
#: Members of a package.
MAX_MEMBERS = 5_000
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
#: A part beyond this size, in bytes, that is packed tighter than this is no honest document.
_LARGE, _RATIO = 20 * 1024 * 1024, 100
_ENTRY, _END = b"PK\x01\x02", b"PK\x05\x06"
_ENTITIES = "文件内部的“{}”含有外部实体声明，为安全起见未读取。请用办公软件另存一份再核查。"
_BOMB = "文件解压后的内容超出上限（疑似压缩炸弹），未读取。请确认文件来源，或另存为普通文档。"
#: Pages of a PDF or OFD that are read.
MAX_PAGES = 500


def open_package(data: bytes) -> zipfile.ZipFile:
    """``data`` as a zip package whose declared sizes are within bounds; ReadError otherwise."""
    if _entries(data) > MAX_MEMBERS:
        raise ReadError(f"压缩结构内的文件超过{MAX_MEMBERS:,}个，超出上限，未读取。请分批打包，或确认文件来源。")
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReadError(
            "文件（或压缩包）已损坏或不完整，无法打开。请报送机关重新提供该文件，或者重新保存一份后再核查。"
        ) from error
    tight = any(m.file_size > max(_LARGE, _RATIO * m.compress_size) for m in members)
    if tight or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ReadError(_BOMB)
    if any(member.flag_bits & 0x1 for member in members):
        raise ReadError("文件已加密，无法读取。请取消打开密码后再核查。")
    return package


def _entries(data: bytes) -> int:
    """How many members a package lists, counted without building anything for each; at least those that there are."""
    end = data.rfind(_END)
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    return data.count(_ENTRY, max(end - size, 0), max(end, 0))


def read_part(package: zipfile.ZipFile, name: str, limit: int = MAX_PART) -> bytes:
    """The bytes of one part, never more than ``limit`` whatever the package declares; ReadError otherwise."""
    try:
        with package.open(name) as stream:
            # As much as is declared, not more: the library unpacks all that is asked for, whatever it passes on.
            data = stream.read(min(limit, package.getinfo(name).file_size) + 1)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ReadError(f"文件内部的“{name}”已损坏，无法读取。请用办公软件打开后另存一份再核查。") from error
    except Exception as error:
        if type(error).__module__ != "zlib":
            raise
        raise ReadError(f"文件内部的“{name}”已损坏，无法解压。请用办公软件打开后另存一份再核查。") from error
    if len(data) > limit:
        raise ReadError(f"文件内部的“{name}”过大，超出上限，未读取。请确认文件来源。")
    return data


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


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root element of ``data``; any document type declaration is refused, nothing external is loaded."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data[:8192]:
        raise ReadError(_ENTITIES.format(name))
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
