"""Which reader reads a file: the formats that the families declare, and the one that a file's content belongs to."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import TypeVar

from audit.containers import MAX_FILE, is_compound, is_zip, names_stream
from audit.document import Block, Cell, Crops, Cut, Document, Layout, Paragraph
from audit.errors import ReadError
from audit.readers import _limits
from audit.readers._format import Format, Sample, sample
from audit.text import visible

Part = TypeVar("Part", Paragraph, Cell)
Result = TypeVar("Result")
#: Containers in which no format was recognised, and why they are not read.
_REFUSED = {
    "encrypted": "文件设有打开密码，无法读取。请用办公软件取消密码后另存一份再核查。",
    "zip": "压缩包里没有可以读取的报告。请核对压缩包内容，或解压后再核查。",
    "ole": "不是可识别的报告格式。请用办公软件打开确认内容，另存为.docx后再核查。",
}
#: The stream of a compound file that holds an encrypted document, of whatever format.
_ENCRYPTED = "EncryptedPackage"


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name, in the order in which a file is held against them: the surest marks first."""
    found = sorted(_declared(), key=lambda each: (each.mark, each.name))
    by_name = {each.name: each for each in found}
    if len(by_name) < len(found):
        raise ValueError("two readers declare a format of the same name")
    return by_name


def _declared() -> Iterator[Format]:
    readers = __name__.rpartition(".")[0]
    for family in pkgutil.iter_modules(sys.modules[readers].__path__, f"{readers}."):
        if family.ispkg:
            yield from getattr(importlib.import_module(family.name), "FORMATS", ())


def sniff(data: bytes) -> str:
    """The name of the format of ``data`` by content: "docx", "pdf", "text" …

    "zip" for an archive of files, "encrypted" and "ole" for an OLE file that no reader reads.
    """
    found = sample(data)
    if is_compound(data) and names_stream(data, _ENCRYPTED):
        return "encrypted"
    format_ = _recognised(found)
    return format_.name if format_ else "zip" if is_zip(data) else "ole"


def _recognised(found: Sample) -> Format | None:
    return next((each for each in formats().values() if each.recognise(found)), None)


def read(data: bytes, name: str) -> Document:
    """The document in ``data``; ``name`` only serves the note on a renamed file and the messages.

    Raises ReadError with a Chinese message of what, why and what to do.
    """
    format_ = _format_of(data, name)
    suffix = PurePath(name).suffix.lower()
    document = _visible(_read(data, format_))
    _limits.check_text(document)
    if format_.convert:
        document = replace(document, format=format_.name_by_suffix.get(suffix, format_.name))
    if suffix and suffix not in format_.suffixes:
        note = f"文件名后缀为“{suffix}”，按内容识别为{format_.name}格式并照此读取。"
        document = replace(document, notes=(*document.notes, note))
    return document


def layout(data: bytes, name: str) -> Layout | None:
    """How the pages of ``data`` were taken apart; None for a format that draws no rulings. ReadError as ``read``."""
    format_ = _format_of(data, name)
    if not format_.layout:
        return None
    if format_.memory is not None:
        return _apart(format_.layout, data, Layout, format_.memory)
    found: Layout = importlib.import_module(format_.layout).read(data)
    return found


def crops(data: bytes, name: str, cuts: Sequence[Cut]) -> Crops:
    """A small picture of each place of ``cuts``, None where none can be made. ReadError as ``read``."""
    format_ = _format_of(data, name)
    if not format_.crops or format_.memory is None:
        return Crops((None,) * len(cuts))
    return _apart(format_.crops, data, Crops, format_.memory, tuple(cuts))


def _format_of(data: bytes, name: str) -> Format:
    """The format of ``data``; ReadError where no reader reads it, or not on this machine."""
    if not data.strip():
        raise ReadError("文件是空的（0字节或只有空白）。请重新获取该文件。")
    if len(data) > MAX_FILE:
        raise ReadError(f"文件超过{MAX_FILE // 1024 // 1024}MB，超出上限，未读取。请确认文件是一份年度报告。")
    known = sniff(data)
    suffix = PurePath(name).suffix.lower()
    if suffix == ".zip" and known == "text":
        raise ReadError("压缩包已损坏，或不是.zip格式，无法打开。请重新获取该文件，或解压后再核查。")
    if known in _REFUSED:
        raise ReadError(_REFUSED[known])
    format_ = formats()[known]
    if why := format_.lacks():
        raise ReadError(why)
    return format_


def _visible(document: Document) -> Document:
    """``document`` without characters that print nothing: “1” and “3” on both sides of one are the number 13."""
    return replace(document, blocks=tuple(map(_visible_block, document.blocks)))


def _visible_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return _visible_part(block)
    cells = tuple(map(_visible_part, block.cells))
    return block if cells == block.cells else replace(block, cells=cells)


def _visible_part(part: Part) -> Part:
    shown = visible(part.text)
    return part if shown == part.text else part._replace(text=shown)


def _read(data: bytes, format_: Format) -> Document:
    if format_.convert:
        data = format_.convert(data)
    if format_.memory is not None:
        return _apart(format_.reader, data, Document, format_.memory)
    document: Document = importlib.import_module(format_.reader).read(data)
    return document


def _apart(module: str, data: bytes, result: type[Result], memory: int, *given: object) -> Result:
    """``module.read(data, *given)`` in a process of its own."""
    # Whatever it takes to watch a process is loaded where one is begun: most documents are read in this one.
    from audit.machine import sandbox  # noqa: PLC0415

    return sandbox.run(module, data, result, memory=memory, given=given)
