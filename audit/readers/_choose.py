"""Which reader reads a file: by its first bytes and, for packages, by their parts."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import PurePath

from audit.containers import MAX_FILE, is_compound, is_zip, names_stream, open_package
from audit.document import Block, Document, Paragraph
from audit.errors import ReadError
from audit.readers import _limits, _sandbox
from audit.readers.page import EXTRA, can_recognise
from audit.readers.word import to_docx
from audit.text import visible

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*")
#: How much of a file is looked at for marks of its format.
_HEAD = 4096

#: Format by content → the file names people give it, for the note on a renamed file.
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "docx": (".docx", ".docm", ".dotx", ".wps"),
    "doc": (".doc", ".dot", ".wps", ".wpt"),
    "rtf": (".rtf",),
    "pdf": (".pdf",),
    "html": (".html", ".htm", ".shtml", ".xhtml"),
    "mht": (".mht", ".mhtml"),
    "xlsx": (".xlsx", ".xlsm", ".et"),
    "xls": (".xls", ".et"),
    "odt": (".odt", ".ods"),
    "ofd": (".ofd",),
    "picture": (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"),
    "text": (".txt", ".md", ".tsv", ".csv", ""),
}
_REFUSED = {
    "picture": (f"文件是图片，识别其中的文字需要识别组件。请{EXTRA}后再核查，或提供原始文档（如.docx或文字版.pdf）。"),
    "encrypted": "文件设有打开密码，无法读取。请用办公软件取消密码后另存一份再核查。",
    "zip": "压缩包里没有可以读取的报告。请核对压缩包内容，或解压后再核查。",
    "ole": "不是可识别的报告格式。请用办公软件打开确认内容，另存为.docx后再核查。",
}
#: Where each format's reader is.
_READERS = {
    "docx": "word.docx",
    "doc": "word.docx",
    "rtf": "word.docx",
    "pdf": "pdf.pdf",
    "html": "web.html",
    "mht": "web.mht",
    "xlsx": "sheet.xlsx",
    "xls": "sheet.xlsx",
    "odt": "odf.odt",
    "ofd": "ofd.ofd",
    "picture": "scan.picture",
    "text": "text.plain",
}
#: Formats that LibreOffice turns into .docx first.
_CONVERTED = {"doc", "rtf"}
#: Readers whose library is native code, with the memory that each may take: they run in a process of their own.
_APART = {"pdf": _sandbox.LITTLE, "picture": _sandbox.MEMORY}
_MARKS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("html", (b"<html", b"<body", b"<table", b"<div", b"</p>", b"<head", b"<!doctype html", b"<span", b"<meta ")),
    ("mht", (b"mime-version:", b"content-type: multipart/related")),
)


def sniff(data: bytes) -> str:
    """The format of ``data`` by content: "docx", "pdf", "text" …; "zip" for an archive of files."""
    if is_zip(data):
        return _package(data)
    if is_compound(data):
        return _compound(data)
    if data.startswith(_PICTURES):
        return "picture"
    head = data[:_HEAD].lower()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%pdf-" in head[:1024]:
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = start = data[: 2 * _HEAD].decode("utf-16", "ignore").lower().encode().lstrip()
    if start.startswith((b"mime-version:", b"from:", b"content-type: multipart", b"date:", b"subject:")):
        return "mht" if any(mark in head for mark in _MARKS[1][1]) else "text"
    return "html" if any(mark in head for mark in _MARKS[0][1]) else "text"


def _package(data: bytes) -> str:
    names = set(open_package(data).namelist())
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "odt"
    if "OFD.xml" in names:
        return "ofd"
    return "zip"


def _compound(data: bytes) -> str:
    """Which program wrote an OLE file, by the names of its streams."""
    for stream, format_ in (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ):
        if names_stream(data, stream):
            return format_
    return "ole"


def read(data: bytes, name: str) -> Document:
    """The document in ``data``; ``name`` only serves the note on a renamed file and the messages.

    Raises ReadError with a Chinese message of what, why and what to do.
    """
    if not data.strip():
        raise ReadError("文件是空的（0字节或只有空白）。请重新获取该文件。")
    if len(data) > MAX_FILE:
        raise ReadError(f"文件超过{MAX_FILE // 1024 // 1024}MB，超出上限，未读取。请确认文件是一份年度报告。")
    format_ = sniff(data)
    suffix = PurePath(name).suffix.lower()
    if suffix == ".zip" and format_ == "text":
        raise ReadError("压缩包已损坏，或不是.zip格式，无法打开。请重新获取该文件，或解压后再核查。")
    if format_ not in _SUFFIXES or (format_ == "picture" and not can_recognise()):
        raise ReadError(_REFUSED.get(format_, _REFUSED["ole"]))
    document = _visible(_read(data, format_))
    _limits.check_text(document)
    if format_ in _CONVERTED:
        # WPS writes Word's own format: only the name tells them apart.
        document = replace(document, format="wps" if (format_, suffix) == ("doc", ".wps") else format_)
    if suffix and suffix not in _SUFFIXES[format_]:
        note = f"文件名后缀为“{suffix}”，按内容识别为{format_}格式并照此读取。"
        document = replace(document, notes=(*document.notes, note))
    return document


def _visible(document: Document) -> Document:
    """``document`` without characters that print nothing: “1” and “3” on both sides of one are the number 13."""
    return replace(document, blocks=tuple(map(_visible_block, document.blocks)))


def _visible_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(text=visible(block.text))
    return replace(block, cells=tuple(cell._replace(text=visible(cell.text)) for cell in block.cells))


def _read(data: bytes, format_: str) -> Document:
    module = f"audit.readers.{_READERS[format_]}"
    if format_ in _APART:
        return _sandbox.run(module, data, memory=_APART[format_])
    if format_ in _CONVERTED:
        data = to_docx(data)
    document: Document = importlib.import_module(module).read(data)
    return document
