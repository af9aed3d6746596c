"""Where characters stand on a PDF page turned upright: pdfium's boxes, and those of vertical writing, which it gets wrong."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

import pypdfium2.raw as pdfium


class View:
    """The visible part of a page, turned so that its text stands upright."""

    def __init__(self, frame: Any, turns: int) -> None:
        self.left, self.bottom, self.right, self.top = frame.left, frame.bottom, frame.right, frame.top
        self.turns = turns
        size = (frame.right - frame.left, frame.top - frame.bottom)
        self.width, self.height = size if turns % 2 == 0 else size[::-1]

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page (points, from the bottom left) as x0, top, x1, bottom of the upright page."""
        if self.turns == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turns == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def boxes(
    text_page: Any, count: int, view: View, upright: Iterable[int]
) -> Iterable[tuple[float, float, float, float]]:
    """The box of each character with the room its font gives it, on the upright page."""
    array = (pdfium.FS_RECTF * count)()
    get = pdfium.FPDFText_GetLooseCharBox
    for index, box in enumerate(array):
        get(text_page, index, box)
    _stand_below(text_page, upright, array)
    edges = memoryview(array).cast("B").cast("f").tolist()
    lefts, tops, rights, bottoms = edges[0::4], edges[1::4], edges[2::4], edges[3::4]
    if view.turns == 0:
        left, high = view.left, view.top
        return zip(
            [x - left for x in lefts],
            [high - y for y in tops],
            [x - left for x in rights],
            [high - y for y in bottoms],
            strict=True,
        )
    return map(view.box, lefts, bottoms, rights, tops)


def _stand_below(text_page: Any, upright: Iterable[int], squares: Any) -> None:
    """Set the ``squares`` of characters of vertical writing to the full-width squares that they fill.

    A square hangs from the middle of its upper edge (ISO 32000-1, 9.7.4.3), which is where the first character of a
    text object is set. pdfium tells origins as of horizontal writing, and a box that is not scaled.
    """
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    start, shift = (0.0, 0.0), (0.0, 0.0)
    for index in upright:
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        if start != (matrix.e, matrix.f):
            start = matrix.e, matrix.f
            shift = matrix.e - x.value, matrix.f - y.value
        size = pdfium.FPDFText_GetFontSize(text_page, index)
        middle = x.value + shift[0], y.value + shift[1]
        xs, ys = zip(
            *(
                (middle[0] + size * (a * matrix.a + b * matrix.c), middle[1] + size * (a * matrix.b + b * matrix.d))
                for a in (-0.5, 0.5)
                for b in (-1.0, 0.0)
            ),
            strict=True,
        )
        box = squares[index]
        box.left, box.bottom, box.right, box.top = min(xs), min(ys), max(xs), max(ys)
