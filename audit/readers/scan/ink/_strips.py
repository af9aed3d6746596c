"""The ink of a scanned page that is no ruling, in strips: one printed line, or one part of it, each.

All positions are in pixels of the upright page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from audit.readers.scan._bounds import MAX_MARKS, MAX_PIECES, PageOverrunError
from audit.readers.scan._image import INK_DARKNESS, Grey

#: Smaller marks are dust, in points. The dot of a decimal is looked at where figures are.
MAX_DUST = 2.0
#: Longer lines are rulings that meet no other, in points.
_MAX_DASH = 60.0
#: Soft edges of a mark reach this far, in pixels.
_SOFT_EDGE = 2
#: A line of text is no higher than this, in full-width characters.
_MAX_LINE_HEIGHT = 1.15
#: Higher marks are pictures or stamps, in points.
_MAX_MARK_HEIGHT = 45.0
#: What a ruling leaves beside itself is thinner than this, in points; where longer than a dash, it is lower too, pixels aside.
_MAX_RULING_REST, _REST_PIXELS = 0.4, 2
#: Height of a full-width character where nothing is printed, in points.
_DEFAULT_HEIGHT = 10
#: Elsewhere it is the height of the mark than which this share of the marks is no higher, and so much more; marks less than
#: so many times as high as dust do not count.
_HEIGHT_RANK, _EM_OF_HEIGHT, _MIN_MARK_OF_DUST = 0.85, 1.08, 1.5
#: Marks at least this high make lines, lower ones join them; in full-width characters.
_MIN_LARGE_MARK = 0.4
#: Share of its height or of the line's by which a mark overlaps the line that it stands in.
_MIN_SHARED_HEIGHT = 0.35
#: A gap is measured by the height of its line too, where that is higher than a character; and the least height of a
#: picture of a strip, in full-width characters.
_GAP_OF_HEIGHT, _MIN_CROP_HEIGHT = 0.8, 0.5
#: What a mark's distance from the middle of a line counts beside its distance from the line.
_MIDDLE_WEIGHT = 0.01
#: Boxes of fewer pixels on a side hold nothing that could be looked at.
_MIN_BOX_SIDE = 3
#: How far the ink of a box is smoothed, in points.
_SMOOTHING = 0.8
#: What the median deviation from paper is multiplied with for the standard deviation of noise.
_DEVIATION_OF_MEDIAN = 1.5
#: More dust than this in one cell is none, nor is dust of this size, in points.
_MIN_MUCH_DUST, _MIN_COARSE_DUST = 3, 1.4
#: A mark this much darker than paper, once smoothed, is faint ink; and so many times the smoothed noise.
_MIN_FAINT_DARKNESS, _NOISE_FACTOR = 9.0, 7.0


class InkMark(NamedTuple):
    """A connected piece of ink; ``label`` is its number in the page’s labels."""

    x0: int
    y0: int
    x1: int
    y1: int
    label: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of marks, or a part of it; ``cut`` says that some of it touches a ruling and may be cut by it."""

    x0: int
    y0: int
    x1: int
    y1: int
    marks: tuple[InkMark, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """All ink of a page: the page without rulings, the marks larger than dust, those that touch a ruling.

    ``dust`` are the smaller marks: rows of x0, y0, x1, y1.
    """

    grey: Grey
    marks: tuple[InkMark, ...]
    dust: NDArray[np.int32]
    touching: frozenset[int]
    em: float
    scale: float


def ink(grey: Grey, ruled: NDArray[np.bool_], scale: float) -> Ink:
    """The ink of ``grey`` beside ``ruled`` pixels; ``scale`` is pixels a point. OverrunError where it is no print."""
    thick = cv2.dilate(ruled.view(np.uint8), np.ones((3, 3), np.uint8))
    clear = grey.copy()
    clear[thick.view(bool)] = 255
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        (clear < 255 - INK_DARKNESS).view(np.uint8), connectivity=8
    )
    if count > MAX_PIECES:
        raise PageOverrunError
    touching = frozenset(np.unique(labels[cv2.dilate(thick, np.ones((3, 3), np.uint8)).view(bool)]).tolist())
    del labels, thick
    dust = MAX_DUST * scale
    large = (stats[:, 2:4].max(axis=1) >= dust) & (stats[:, 3] <= _MAX_MARK_HEIGHT * scale)
    large[0] = False  # the paper
    if np.count_nonzero(large) > MAX_MARKS:
        raise PageOverrunError
    marks = [
        InkMark(x, y, x + width, y + height, label)
        for label, (x, y, width, height, _) in zip(np.flatnonzero(large).tolist(), stats[large].tolist(), strict=True)
    ]
    # What a ruling leaves beside itself is long and thin.
    marks = [m for m in marks if m.label not in touching or min(m.width, m.height) > max(1.5, _MAX_RULING_REST * scale)]
    marks = [m for m in marks if m.height > _MAX_RULING_REST * scale + _REST_PIXELS or m.width <= _MAX_DASH * scale]
    heights = sorted(mark.height for mark in marks if mark.height > _MIN_MARK_OF_DUST * dust) or [
        round(_DEFAULT_HEIGHT * scale)
    ]
    em = _EM_OF_HEIGHT * heights[int(_HEIGHT_RANK * (len(heights) - 1))]
    small = stats[1:][stats[1:, 2:4].max(axis=1) < dust]
    return Ink(clear, tuple(marks), np.hstack((small[:, :2], small[:, :2] + small[:, 2:4])), touching, em, scale)


def strips(page: Ink, marks: Sequence[InkMark], gap: float) -> list[Strip]:
    """``marks`` line by line from top to bottom, parted where ``gap`` (in full-width characters) is free of ink."""
    found: list[Strip] = []
    for line in _lines(marks, page.em):
        y0, y1 = min(mark.y0 for mark in line), max(mark.y1 for mark in line)
        found += [_strip(part, page) for part in _parts(line, gap * max(page.em, _GAP_OF_HEIGHT * (y1 - y0)))]
    return found


def _strip(marks: Sequence[InkMark], page: Ink) -> Strip:
    return Strip(
        min(mark.x0 for mark in marks),
        min(mark.y0 for mark in marks),
        max(mark.x1 for mark in marks),
        max(mark.y1 for mark in marks),
        tuple(marks),
        any(mark.label in page.touching for mark in marks),
    )


def _lines(marks: Sequence[InkMark], em: float) -> list[list[InkMark]]:
    """``marks`` in lines. Large marks make the lines; small ones (dots, dashes) go to the line they stand in."""
    rows: list[list[int]] = []  # top, bottom
    for mark in sorted((m for m in marks if m.height >= _MIN_LARGE_MARK * em), key=lambda m: (m.y0, m.x0)):
        if rows and _same_line(rows[-1], mark, em):
            rows[-1][1] = max(rows[-1][1], mark.y1)
        else:
            rows.append([mark.y0, mark.y1])
    for mark in sorted((m for m in marks if m.height < _MIN_LARGE_MARK * em), key=lambda m: (m.y0, m.x0)):
        near = [
            row
            for row in rows
            if _reach(row, mark) <= _MAX_LINE_HEIGHT * em or (row[0] <= mark.y0 and mark.y1 <= row[1])
        ]
        if near:
            row = min(near, key=lambda row: _reach(row, mark) - (row[1] - row[0]))
            row[0], row[1] = min(row[0], mark.y0), max(row[1], mark.y1)
        else:
            rows.append([mark.y0, mark.y1])
    rows.sort()
    lines: list[list[InkMark]] = [[] for _ in rows]
    tops, bottoms = np.array(rows, np.float64).reshape(-1, 2).T
    for mark in marks:
        middle = (mark.y0 + mark.y1) / 2
        outside = np.maximum(np.maximum(tops - middle, middle - bottoms), 0)
        lines[int(np.argmin(outside + _MIDDLE_WEIGHT * np.abs(tops + bottoms - 2 * middle)))].append(mark)
    return [line for line in lines if line]


def _same_line(row: Sequence[int], mark: InkMark, em: float) -> bool:
    """Whether ``mark``, which begins no higher than ``row``, stands in that line of large marks."""
    shared = min(row[1], mark.y1) - mark.y0
    # Of 公益 every character is an upper and a lower piece: lines apart do not touch, and are higher together.
    return shared > _MIN_SHARED_HEIGHT * min(row[1] - row[0], mark.height) or (
        shared >= 0 and _reach(row, mark) <= _MAX_LINE_HEIGHT * em
    )


def _reach(row: Sequence[int], mark: InkMark) -> int:
    return max(row[1], mark.y1) - min(row[0], mark.y0)


def _parts(line: Sequence[InkMark], gap: float) -> Iterator[list[InkMark]]:
    part: list[InkMark] = []
    reach = 0
    for mark in sorted(line):
        if part and mark.x0 - reach > gap:
            yield part
            part = []
        reach = max(reach, mark.x1) if part else mark.x1
        part.append(mark)
    if part:
        yield part


def crop(page: Ink, strip: Strip, above: float, beside: float) -> Grey:
    """The picture of ``strip`` with margins of so many of its heights above and below, and on both sides.

    The margins are white: what other strips print there is left out.
    """
    height = max(strip.y1 - strip.y0, round(_MIN_CROP_HEIGHT * page.em))
    middle = (strip.y0 + strip.y1) / 2
    half = height * (0.5 + above)
    y0, y1 = round(middle - half), round(middle + half)
    x0, x1 = round(strip.x0 - beside * height), round(strip.x1 + beside * height)
    framed = np.full((y1 - y0, x1 - x0), 255, np.uint8)
    top, left = max(0, y0, strip.y0 - _SOFT_EDGE), max(0, x0, strip.x0 - _SOFT_EDGE)
    inner = page.grey[top : min(y1, strip.y1 + _SOFT_EDGE), left : min(x1, strip.x1 + _SOFT_EDGE)]
    framed[top - y0 : top - y0 + inner.shape[0], left - x0 : left - x0 + inner.shape[1]] = inner
    return framed


def is_blank(page: Ink, x0: int, y0: int, x1: int, y1: int) -> bool:
    """Whether nothing is printed in the given box without marks: not even faint ink, dust and noise aside."""
    part = page.grey[y0:y1, x0:x1]
    if min(part.shape) < _MIN_BOX_SIDE:
        return True
    part = part.copy()
    dust = page.dust
    inside = dust[(dust[:, 0] < x1) & (dust[:, 2] > x0) & (dust[:, 1] < y1) & (dust[:, 3] > y0)]
    if len(inside) > _MIN_MUCH_DUST or bool(((inside[:, 2:] - inside[:, :2]) >= _MIN_COARSE_DUST * page.scale).any()):
        # It may be a figure printed in dots, or a short dash.
        return False
    for left, top, right, bottom in inside.tolist():
        part[max(0, top - y0 - 1) : bottom - y0 + 1, max(0, left - x0 - 1) : right - x0 + 1] = 255
    smooth = cv2.GaussianBlur(part.astype(np.float32), (0, 0), _SMOOTHING * page.scale)
    paper = float(np.median(smooth))
    noise = _DEVIATION_OF_MEDIAN * float(np.median(np.abs(smooth - paper)))
    return paper - float(smooth.min()) < max(_MIN_FAINT_DARKNESS, _NOISE_FACTOR * noise)
