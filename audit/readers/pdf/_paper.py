"""Text of a PDF page that nobody sees: white on white paper, covered with white, or too small to be read."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_left, bisect_right
from typing import Any

import pypdfium2.raw as pdfium

from audit.readers.flow import is_white

Area = tuple[float, float, float, float]

#: Text lower than this share of its page (2.1 points on A4) cannot be read.
_MIN_TEXT_SHARE = 1 / 400
#: A white area up to this share of its page covers what was drawn before it; larger ones may be cut to a smaller shape.
_MAX_COVER_SHARE = 0.1
#: Coloured areas, and white texts, that are looked at; beyond them text counts as seen.
_MAX_AREAS = 2_000


class PdfPaper:
    """What is printed behind and over the text of one page, and the text that is white.

    ``width`` and ``height`` of the page are in points. Objects are taken in as they are drawn, one over the other.
    """

    def __init__(self, width: float, height: float) -> None:
        self._least = max(width, height) * _MIN_TEXT_SHARE
        self._largest = width * height * _MAX_COVER_SHARE
        self._texts: list[tuple[int, Area]] = []
        self._covers: list[tuple[int, Area]] = []
        self._grounds: list[Area] = []
        self._white: list[tuple[int, Area]] = []
        self._channels = [ctypes.c_uint() for _ in range(4)]

    def ground(self, area: Area) -> None:
        """Take in something that is printed on ``area`` and is not white, as a shading or a picture."""
        if len(self._grounds) < _MAX_AREAS:
            self._grounds.append(area)

    def shape(self, item: Any, area: Area) -> None:
        """Take in a filled shape: a coloured one is a ground, a small white one covers the text drawn before it."""
        if not self.is_white(item):
            self.ground(area)
        elif (
            len(self._covers) < _MAX_AREAS
            and (area[2] - area[0]) * (area[3] - area[1]) <= self._largest
            # A highlighter's colour is mixed with what lies below.
            and not pdfium.FPDFPageObj_HasTransparency(item)
        ):
            self._covers.append((len(self._texts), area))

    def is_white(self, item: Any) -> bool:
        """Whether a page object is filled with white."""
        if not pdfium.FPDFPageObj_GetFillColor(item, *self._channels):
            return False
        return is_white(channel.value for channel in self._channels[:3])

    def text(self, item: Any, area: Area) -> None:
        """Take in a text object that stands on ``area``."""
        address = ctypes.addressof(item.contents)
        self._texts.append((address, area))
        if len(self._white) < _MAX_AREAS and self.is_white(item):
            self._white.append((address, area))

    def is_tiny(self, item: Any, c: float, d: float) -> bool:
        """Whether a text object, set with the factors ``c`` and ``d`` of its matrix, is too small to be read."""
        size = ctypes.c_float()
        return bool(pdfium.FPDFTextObj_GetFontSize(item, size)) and 0 < size.value * math.hypot(c, d) < self._least

    def covered(self) -> set[int]:
        """The addresses of the text objects that a white shape, drawn later, covers from end to end."""
        found = set()
        inked = (
            sorted(
                ((area[1] + area[3]) / 2, number, address, area) for number, (address, area) in enumerate(self._texts)
            )
            if self._covers
            else []
        )
        middles = [middle for middle, *_ in inked]
        for before, (left, top, right, bottom) in self._covers:
            for _, number, address, area in inked[bisect_left(middles, top) : bisect_right(middles, bottom)]:
                if number < before and left <= area[0] and area[2] <= right:
                    found.add(address)
        return found

    def unseen(self) -> set[int]:
        """The addresses of the white text objects that nothing coloured stands behind."""
        return {address for address, area in self._white if not any(_middle_in(area, g) for g in self._grounds)}


def _middle_in(area: Area, ground: Area) -> bool:
    x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]
