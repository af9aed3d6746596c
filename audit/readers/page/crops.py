"""Pieces of a page as one small picture: what is private covered, what is meant framed. The same pixels give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from audit.document import Crop
from audit.readers.page._montage import Box, Montage, montage

__all__ = ["DENSITY", "MAX_BYTES", "Box", "Montage", "crop", "montage"]

#: Pixels a point of a crop: a character of the text is some seventeen pixels high.
DENSITY = 1.6
#: Bytes of a crop.
MAX_BYTES = 20_000
#: Shades of grey that are kept, the grey of what covers private data, the colour of the frame, that of paper.
_SHADES, _COVER, _FRAME, _PAPER = 14, (150, 150, 150), (163, 54, 0), (255, 255, 255)
#: Pixels between two pieces, the grey of the line there, and a shade that ink is darker than.
_GAP, _GAP_LINE, _INK = 9, 170, 140
#: By what factor a picture is made smaller while it is too large, and how often.
_SMALLER, _TRIES = 0.8, 4
_LOSSY_QUALITY = 55
_Grey = NDArray[np.uint8]


def crop(
    draw: Callable[[Box], _Grey], shown: Montage, density: float, frames: Sequence[Box], covered: Sequence[Box]
) -> Crop | None:
    """The picture of the pieces of a page that ``shown`` names: ``covered`` as grey bars, ``frames`` with a line around each.

    ``draw`` gives a piece of the page in pixels, ``density`` of them a point. Boxes are in points of the page. None where
    nothing of the first frame is there, or the picture cannot be made small enough.
    """
    grey, placed = _laid(draw, shown, density)
    inner = [list(placed(frame)) for frame in frames]
    if not inner[0]:
        return None
    image = Image.fromarray(_few_shades(grey)).convert("RGB")
    pencil = ImageDraw.Draw(image)
    for white in placed(shown.blank) if shown.blank else ():
        pencil.rectangle(white, fill=_PAPER)
    for box in covered:
        for bar in placed(box):
            pencil.rectangle(bar, fill=_COVER)
    for x0, top, x1, bottom in (box for boxes in inner for box in boxes):
        pencil.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), outline=_FRAME, width=2)
    for _ in range(_TRIES):
        data, kind = min(_written(image), key=lambda written: len(written[0]))
        if len(data) <= MAX_BYTES:
            return Crop(data, kind, *image.size)
        size = max(1, round(image.width * _SMALLER)), max(1, round(image.height * _SMALLER))
        image = image.resize(size, Image.Resampling.BOX)
    return None


def _laid(
    draw: Callable[[Box], _Grey], shown: Montage, density: float
) -> tuple[_Grey, Callable[[Box], Iterator[tuple[int, int, int, int]]]]:
    """The pieces side by side and one above the other, and what tells where in them a box of the page lies, in pixels."""
    rows, pieces, high = [], list[tuple[Box, int, int]](), 0
    areas = iter(shown.areas())
    for _ in shown.down:
        own = [next(areas) for _ in shown.across]
        drawn = [draw(area) for area in own]
        first, last = _whole_lines(np.hstack(drawn), round(shown.slack * density))
        wide = 0
        for area, piece in zip(own, drawn, strict=True):
            top = area[1] + first / density
            pieces.append(((area[0], top, area[2], top + (last - first) / density), wide, high))
            wide += piece.shape[1] + _GAP
        rows.append(_joined([piece[first:last] for piece in drawn], across=True))
        high += last - first + _GAP

    def placed(box: Box) -> Iterator[tuple[int, int, int, int]]:
        for area, left, top in pieces:
            x0, y0 = max(box[0], area[0]), max(box[1], area[1])
            x1, y1 = min(box[2], area[2]), min(box[3], area[3])
            if x0 < x1 and y0 < y1:
                start = left + int((x0 - area[0]) * density), top + int((y0 - area[1]) * density)
                yield *start, left + round((x1 - area[0]) * density) - 1, top + round((y1 - area[1]) * density) - 1

    return _joined(rows, across=False), placed


def _whole_lines(piece: _Grey, slack: int) -> tuple[int, int]:
    """The first and the last row of pixels to show: within the slack at either end those with the least ink, which cut no line."""
    if not slack or piece.shape[0] <= 2 * slack:
        return 0, piece.shape[0]
    ink = (piece < _INK).sum(axis=1)
    above, below = ink[: slack + 1][::-1], ink[-slack - 1 :]
    return slack - int(above.argmin()), piece.shape[0] - slack + int(below.argmin())


def _joined(pieces: Sequence[_Grey], *, across: bool) -> _Grey:
    """``pieces`` side by side, or one above the other, a dashed line between them."""
    found = [pieces[0]]
    for piece in pieces[1:]:
        gap = np.full((piece.shape[0], _GAP) if across else (_GAP, piece.shape[1]), 255, np.uint8)
        middle = gap[:, _GAP // 2] if across else gap[_GAP // 2]
        middle[np.arange(len(middle)) % 8 < 4] = _GAP_LINE
        found += [gap, piece]
    return np.asarray(np.hstack(found) if across else np.vstack(found), np.uint8)


def _few_shades(grey: _Grey) -> _Grey:
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
