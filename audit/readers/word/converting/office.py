"""Word 97 documents (.doc, .wps) and .rtf, turned into .docx by LibreOffice; another reader reads the result.

LibreOffice reports success for files that it could not load, and makes an empty document of an empty file: each
input is examined before, each output after. Sources: [MS-DOC] 2.5.1 (the flags of a Word file), RTF 1.9.1.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from audit.containers import MAX_FILE, is_compound, names_stream, open_package, read_stream
from audit.disk import folders
from audit.errors import ReadError, RoomError, trouble
from audit.patterns import regex
from audit.readers.word.converting import soffice

_ENCRYPTED = 0x0100
#: Bytes that a Word file begins with, and where among them its flags stand.
_HEADER_BYTES, _FLAGS_AT = 32, 10
_BRACES = regex(rb"[{}]")
#: Groups of an .rtf, how deep they stand in each other, and its rows and paragraphs; a report has some ten thousand
#: groups, ten deep, and some hundred rows. LibreOffice takes a kilobyte and more for each.
_MAX_GROUPS, _MAX_DEPTH, _MAX_ROWS, _MAX_PARAGRAPHS = 500_000, 1_000, 10_000, 100_000
#: Files that one start of the program converts; bounds the temporary folder and the command line.
_DOCUMENTS_OF_BATCH = 50
#: Runs in a row without a single result after which the program itself, not the files, is taken to be at fault.
_MAX_RUNS_WITHOUT_RESULT = 3
_MISSING = (
    "读取.doc、.wps、.rtf文件需要LibreOffice，本机没有找到。"
    "请安装LibreOffice（Debian：apt install libreoffice-writer；Windows/macOS：从 libreoffice.org 安装）后重试，"
    "或用办公软件另存为.docx。"
)
_NO_ROOM = "LibreOffice未能转换该文件，未读取：{}"
_FAILED = "LibreOffice未能转换该文件（{reason}），未读取。请用办公软件打开后另存为.docx再核查。"


def is_convertible(data: bytes) -> bool:
    """Whether ``data`` looks like a document for this reader: .rtf, or an OLE file with Word's stream."""
    return _is_rtf(data) or (is_compound(data) and names_stream(data, "WordDocument"))


def checked_kind(data: bytes) -> str:
    """What ``data`` is, "doc" or "rtf"; ReadError where it is neither, is encrypted, or ends before its end."""
    if _is_rtf(data):
        _check_complete(data)
        _check_counts(data)
        return "rtf"
    if not is_compound(data):
        raise ReadError("文件不是有效的.doc、.wps或.rtf文档。请重新获取该文件，或用办公软件另存为.docx再核查。")
    head = read_stream(data, "worddocument")
    if len(head) < _HEADER_BYTES:
        raise ReadError("文件中没有正文，可能已损坏。请用办公软件打开后另存为.docx再核查。")
    if struct.unpack_from("<H", head, _FLAGS_AT)[0] & _ENCRYPTED:
        raise ReadError("文件已加密，无法读取。请取消打开密码后再核查。")
    return "doc"


def to_docx(data: bytes) -> bytes:
    """The .docx that LibreOffice makes of ``data``; ReadError where it cannot, or is not installed."""
    (result,) = to_docx_many([data])
    if isinstance(result, ReadError):
        raise result
    return result


def to_docx_many(items: Sequence[bytes]) -> list[bytes | ReadError]:
    """The .docx of every item, or why there is none, in the order of ``items``; one start for up to 50 of them.

    An item that hangs or crashes the program costs only itself: the others are converted by a further start.
    """
    results: list[bytes | ReadError | None] = [None] * len(items)
    names: dict[int, str] = {}
    for number, data in enumerate(items):
        try:
            names[number] = f"{number:06}.{checked_kind(data)}"
        except ReadError as error:
            results[number] = error
    program = soffice.program() if names else None
    waiting = list(names)
    for start in range(0, len(waiting), _DOCUMENTS_OF_BATCH):
        batch = {number: names[number] for number in waiting[start : start + _DOCUMENTS_OF_BATCH]}
        for number, result in _convert_or_say_why(program, batch, items).items():
            results[number] = result
    return [result if result is not None else ReadError(_FAILED.format(reason="没有结果")) for result in results]


def _is_rtf(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:5].lower() == b"{\\rtf"


def _check_complete(data: bytes) -> None:
    """A cut file may end within a number, so an .rtf must close all that it opens."""
    end = data.rstrip(b"\x00\r\n\t \x1a")
    whole = end.endswith(b"}")
    # Raw bytes of Chinese characters may look like braces, and so may the bytes of a picture.
    if whole and end.isascii() and b"\\bin" not in end:
        marks = end.replace(rb"\\", b"") if rb"\\" in end else end
        whole = marks.count(b"{") - marks.count(rb"\{") <= marks.count(b"}") - marks.count(rb"\}")
    if not whole:
        raise ReadError("文件不完整，缺少后面的内容，未读取。请重新获取该文件。")


def _check_counts(data: bytes) -> None:
    """ReadError where an .rtf is made of more than any report, and LibreOffice would take all memory for it."""
    rows, paragraphs = data.count(rb"\row") - data.count(rb"\rowd"), data.count(rb"\par") - data.count(rb"\pard")
    many = data.count(b"{") > _MAX_GROUPS or rows > _MAX_ROWS or paragraphs > _MAX_PARAGRAPHS
    depth = deepest = 0
    for mark in () if many else _BRACES.finditer(data):
        depth += 1 if mark[0] == b"{" else -1
        deepest = max(deepest, depth)
    if many or deepest > _MAX_DEPTH:
        raise ReadError(
            "文件的表格行、段落或嵌套远多于一份年度报告，未读取。请确认文件是一份年度报告，或另存为.docx再核查。"
        )


def _convert_or_say_why(
    program: str | None, names: dict[int, str], items: Sequence[bytes]
) -> Mapping[int, bytes | ReadError]:
    """The results of ``_convert``; where the program is lacking, cannot be started or finds no room, the reason for each."""
    if program is None:
        return {number: ReadError(_MISSING) for number in names}
    try:
        return _convert(program, names, items)
    except RoomError as error:
        return dict.fromkeys(names, ReadError(_NO_ROOM.format(error)))
    except OSError as error:
        reason = _NO_ROOM.format(folders.no_room()) if folders.is_full(error) else _FAILED.format(reason=trouble(error))
        return dict.fromkeys(names, ReadError(reason))


def _convert(program: str, names: dict[int, str], items: Sequence[bytes]) -> dict[int, bytes | ReadError]:
    results: dict[int, bytes | ReadError] = {}
    waiting, without_result = list(names), 0
    with folders.temporary() as folder:
        for number, name in names.items():
            (folder / name).write_bytes(items[number])
        while waiting:
            reason = soffice.convert(program, folder, [names[number] for number in waiting])
            found = {number: result for number in waiting if (result := _result(folder, names[number])) is not None}
            results |= found
            missing = [number for number in waiting if number not in found]
            without_result = 0 if found else without_result + 1
            # Files are converted in turn: where the program was stopped, the first without a result was its last.
            failed = missing if not reason or without_result == _MAX_RUNS_WITHOUT_RESULT else missing[:1]
            for number in failed:
                why = _FAILED.format(reason=reason or "文件内容可能已损坏")
                # The program says nothing of a full disk: it must not be taken for a damaged file.
                results[number] = ReadError(_NO_ROOM.format(folders.no_room()) if folders.is_full() else why)
            waiting = missing[len(failed) :]
    return results


def forget(folder: Path) -> None:
    """Take away what LibreOffice left of a conversion in ``folder`` elsewhere, where that was killed and is cleared."""
    soffice.forget(folder / "profile")


def _result(folder: Path, name: str) -> bytes | None:
    """The converted file; None where there is none or the program was stopped while it wrote."""
    path = (folder / "out" / name).with_suffix(".docx")
    try:
        if path.stat().st_size > MAX_FILE:
            return None
        data = path.read_bytes()
        return data if "word/document.xml" in open_package(data).namelist() else None
    except (OSError, ReadError):
        return None
