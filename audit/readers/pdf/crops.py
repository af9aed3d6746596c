"""Pieces of the pages of a PDF, for people to look at."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from audit.document import Crop, Crops, Cut, Framed
from audit.persons import private_spans
from audit.readers.page import MAX_PAGE_CHARACTERS
from audit.readers.page.crops import DENSITY, Box, crop, montage
from audit.readers.pdf.fonts import draws_boxes
from audit.readers.pdf.pdf import opened

#: Points around a character that its bar covers as well.
_MARGIN = 1.0
#: Parts of a point that places are worked out in.
_FINE = 100
_GREY = NDArray[np.uint8]


def read(data: bytes, cuts: Sequence[Cut]) -> Crops:
    """A small picture of each place of ``cuts``, None where none can be made; ReadError as for reading the PDF."""
    made: dict[int, Crop | None] = {}
    with opened(data) as document:
        for number in dict.fromkeys(cut.page for cut in cuts):
            if not 1 <= number <= pdfium.FPDF_GetPageCount(document):
                continue
            with _page(document, number) as page:
                if page is None:
                    continue
                private = list(_private(page, cuts[0].known))
                for at, cut in enumerate(cuts):
                    if cut.page == number:
                        made[at] = _cut(page, cut, private)
    return Crops(tuple(made.get(at) for at in range(len(cuts))))


@dataclass(slots=True)
class _DrawnPage:
    """A page with its size as displayed, its characters, the box of each and whether it would be drawn as an empty box."""

    page: Any
    width: float
    height: float
    text: str
    boxes: Sequence[Box]
    hollow: frozenset[int]


@contextmanager
def _page(document: Any, number: int) -> Iterator[_DrawnPage | None]:
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if page and pdfium.FPDFPage_GetAnnotCount(page):
        # What is filled in or stamped prints as well, as where the page is read.
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, number - 1)
    text_page = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield _sheet(page, text_page) if text_page else None
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        if page:
            pdfium.FPDF_ClosePage(page)


def _sheet(page: Any, text_page: Any) -> _DrawnPage | None:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MAX_PAGE_CHARACTERS or min(width, height) <= 0:
        return None
    text, boxes, hollow = [], [], set()
    edges = [ctypes.c_double() for _ in range(4)]
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        text.append(chr(code) if 0 < code < 0x110000 else "\0")
        found = pdfium.FPDFText_GetCharBox(text_page, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        boxes.append(_displayed(page, width, height, (left, bottom, right, top)) if found else (0.0, 0.0, 0.0, 0.0))
        owner = pdfium.FPDFText_GetTextObject(text_page, index)
        if owner and draws_boxes(owner):
            hollow.add(index)
    return _DrawnPage(page, width, height, "".join(text), boxes, frozenset(hollow))


def _displayed(page: Any, width: float, height: float, box: Box) -> Box:
    """A box of the page's own space (from the bottom left) in points from the top left of the page as displayed."""
    x, y = ctypes.c_int(), ctypes.c_int()
    xs, ys = [], []
    for across, up in ((box[0], box[1]), (box[2], box[3])):
        size = round(width * _FINE), round(height * _FINE)
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
        xs.append(x.value / _FINE)
        ys.append(y.value / _FINE)
    return min(xs), min(ys), max(xs), max(ys)


def _cut(sheet: _DrawnPage, cut: Cut, private: Sequence[Box]) -> Crop | None:
    """The picture of a place, ``private`` boxes of the page covered, and those of its own."""
    found = [_framed(sheet, one) for one in cut.frames]
    frames = [_united(boxes) for boxes in found]
    paragraph = cut.frames[0].box if cut.frames[0].words else None
    shown = montage([*frames, *cut.row], cut.labels, paragraph, sheet.width, sheet.height)
    if shown is None or any(_touch(sheet.boxes[index], area) for area in shown.areas() for index in sheet.hollow):
        return None
    covered = [*private, *_covered(sheet, cut)]
    lines = [box for boxes in found for box in boxes]

    def draw(area: Box) -> _GREY:
        return _draw(sheet, area, DENSITY)

    return crop(draw, shown, DENSITY, lines, covered)


def _framed(sheet: _DrawnPage, one: Framed) -> list[Box]:
    """The boxes of what is to be seen, one a line: of its words where they are found, else of all that is there."""
    places = list(_places(sheet, one.words, one.box))
    return (places[one.before] if one.before < len(places) else None) or [one.box]


def _covered(sheet: _DrawnPage, cut: Cut) -> Iterator[Box]:
    """Where something private is known to stand: the words themselves where they are found, else the paragraph or cell."""
    for box, words in zip(cut.covered, cut.private, strict=True):
        found = [list(_places(sheet, word, box)) for word in words]
        yield from (each for places in found for boxes in places for each in boxes) if found and all(found) else [box]


def _private(sheet: _DrawnPage, known: Sequence[str]) -> Iterator[Box]:
    """Whatever else on the page is private by its look, read on over the ends of lines, or ``known``."""
    for first, last in private_spans(sheet.text, known):
        yield from _around(sheet.boxes[first:last])
    for word in known:
        for places in _places(sheet, word, (0.0, 0.0, sheet.width, sheet.height)):
            yield from places


def _places(sheet: _DrawnPage, words: str, box: Box) -> Iterator[list[Box]]:
    """The boxes of the characters of ``words`` for each time that they stand in ``box``, whatever blanks and line ends are between."""
    wanted = "".join(words.split())
    inside = [
        index
        for index, own in enumerate(sheet.boxes)
        if not sheet.text[index].isspace() and _touch(own, box, -_MARGIN) and sheet.text[index] != "\0"
    ]
    text = "".join(sheet.text[index] for index in inside)
    for found in re.finditer(re.escape(wanted), text) if wanted else ():
        yield list(_around(sheet.boxes[index] for index in inside[found.start() : found.end()]))


def _around(boxes: Iterable[Box]) -> Iterator[Box]:
    """The boxes of characters with a margin, those that follow one another on a line as one."""
    line: Box | None = None
    for x0, top, x1, bottom in boxes:
        if x1 <= x0:
            continue
        box = x0 - _MARGIN, top - _MARGIN, x1 + _MARGIN, bottom + _MARGIN
        if line and x0 >= line[0] and top < line[3] and bottom > line[1]:
            line = line[0], min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3])
            continue
        if line:
            yield line
        line = box
    if line:
        yield line


def _united(boxes: Sequence[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _touch(one: Box, other: Box, margin: float = 0.0) -> bool:
    """Whether the middle of ``one`` lies within ``other``, which is made larger by ``-margin``."""
    x, y = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    return other[0] + margin <= x <= other[2] - margin and other[1] + margin <= y <= other[3] - margin


def _draw(sheet: _DrawnPage, area: Box, density: float) -> _GREY:
    """The part ``area`` of the page in shades of grey."""
    size = max(1, round((area[2] - area[0]) * density)), max(1, round((area[3] - area[1]) * density))
    whole = max(1, round(sheet.width * density)), max(1, round(sheet.height * density))
    bitmap = pdfium.FPDFBitmap_CreateEx(*size, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, *size, 0xFFFFFFFF)
        start = -round(area[0] * density), -round(area[1] * density)
        pdfium.FPDF_RenderPageBitmap(bitmap, sheet.page, *start, *whole, 0, pdfium.FPDF_GRAYSCALE | pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * size[1])
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return np.ascontiguousarray(np.frombuffer(buffer, np.uint8).reshape(size[1], stride)[:, : size[0]])
