"""Fonts that a PDF does not embed: pdfium is given one that only measures, and never asks the machine for any.

What a page says and where then depends on its file alone. Without this, pdfium drops lines of one character where the
machine has no Chinese font, and takes heights and places from whichever font it finds. The standard fonts of PDF, which
pdfium brings along, stay its own. Drawn, such text is boxes: in a picture that is recognised it is ink that says nothing.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

from audit.patterns import regex
from audit.readers.pdf.fonts._measuringfont import measuring_font

#: The names that pdfium asks for its own fonts by.
_STANDARD = regex(rb"(?:Courier|Helvetica|Times|Symbol|ZapfDingbats)(?:-[A-Za-z]+)?")
#: The only handle that is given out, what the font calls itself, and the character set of Chinese.
_MAX_NAME = 200
_HANDLE, _NAME, _GB2312 = 1, b"gongkai measuring\0", 134


@cache
def install() -> Any:
    """Make pdfium use the measuring font, once a process; what is returned must live as long as it does."""
    data = measuring_font()
    tables = dict(_tables(data))

    def map_font(_this: Any, _weight: int, _italic: int, _charset: int, _pitch: int, face: Any, _exact: Any) -> Any:
        name = ctypes.string_at(face) if face else b""
        return None if _STANDARD.fullmatch(name) else _HANDLE

    def font_data(_this: Any, _font: Any, tag: int, buffer: Any, size: int) -> int:
        return _copied(data if tag == 0 else tables.get(tag, b""), buffer, size)

    def face_name(_this: Any, _font: Any, buffer: Any, size: int) -> int:
        return _copied(_NAME, buffer, size)

    answers = {
        "Release": lambda _this: None,
        "EnumFonts": lambda _this, _mapper: None,
        "MapFont": map_font,
        "GetFont": lambda _this, _face: None,
        "GetFontData": font_data,
        "GetFaceName": face_name,
        "GetFontCharset": lambda _this, _font: _GB2312,
        "DeleteFont": lambda _this, _font: None,
    }
    info = pdfium.FPDF_SYSFONTINFO(version=2)
    types = dict(info._fields_)
    for name, answer in answers.items():
        setattr(info, name, types[name](answer))
    pdfium.FPDF_InitLibrary()
    pdfium.FPDF_SetSystemFontInfo(info)
    return info


def is_borrowed(text_object: Any) -> bool:
    """Whether the font of ``text_object`` is not in its file: a picture of it would not show what was printed."""
    return bool(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text_object)) == 0)


def draws_boxes(text_object: Any) -> bool:
    """Whether ``text_object`` is drawn as empty boxes: its font is neither in its file nor one that pdfium brings along."""
    if not is_borrowed(text_object):
        return False
    font, name = pdfium.FPDFTextObj_GetFont(text_object), ctypes.create_string_buffer(_MAX_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, name, _MAX_NAME)
    return _STANDARD.fullmatch(name.value) is None


def _tables(font: bytes) -> list[tuple[int, bytes]]:
    """The tables of ``font`` by their tags, as pdfium asks for them."""
    found = []
    for number in range(int.from_bytes(font[4:6])):
        tag, _, start, length = (
            int.from_bytes(font[at : at + 4]) for at in range(12 + 16 * number, 28 + 16 * number, 4)
        )
        found.append((tag, font[start : start + length]))
    return found


def _copied(data: bytes, buffer: Any, size: int) -> int:
    """The length of ``data``, which is put into ``buffer`` where it has room for ``size`` bytes of it."""
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)
