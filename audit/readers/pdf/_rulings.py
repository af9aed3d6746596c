"""Rulings of a PDF page out of pdfium's page objects: lines, thin rectangles, thin images, also inside forms."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from audit.readers.flow import POINTS, has_room
from audit.readers.page import MAX_STROKES, Stroke, add_stroke
from audit.readers.pdf._dots import MAX_DOT, Dot, dotted
from audit.readers.pdf._paper import PdfPaper

Transform = Callable[[float, float, float, float], tuple[float, float, float, float]]
Matrix = tuple[float, float, float, float, float, float]

#: Page objects that are looked at, and segments of one path.
_MAX_OBJECTS = 100_000
_MAX_SEGMENTS = 20_000
_MAX_DEPTH = 4
#: Segments of a path that is one rectangle.
_SEGMENTS_OF_RECTANGLE = 5
#: From this slope on text stands aslant; scanned and straightened pages stay below it.
_MIN_SLANT = 0.08
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(slots=True)
class Rulings:
    """What was found on a page.

    ``pictured`` is the area of its images in square points, ``pictures`` counts those that may hold a table; ``hidden``
    are the addresses of text objects that print nothing or too small to be read; ``white`` are those that print in
    white on white paper, ``covered`` those that a white shape lies over; ``upright`` are those whose font is written from top to bottom;
    ``aslant`` says that some of them are stamped across the page, ``full`` that a bound was met and rulings are missing;
    ``objects`` counts what was looked at; ``dots`` are small boxes, of which dotted rulings are made.
    """

    horizontal: list[Stroke] = field(default_factory=list)
    vertical: list[Stroke] = field(default_factory=list)
    pictured: float = 0.0
    pictures: int = 0
    hidden: set[int] = field(default_factory=set)
    white: set[int] = field(default_factory=set)
    covered: set[int] = field(default_factory=set)
    upright: set[int] = field(default_factory=set)
    aslant: bool = False
    full: bool = False
    objects: int = 0
    dots: list[Dot] = field(default_factory=list)


def rulings(page: Any, place: Transform) -> Rulings:
    """All rulings of ``page``; ``place`` maps left, bottom, right, top of the page to x0, top, x1, bottom."""
    found = Rulings()
    paper = PdfPaper(pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
    walk = _ObjectWalk(found, place, paper)
    walk.objects(page, pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject, _IDENTITY, 0)
    found.objects = _MAX_OBJECTS - walk.left
    found.white, found.covered = paper.unseen(), paper.covered()
    if found.dots:
        across, down = dotted(found.dots)
        found.horizontal += across
        found.vertical += down
    if found.full:
        found.horizontal, found.vertical = [], []
    return found


class _ObjectWalk:
    """Buffers for pdfium's answers, and how many objects are left to look at."""

    def __init__(self, found: Rulings, place: Transform, paper: PdfPaper) -> None:
        self.found, self.place, self.paper = found, place, paper
        self.left = _MAX_OBJECTS
        self.bounds = [ctypes.c_float() for _ in range(4)]
        self.pointers = [ctypes.pointer(number) for number in self.bounds]
        self.matrix = pdfium.FS_MATRIX()
        self.mode, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.upright: dict[int, bool] = {}

    def objects(self, owner: Any, count: int, get: Callable[[Any, int], Any], matrix: Matrix, depth: int) -> None:
        """Take in the ``count`` objects of ``owner``, a page or a form in it, which ``get`` gives by their index.

        ``matrix`` takes them to the page, ``depth`` says in how many forms they lie.
        """
        kind_of = pdfium.FPDFPageObj_GetType
        for index in range(count):
            self.left -= 1
            if self.left < 0 or len(self.found.horizontal) + len(self.found.vertical) > MAX_STROKES:
                self.found.full = True
                return
            item = get(owner, index)
            kind = kind_of(item)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                box = self._box(item, matrix)
                if not self._thin(box):
                    width, height = box[2] - box[0], box[3] - box[1]
                    self.found.pictured += width * height
                    self.found.pictures += has_room(width, height, POINTS)
                    self.paper.ground(box)
            elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
                self.paper.ground(self._box(item, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = _times(self._matrix_of(item), matrix)
                self.objects(
                    item, pdfium.FPDFFormObj_CountObjects(item), pdfium.FPDFFormObj_GetObject, inner, depth + 1
                )

    def _text(self, item: Any, matrix: Matrix) -> None:
        # Text that runs neither along nor across the page is a watermark.
        a, b, c, d = _times(self._matrix_of(item), matrix)[:4]
        aslant = is_aslant(a, b)
        self.found.aslant = self.found.aslant or aslant
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        if aslant or mode in _INVISIBLE or self.paper.is_tiny(item, c, d):
            self.found.hidden.add(ctypes.addressof(item.contents))
        elif mode == pdfium.FPDF_TEXTRENDERMODE_FILL:
            self.paper.text(item, self._box(item, matrix))
        if self._upright(item):
            self.found.upright.add(ctypes.addressof(item.contents))

    def _upright(self, item: Any) -> bool:
        """Whether the font of a text object is written from top to bottom: its advance then goes down."""
        font = pdfium.FPDFTextObj_GetFont(item)
        if not font:
            return False
        key = ctypes.addressof(font.contents)
        if key not in self.upright:
            width = ctypes.c_float()
            self.upright[key] = bool(pdfium.FPDFFont_GetGlyphWidth(font, ord("一"), 1000.0, width)) and width.value < 0
        return self.upright[key]

    def _box(self, item: Any, matrix: Matrix) -> tuple[float, float, float, float]:
        if not pdfium.FPDFPageObj_GetBounds(item, *self.pointers):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = (number.value for number in self.bounds)
        if matrix is not _IDENTITY:
            corners = [_apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            left, right = min(x for x, _ in corners), max(x for x, _ in corners)
            bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        return self.place(left, bottom, right, top)

    def _thin(self, box: tuple[float, float, float, float]) -> bool:
        if box[2] - box[0] < MAX_DOT and box[3] - box[1] < MAX_DOT:
            self.found.dots.append(box)
            return True
        return add_stroke(box, self.found.horizontal, self.found.vertical)

    def _path(self, item: Any, matrix: Matrix) -> None:
        box = self._box(item, matrix)
        if self._thin(box) or not pdfium.FPDFPath_GetDrawMode(item, self.mode, self.stroke):
            return
        if self.mode.value:
            self.paper.shape(item, box)
        count = pdfium.FPDFPath_CountSegments(item)
        if count > _MAX_SEGMENTS:
            self.found.full = True
            return
        if self.stroke.value:
            self._segments(item, count, matrix)
        elif self.mode.value and count > _SEGMENTS_OF_RECTANGLE:
            # Many thin rectangles filled at once; one large filled rectangle is shading.
            self._subpaths(item, count, matrix)

    def _points(self, item: Any, count: int, matrix: Matrix) -> list[tuple[int, bool, float, float]]:
        """(segment type, closes, x, y) of each segment of a path."""
        whole = _times(self._matrix_of(item), matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        points = []
        self.left -= count
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            points.append((kind, bool(pdfium.FPDFPathSegment_GetClose(segment)), *_apply(whole, x.value, y.value)))
        return points

    def _segments(self, item: Any, count: int, matrix: Matrix) -> None:
        """Each straight piece of a stroked path."""
        start = last = (0.0, 0.0)
        for kind, closes, x, y in self._points(item, count, matrix):
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = (x, y)
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                self._piece(last, (x, y))
            last = (x, y)
            if closes:
                self._piece(last, start)
                last = start

    def _piece(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        self._thin(self.place(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))

    def _subpaths(self, item: Any, count: int, matrix: Matrix) -> None:
        """The thin ones among the closed parts of a filled path."""
        part: list[tuple[float, float]] = []
        for kind, _, x, y in [*self._points(item, count, matrix), (pdfium.FPDF_SEGMENT_MOVETO, False, 0.0, 0.0)]:
            if kind == pdfium.FPDF_SEGMENT_MOVETO and part:
                xs, ys = [p[0] for p in part], [p[1] for p in part]
                self._thin(self.place(min(xs), min(ys), max(xs), max(ys)))
                part = []
            part.append((x, y))

    def _matrix_of(self, item: Any) -> Matrix:
        if not pdfium.FPDFPageObj_GetMatrix(item, self.matrix):
            return _IDENTITY
        m = self.matrix
        return (m.a, m.b, m.c, m.d, m.e, m.f)


def is_aslant(a: float, b: float) -> bool:
    """Whether the direction a, b is neither along nor across the page."""
    return bool(a and b) and min(abs(a), abs(b)) > _MIN_SLANT * max(abs(a), abs(b))


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """``inner`` applied first, then ``outer``."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
