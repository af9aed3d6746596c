"""Which reader reads a file: by its first bytes and, for packages, by their parts."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import PurePath

from audit.document import Document
from audit.errors import ReadError
from audit.readers import _limits

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*")

#: Format by content → the file names people give it, for the note on a renamed file.
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "docx": (".docx", ".docm", ".dotx"),
    "text": (".txt", ".md", ".tsv", ".csv", ""),
}


def sniff(data: bytes) -> str:
    """The format of ``data`` by content: "docx", "text" …; "zip" for an archive, "unknown" where nothing fits."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for format_, marks in (
        ("pdf", (b"%pdf-",)),
        ("office", (b"{\\rtf",)),
        ("html", (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<table", b"<p", b"<meta", b"<?xml")),
    ):
        if head.startswith(marks):
            return format_
    if data.startswith(_OLE):
        return "office"
    if data.startswith(_PICTURES):
        return "picture"
    return "text"


def _package(data: bytes) -> str:
    names = set(_limits.open_package(data).namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "odt"
    if "OFD.xml" in names:
        return "ofd"
    return "zip"


def read(data: bytes, name: str) -> Document:
    """The document in ``data``; ``name`` only serves the note on a renamed file and the messages.

    Raises ReadError with a Chinese message of what, why and what to do.
    """
    if not data.strip():
        raise ReadError("文件是空的（0字节或只有空白）。请重新获取该文件。")
    if len(data) > _limits.MAX_FILE:
        raise ReadError(f"文件超过{_limits.MAX_FILE // 1024 // 1024}MB，超出上限，未读取。请确认文件是一份年度报告。")
    format_ = sniff(data)
    if format_ not in _SUFFIXES:
        supported = "、".join(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes if suffix)
        raise ReadError(f"这种格式（按内容识别为{format_}）目前不能读取。请转换为以下格式之一后再核查：{supported}。")
    module = "plain" if format_ == "text" else format_
    document: Document = importlib.import_module(f"audit.readers.{module}").read(data)
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix not in _SUFFIXES[format_]:
        note = f"文件名后缀为“{suffix}”，按内容识别为{format_}格式并照此读取。"
        document = replace(document, notes=(*document.notes, note))
    return document
