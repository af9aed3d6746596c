"""Text, path and image objects of an OFD page to runs and rulings, in points from the page's top left."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, repeat

from lxml import etree

from audit.patterns import regex
from audit.readers.flow import POINTS, has_room
from audit.readers.ofd._paper import OfdPaper, fills_white
from audit.readers.page import MAX_PAGE_CHARACTERS, MAX_STROKES, Run, Stroke, add_stroke, make_run, mark_unknown

#: Points in a millimetre.
POINT = 72 / 25.4
#: Objects of one page that are looked at, and characters of the data of one path.
_MAX_OBJECTS = 100_000
_MAX_PATH = 200_000
#: From this slope on text stands aslant, as watermarks do.
_MIN_SLANT = 0.08
#: Sizes of fonts in millimetres beyond which nothing is printed that can be read.
_MIN_FONT_SIZE, _MAX_FONT_SIZE = 0.1, 200
#: Distances between two characters, along the line and across it, from which they are not of one run, as shares of the font's size.
_MAX_GAP_IN_RUN, _MAX_STEP_IN_RUN = 0.2, 0.1
#: How far a box of text reaches above and below its baseline, as shares of the font's size.
_ASCENT, _DESCENT = 0.88, 0.12
#: Characters of an attribute that are looked at: of a box or matrix, and of the distances between the characters of a text.
_MAX_BOX_TEXT, _MAX_STEPS_TEXT = 2000, 500_000
#: Digits of the number of times that one distance between characters is repeated.
_MAX_REPEAT_DIGITS = 6
_NUMBER = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?")
_TOKEN = regex(r"[A-Za-z]|" + _NUMBER.pattern)
#: Coordinates that each path operator takes.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
#: The matrix that moves nothing, for objects that state none of six numbers.
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FALSE, _TRUE = ("false", "0"), ("true", "1")


@dataclass(slots=True)
class Canvas:
    """What a page prints; ``left`` and ``top`` (mm) are its visible corner, ``full`` says that a bound was met.

    ``aslant`` says that text is stamped across the page, which is not read. ``pictured`` is the area of its images in
    square points, ``pictures`` counts those that may hold a table.
    """

    left: float
    top: float
    runs: list[Run] = field(default_factory=list)
    horizontal: list[Stroke] = field(default_factory=list)
    vertical: list[Stroke] = field(default_factory=list)
    pictured: float = 0.0
    pictures: int = 0
    full: bool = False
    aslant: bool = False
    objects: int = 0
    characters: int = 0
    paper: OfdPaper = field(default_factory=OfdPaper)


def draw(canvas: Canvas, root: etree._Element) -> None:
    """Put every visible object below ``root`` on ``canvas``."""
    stack = [iter(root)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
            continue
        kind = item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""
        if kind not in _DRAWERS and kind not in _HOLDERS:
            continue
        if attribute(item, "Visible").lower() in _FALSE or attribute(item, "Alpha") == "0":
            continue
        canvas.objects += 1
        if canvas.objects > _MAX_OBJECTS or len(canvas.horizontal) + len(canvas.vertical) > MAX_STROKES:
            canvas.full = True
            return
        if kind in _DRAWERS:
            _DRAWERS[kind](canvas, item, _Transform(canvas, item))
        else:
            stack.append(iter(item))


class _Transform:
    """The way from an object's own millimetres to points on the page."""

    def __init__(self, canvas: Canvas, item: etree._Element) -> None:
        self.boundary = box_of(attribute(item, "Boundary")) or (0.0, 0.0, 0.0, 0.0)
        matrix = _numbers(attribute(item, "CTM"))
        self.matrix = tuple(matrix) if len(matrix) == len(_IDENTITY) else _IDENTITY
        self.x, self.y = self.boundary[0] - canvas.left, self.boundary[1] - canvas.top

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where the object's point ``x``, ``y`` (mm) lies on the visible page, in points from its top left."""
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e + self.x) * POINT, (b * x + d * y + f + self.y) * POINT


def _draw_text(canvas: Canvas, item: etree._Element, transform: _Transform) -> None:
    size = _float(attribute(item, "Size"), 0.0)
    painted = attribute(item, "Fill").lower() not in _FALSE or attribute(item, "Stroke").lower() in _TRUE
    if not painted or not _MIN_FONT_SIZE <= size <= _MAX_FONT_SIZE:
        return
    slopes = sorted(map(abs, transform.matrix[:2]))
    if slopes[0] > _MIN_SLANT * slopes[1]:
        canvas.aslant = True
        return
    across, down = math.hypot(*transform.matrix[:2]), math.hypot(*transform.matrix[2:4])
    if canvas.paper.is_tiny(size * down * POINT):
        return
    is_white, first = fills_white(item), len(canvas.runs)
    scale = _float(attribute(item, "HScale"), 1.0) * size
    x = y = 0.0
    for code in item.iterchildren("{*}TextCode"):
        text = mark_unknown(code.text or "")
        canvas.characters += len(text)
        if canvas.characters > MAX_PAGE_CHARACTERS:
            return
        x, y = _float(attribute(code, "X"), x), _float(attribute(code, "Y"), y)
        steps_x = _steps(attribute(code, "DeltaX"), len(text))
        steps_y = _steps(attribute(code, "DeltaY"), len(text))
        glyphs = []
        left, base = x, y
        for index, char in enumerate(text):
            natural = scale if char > "\u2000" else scale / 2
            step = steps_x[index] if index < len(steps_x) else 0.0 if steps_y else natural
            width = min(natural, step) if step > 0 else natural
            px, py = transform.point(left, base)
            glyphs.append((char, px, py, width * across * POINT))
            left += step
            base += steps_y[index] if index < len(steps_y) else 0.0
        canvas.runs += _runs(glyphs, size * down * POINT)
    canvas.paper.white += range(first, len(canvas.runs)) if is_white else ()


def _runs(glyphs: list[tuple[str, float, float, float]], size: float) -> Iterator[Run]:
    """Glyphs (character, x, baseline, width) that stand side by side, in runs."""
    text, x0, x1, base = "", 0.0, 0.0, 0.0
    for char, x, y, width in glyphs:
        if text and (char.isspace() or abs(x - x1) > _MAX_GAP_IN_RUN * size or abs(y - base) > _MAX_STEP_IN_RUN * size):
            yield make_run(text, x0, base - _ASCENT * size, x1, base + _DESCENT * size)
            text = ""
        if char.isspace():
            continue
        if not text:
            x0, base = x, y
        text += char
        x1 = x + width
    if text:
        yield make_run(text, x0, base - _ASCENT * size, x1, base + _DESCENT * size)


def _draw_path(canvas: Canvas, item: etree._Element, transform: _Transform) -> None:
    stroked = attribute(item, "Stroke").lower() not in _FALSE
    filled = attribute(item, "Fill").lower() in _TRUE
    data = "".join(data.text or "" for data in item.iterchildren("{*}AbbreviatedData"))
    if len(data) > _MAX_PATH:
        canvas.full = True
        return
    for part in _subpaths(data):
        points = [transform.point(x, y) for x, y in part]
        thin = (stroked or filled) and add_stroke(_around(points), canvas.horizontal, canvas.vertical)
        if filled and not thin and points and not fills_white(item):
            canvas.paper.ground(_around(points))
        if stroked and not thin:
            for ends in pairwise(points):
                add_stroke(_around(ends), canvas.horizontal, canvas.vertical)


def _around(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """The end points of each part of a path; a closed part ends where it began."""
    tokens = _TOKEN.findall(data)
    part: list[tuple[float, float]] = []
    index = 0
    while index < len(tokens):
        operator = tokens[index]
        count = _OPERANDS.get(operator)
        if count is None:
            index += 1
            continue
        operands = tokens[index + 1 : index + 1 + count]
        index += 1 + count
        if operator == "C":
            if part:
                part.append(part[0])
            continue
        if len(operands) < count or any(token.isalpha() for token in operands):
            return
        if operator in "SM" and part:
            yield part
            part = []
        part.append((float(operands[-2]), float(operands[-1])))
    if part:
        yield part


def _draw_image(canvas: Canvas, _item: etree._Element, transform: _Transform) -> None:
    _, _, width, height = transform.boundary
    x0, y0 = transform.x * POINT, transform.y * POINT
    width, height = width * POINT, height * POINT
    if not add_stroke((x0, y0, x0 + width, y0 + height), canvas.horizontal, canvas.vertical):
        canvas.paper.ground((x0, y0, x0 + width, y0 + height))
        canvas.pictured += width * height
        canvas.pictures += has_room(width, height, POINTS)


def attribute(item: etree._Element, name: str) -> str:
    """What the attribute ``name`` says, "" where the element has none."""
    value = item.get(name, "")
    return value if isinstance(value, str) else value.decode()


def box_of(text: str) -> tuple[float, float, float, float] | None:
    """“x y width height” in millimetres as numbers."""
    numbers = _numbers(text)
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text[:_MAX_BOX_TEXT])]


def _float(text: str, default: float) -> float:
    return float(text) if _NUMBER.fullmatch(text) else default


def _steps(text: str, most: int) -> list[float]:
    """Distances between characters; “g n d” stands for n times d."""
    found: Iterator[float] = iter(())
    tokens = text[:_MAX_STEPS_TEXT].split()
    index = 0
    while index < len(tokens):
        if tokens[index] == "g":
            if index + 2 >= len(tokens) or not tokens[index + 1].isdecimal():
                break
            times = min(int(tokens[index + 1][:_MAX_REPEAT_DIGITS]), most)
            found = chain(found, repeat(_float(tokens[index + 2], 0.0), times))
            index += 3
        else:
            found = chain(found, (_float(tokens[index], 0.0),))
            index += 1
    return list(found)[:most]


_HOLDERS = ("Content", "Layer", "PageBlock")
_DRAWERS = {"TextObject": _draw_text, "PathObject": _draw_path, "ImageObject": _draw_image}
