"""Pieces of a scanned picture, for people to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from audit.document import Crop, Crops, Cut
from audit.readers.page.crops import DENSITY, Box, area_around, boxes_in, crop
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
    area = area_around(cut.box, width, grey.shape[0] / pixels)
    if area is None or any(_holds(box, cut.box) for box in cut.covered):
        return None
    x0, top, x1, bottom = (round(edge * pixels) for edge in area)
    piece = grey[top:bottom, x0:x1]
    if not piece.size:
        return None
    density = min(DENSITY, pixels)
    size = max(1, round(piece.shape[1] * density / pixels)), max(1, round(piece.shape[0] * density / pixels))
    small = np.asarray(cv2.resize(piece, size, interpolation=cv2.INTER_AREA), np.uint8)
    (frame,) = boxes_in([cut.box], area, density)
    return crop(small, frame, boxes_in(cut.covered, area, density))


def _holds(outer: Box, inner: Box) -> bool:
    """Whether nothing of ``inner`` would be seen: where in a line words stand is not known of a picture."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
