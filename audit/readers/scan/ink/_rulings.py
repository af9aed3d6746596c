"""The rulings of a scanned page: long thin runs of ink that meet one another.

Strokes of large characters are as long as short rulings, but end on their own: a ruling ends at another one.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from audit.readers.page import Stroke
from audit.readers.scan._image import Grey, components

#: Shortest run of ink that may be a ruling, across and down, in points.
_SHORT_ACROSS, _SHORT_DOWN = 20.0, 11.5
#: A horizontal run as long as this is a ruling by itself; a vertical one as long as this may have one loose end.
_LONG_ACROSS, _LONG_DOWN = 60.0, 30.0
#: How far a ruling may end from the one it meets, and how thick it may be, in points.
_NEAR, _THICK = 2.2, 3.2
#: A pixel this much darker than paper may be a ruling’s.
_DARK = 45
#: Share of a ruling’s length that must be ink; and most of it that may have ink on one side, and on the other.
_WHOLE, _BESIDE = 0.92, (0.25, 0.6)


def rulings(grey: Grey, scale: float) -> tuple[list[Stroke], list[Stroke], NDArray[np.bool_]]:
    """The horizontal and vertical rulings in points and the pixels they cover; ``scale`` is pixels a point."""
    across, across_mask = _runs(grey, scale, _SHORT_ACROSS)
    down, down_mask = _runs(np.ascontiguousarray(grey.T), scale, _SHORT_DOWN)
    kept_across = [s for s in across if s.end - s.start >= _LONG_ACROSS]
    kept_down: list[Stroke] = []
    # Short pieces count once what they end at counts.
    for _ in range(3):
        kept_down = [s for s in down if _ends(s, kept_across) >= (1 if s.end - s.start >= _LONG_DOWN else 2)]
        kept_across = [s for s in across if s.end - s.start >= _LONG_ACROSS or _ends(s, kept_down) == 2]
    covered = _drawn(grey.shape, kept_across, scale, across_mask)
    covered |= _drawn((grey.shape[1], grey.shape[0]), kept_down, scale, down_mask).T
    return kept_across, kept_down, covered


def _runs(grey: Grey, scale: float, shortest: float) -> tuple[list[Stroke], NDArray[np.bool_]]:
    """Horizontal runs of ink at least ``shortest`` points long and thin, and the pixels of all of them."""
    ink = (cv2.blur(grey, (3, 1)) < 255 - _DARK).view(np.uint8)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    # A ruling that is not quite level goes on in the next row of pixels.
    opened = cv2.dilate(closed, np.ones((3, 1), np.uint8))
    length = round(shortest * scale)
    opened = cv2.morphologyEx(opened, cv2.MORPH_OPEN, np.ones((1, length), np.uint8), dst=opened)
    mask = np.logical_and(opened, closed)
    del closed
    found = []
    for x, y, width, height, _ in components(opened).tolist():
        if height > _THICK * scale + 2 + 0.002 * width:
            continue
        part = mask[y : y + height, x : x + width]
        columns = np.flatnonzero(part.any(axis=0))
        if len(columns) == 0 or not _is_ruling(ink, x + int(columns[0]), y, x + int(columns[-1]) + 1, y + height):
            continue
        rows = part.sum(axis=1)
        middle = float((rows * np.arange(height)).sum() / rows.sum()) + y + 0.5
        found.append(Stroke(middle / scale, (x + columns[0]) / scale, (x + columns[-1] + 1) / scale))
    return found, mask


def _is_ruling(ink: NDArray[np.uint8], x0: int, y0: int, x1: int, y1: int) -> bool:
    """Whether the ink of the given box is one line without gaps, not a row of characters that touch."""
    line = ink[y0:y1, x0:x1].any(axis=0)
    if line.mean() < _WHOLE:
        return False
    above, below = ink[max(0, y0 - 2), x0:x1].mean(), ink[min(len(ink) - 1, y1 + 1), x0:x1].mean()
    return bool(min(above, below) <= _BESIDE[0] and max(above, below) <= _BESIDE[1])


def _ends(stroke: Stroke, others: list[Stroke]) -> int:
    """How many ends of ``stroke`` lie at one of ``others``, which run the other way."""
    return sum(
        any(abs(other.at - end) <= _NEAR and other.start - _NEAR <= stroke.at <= other.end + _NEAR for other in others)
        for end in (stroke.start, stroke.end)
    )


def _drawn(shape: Any, strokes: list[Stroke], scale: float, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pixels of ``mask`` that belong to horizontal ``strokes``."""
    near = np.zeros(shape, bool)
    reach = max(2, round(_THICK / 2 * scale))
    for at, start, end in strokes:
        row = round(at * scale)
        near[max(0, row - reach) : row + reach + 1, max(0, round(start * scale)) : round(end * scale)] = True
    return near & mask
