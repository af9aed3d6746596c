"""Pieces of a scanned picture, for people to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from audit.document import Crop, Crops, Cut
from audit.readers.page.crops import DENSITY, Box, crop, montage
from audit.readers.scan._image import Grey, decode, page_width


def read(data: bytes, cuts: Sequence[Cut]) -> Crops:
    """A small picture of each place of ``cuts``, None where none can be made; ReadError as for reading the picture."""
    wanted = {cut.page for cut in cuts}
    pages = {
        number: grey for number, grey in enumerate(_until(decode(data), max(wanted, default=0)), 1) if number in wanted
    }
    return Crops(tuple(_cut(pages[one.page], one) if one.page in pages else None for one in cuts))


def _until(pictures: Iterator[Grey], last: int) -> Iterator[Grey]:
    for _, grey in zip(range(last), pictures, strict=False):
        yield grey


def _cut(grey: Grey, cut: Cut) -> Crop | None:
    width = page_width(grey.shape[1], grey.shape[0])
    pixels = grey.shape[1] / width
    frames = [one.box for one in cut.frames if not any(_holds(box, one.box) for box in cut.covered)]
    if cut.frames[0].box not in frames:
        return None
    paragraph = cut.frames[0].box if cut.frames[0].words else None
    shown = montage([*frames, *cut.row], cut.labels, paragraph, width, grey.shape[0] / pixels)
    density = min(DENSITY, pixels)

    def draw(area: Box) -> Grey:
        return _piece(grey, area, pixels, density)

    return crop(draw, shown, density, frames, cut.covered) if shown else None


def _piece(grey: Grey, area: Box, pixels: float, density: float) -> Grey:
    """A part of the picture, which has ``pixels`` a point, with ``density`` of them a point; white where it is beyond the edge."""
    left, top, right, bottom = (round(edge * pixels) for edge in area)
    whole = np.full((max(1, bottom - top), max(1, right - left)), 255, np.uint8)
    inside = grey[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    down, across = max(0, -top), max(0, -left)
    whole[down : down + inside.shape[0], across : across + inside.shape[1]] = inside
    size = max(1, round((area[2] - area[0]) * density)), max(1, round((area[3] - area[1]) * density))
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8)


def _holds(outer: Box, inner: Box) -> bool:
    """Whether nothing of ``inner`` would be seen: where in a line words stand is not known of a picture."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
