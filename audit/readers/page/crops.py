"""A piece of a page as a small picture: what is private covered, the place framed. The same pixels give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from audit.document import Crop

#: A box in points, or in pixels: left, top, right, bottom.
Box = tuple[float, float, float, float]
#: Pixels a point of a crop: a character of the text is some seventeen pixels high.
DENSITY = 1.6
#: Bytes of a crop.
MAX_BYTES = 20_000
#: Points of a page that are shown before what is framed, where labels stand, behind it, above it, where heads of columns may stand,
#: and below it, and the least and greatest size of a crop in points.
_BEFORE, _BEHIND, _ABOVE, _BELOW = 170.0, 70.0, 64.0, 26.0
_LEAST_WIDTH, _MOST_WIDTH, _MOST_HEIGHT = 270.0, 470.0, 150.0
#: Points beside a frame that is nearly as wide as a crop.
_MARGIN = 12.0
#: Shades of grey that are kept, the grey of what covers private data, the colour of the frame.
_SHADES, _COVER, _FRAME = 14, (150, 150, 150), (163, 54, 0)
#: By what factor a picture is made smaller while it is too large, and how often.
_SMALLER, _TRIES = 0.8, 4
_LOSSY_QUALITY = 55


def area_around(frame: Box, width: float, height: float) -> Box | None:
    """The part of a page, ``width`` × ``height`` points, that is shown of the place ``frame``; None where that is off the page."""
    x0, top, x1, bottom = max(0.0, frame[0]), max(0.0, frame[1]), min(width, frame[2]), min(height, frame[3])
    if x1 <= x0 or bottom <= top:
        return None
    room = max(2 * _MARGIN, _MOST_WIDTH - (x1 - x0))
    before = min(_BEFORE, room - min(_BEHIND, room / 2))
    left, right = _widened(x0 - before, x1 + min(_BEHIND, room / 2), _LEAST_WIDTH, width)
    high, low = max(0.0, top - _ABOVE), min(height, bottom + _BELOW)
    # Of a long paragraph its beginning is shown.
    return left, high, min(right, left + _MOST_WIDTH), min(low, high + _MOST_HEIGHT)


def _widened(start: float, end: float, least: float, most: float) -> tuple[float, float]:
    lacking = max(0.0, least - (end - start)) / 2
    start, end = start - lacking, end + lacking
    if start < 0:
        start, end = 0.0, end - start
    return (max(0.0, start - max(0.0, end - most)), most) if end > most else (start, end)


def crop(grey: NDArray[np.uint8], frame: Box, covered: Iterable[Box]) -> Crop | None:
    """The picture ``grey`` with boxes in its pixels: ``covered`` as grey bars, ``frame`` with a line around it.

    None where what is framed lies beside the picture, or this cannot be made small enough.
    """
    height, width = grey.shape
    bars = [bar for box in covered if (bar := _within(box, width, height))]
    inner = _within(frame, width, height)
    if inner is None:
        return None
    image = Image.fromarray(_few_shades(grey)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for bar in bars:
        draw.rectangle(bar, fill=_COVER)
    x0, top, x1, bottom = inner
    draw.rectangle((x0 - 3, top - 3, x1 + 3, bottom + 3), outline=_FRAME, width=2)
    for _ in range(_TRIES):
        data, kind = min(_written(image), key=lambda written: len(written[0]))
        if len(data) <= MAX_BYTES:
            return Crop(data, kind, *image.size)
        size = max(1, round(image.width * _SMALLER)), max(1, round(image.height * _SMALLER))
        image = image.resize(size, Image.Resampling.BOX)
    return None


def boxes_in(boxes: Sequence[Box], area: Box, density: float) -> Iterator[Box]:
    """``boxes`` of a page in points as pixels of its part ``area``."""
    left, top = area[:2]
    for x0, high, x1, low in boxes:
        yield (x0 - left) * density, (high - top) * density, (x1 - left) * density, (low - top) * density


def _few_shades(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """``grey`` in few shades, near white as white: paper costs no bytes."""
    steps = np.clip(np.round(grey.astype(np.float32) / 240.0 * (_SHADES - 1)), 0, _SHADES - 1)
    return np.asarray(steps * (255 // (_SHADES - 1)) + 255 % (_SHADES - 1), np.uint8)


def _written(image: Image.Image) -> Iterator[tuple[bytes, str]]:
    """``image`` in each format that browsers show and the machine's Pillow writes: without loss, and with little."""
    Image.init()
    for form, options in (
        ("PNG", {"optimize": True}),
        ("WEBP", {"lossless": True, "quality": 100, "method": 4}),
        ("WEBP", {"quality": _LOSSY_QUALITY, "method": 4}),
        ("JPEG", {"quality": _LOSSY_QUALITY, "optimize": True}),
    ):
        if form not in Image.SAVE:
            continue
        stream = io.BytesIO()
        given = image.quantize(_SHADES + 2, method=Image.Quantize.MEDIANCUT) if form == "PNG" else image
        given.save(stream, form, **options)
        yield stream.getvalue(), form.lower()


def _within(box: Box, width: int, height: int) -> tuple[int, int, int, int] | None:
    """``box`` in whole pixels inside a picture; None where nothing of it is there."""
    x0, top = max(0, int(np.floor(box[0]))), max(0, int(np.floor(box[1])))
    x1, bottom = min(width - 1, int(np.ceil(box[2]))), min(height - 1, int(np.ceil(box[3])))
    return (x0, top, x1, bottom) if x0 < x1 and top < bottom else None
