"""Text of a PDF page that nobody sees: white on white paper, or too small to be read."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import pypdfium2.raw as pdfium

from audit.readers._unseen import is_white

Area = tuple[float, float, float, float]

#: Text lower than this share of its page (2.1 points on A4) cannot be read.
_TINY = 1 / 400
#: Coloured areas, and white texts, that are looked at; beyond them text counts as seen.
_MANY = 2_000


class Paper:
    """What is printed behind the text of one page, and the text that is white.

    ``longest`` is the longer side of the page in points.
    """

    def __init__(self, longest: float) -> None:
        self._least = longest * _TINY
        self._grounds: list[Area] = []
        self._white: list[tuple[int, Area]] = []
        self._channels = [ctypes.c_uint() for _ in range(4)]

    def ground(self, area: Area) -> None:
        """Take in something that is printed on ``area`` and is not white, as a shading or a picture."""
        if len(self._grounds) < _MANY:
            self._grounds.append(area)

    def is_white(self, item: Any) -> bool:
        """Whether a page object is filled with white."""
        if not pdfium.FPDFPageObj_GetFillColor(item, *self._channels):
            return False
        return is_white(channel.value for channel in self._channels[:3])

    def text(self, item: Any, area: Area) -> None:
        """Take in a text object that is white and stands on ``area``."""
        if len(self._white) < _MANY:
            self._white.append((ctypes.addressof(item.contents), area))

    def is_tiny(self, item: Any, c: float, d: float) -> bool:
        """Whether a text object, set with the factors ``c`` and ``d`` of its matrix, is too small to be read."""
        size = ctypes.c_float()
        return bool(pdfium.FPDFTextObj_GetFontSize(item, size)) and 0 < size.value * math.hypot(c, d) < self._least

    def unseen(self) -> set[int]:
        """The addresses of the white text objects that nothing coloured stands behind."""
        return {address for address, area in self._white if not any(_middle_in(area, g) for g in self._grounds)}


def _middle_in(area: Area, ground: Area) -> bool:
    x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]
