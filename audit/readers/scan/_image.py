"""A scanned page as pixels: decoded within bounds, evenly lit, upright. Shared by the readers of scans.

``grey`` arrays hold 0 (ink) to 255 (paper). Angles are in degrees, clockwise positive.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from audit.errors import ReadError

Grey = NDArray[np.uint8]

#: Width of a page in points where a picture does not tell: that of A4.
PAGE_WIDTH = 595.0
#: Most pixels of one picture, and its longest side: ten times a page at 200 dots an inch.
MAX_PIXELS, MAX_SIDE = 40_000_000, 20_000
#: Fewest and most pixels a point that pages are read at, 100 and 300 dots an inch, and most of a page: an A3 at 300.
LEAST_DENSITY, MOST_DENSITY, MOST_PIXELS = 100 / 72, 300 / 72, 18_000_000
#: Pictures in one file (TIFF).
MAX_FRAMES = 60
_TOO_LARGE = "图片尺寸{}超出上限，未读取。请以每英寸200至300点重新扫描或缩小后再核查。"
_FORMATS = ("PNG", "JPEG", "BMP", "TIFF")
#: Largest and smallest skew that is corrected, in degrees.
_MAX_SKEW, _MIN_SKEW = 5.0, 0.02
#: How the skew is searched, from coarse to fine: how far around the best so far and in what steps, in degrees, and the
#: height of the bands, in pixels, in which ink is counted.
_SKEW_SEARCH = ((_MAX_SKEW, 0.25, 4.0), (0.3, 0.05, 2.0), (0.06, 0.01, 1.0))
#: Ink pixels below which nothing tells the skew.
_MIN_SKEW_PIXELS = 200
#: A pixel this much darker than the paper around it is ink.
INK_DARKNESS = 60
#: The darkest ink of a page is made at least this dark, by this factor at most, where so many pixels show it.
_MAX_PALE, _MAX_GAIN, _MIN_INK_PIXELS = 50.0, 2.0, 500
#: Ink pixels that the skew is told by.
_SKEW_SAMPLE = 60_000
#: Pixels that are computed with at once, and steps of a level of grey that are told apart while a page is evened.
_PIXELS_AT_ONCE, _STEPS_OF_GREY = 1_000_000, 8


@dataclass(frozen=True, slots=True)
class Upright:
    """A page as it is read: evenly lit and deskewed.

    ``scale`` is pixels a point. ``matrix`` takes a point of the upright page to the page as displayed, both in points:
    (a, b, c, d, e, f) for x' = ax + by + c, y' = dx + ey + f.
    """

    grey: Grey
    scale: float
    matrix: tuple[float, ...]

    @property
    def width(self) -> float:
        """Width in points."""
        return float(self.grey.shape[1]) / self.scale

    @property
    def height(self) -> float:
        """Height in points."""
        return float(self.grey.shape[0]) / self.scale


def decode(data: bytes) -> Iterator[Grey]:
    """The pictures in ``data`` in shades of grey, no finer than they are read at, transparent parts white.

    ReadError where damaged or out of bounds.
    """
    try:
        with _open(data) as image:
            frames = int(getattr(image, "n_frames", 1))
        if frames > MAX_FRAMES:
            raise ReadError(f"图片文件共有{frames}页，超过上限{MAX_FRAMES}页，未读取。请只保留年度报告部分后再核查。")
        for frame in range(frames):
            # Opened anew, so that no picture is held while the one before it is read.
            with _open(data) as image:
                image.seek(frame)
                check_size(*image.size)
                grey = _reduce(image)
            yield grey
    except Image.DecompressionBombError as error:
        raise ReadError(_TOO_LARGE.format("")) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadError("图片已损坏或不完整，无法打开。请重新获取或重新扫描后再核查。") from error


def _open(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        # Sizes are checked before any pixel is decoded.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(data), formats=_FORMATS)


def check_size(width: float, height: float) -> None:
    """ReadError where a picture of ``width`` × ``height`` pixels is larger than is read."""
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise ReadError(_TOO_LARGE.format(f"（{width:.0f}×{height:.0f}像素）"))


def _reduce(image: Image.Image) -> Grey:
    across, down = image.size
    factor = reduction(across, down, page_width(across, down))
    size = (round(across * factor), round(down * factor))
    # A JPEG is decoded in grey, and by halves where that is fine enough.
    image.draft("L", size)
    grey = _grey(image)
    if grey.shape[1] <= size[0]:
        return grey
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _grey(image: Image.Image) -> Grey:
    grey = np.empty(image.size[::-1], np.uint8)
    deep = image.mode in ("I;16", "I;16B", "I;16L", "I", "F")
    image.load()
    white = max(1.0, float(np.max(image.getextrema()))) if deep else 0.0
    for rows in _bands(grey):
        part = image.crop((0, rows.start, image.width, min(rows.stop, image.height)))
        grey[rows] = (np.asarray(part) / white * 255).clip(0, 255) if deep else np.asarray(_on_white(part))
    return grey


def _on_white(part: Image.Image) -> Image.Image:
    if "transparency" in part.info:
        part = part.convert("RGBA")
    if part.mode not in ("RGBA", "LA", "PA"):
        return part.convert("L")
    paper = Image.new("L", part.size, 255)
    paper.paste(part.convert("L"), mask=part.getchannel("A"))
    return paper


def upright(grey: Grey, width: float) -> Upright:
    """``grey``, ``width`` points wide, as it is read. ReadError where its resolution is too low for figures."""
    pixels = grey.shape[1] / width
    if pixels < LEAST_DENSITY:
        raise ReadError(
            f"图片分辨率过低（约每英寸{pixels * 72:.0f}点），数字无法可靠识别，未读取。请以每英寸200至300点重新扫描后再核查。"
        )
    flat = _even_out(grey, pixels)
    angle = skew(flat)
    a, b, c, d, e, f = 1.0, 0.0, 0.0, 0.0, 1.0, 0.0
    if angle:
        height, wide = flat.shape
        turn = cv2.getRotationMatrix2D((wide / 2, height / 2), angle, 1.0)
        flat = np.asarray(
            cv2.warpAffine(flat, turn, (wide, height), flags=cv2.INTER_CUBIC, borderValue=(255.0,)), np.uint8
        )
        (a, b, c), (d, e, f) = cv2.invertAffineTransform(turn).tolist()
        c, f = c / pixels, f / pixels
    return Upright(flat, pixels, (a, b, c, d, e, f))


def reduction(across: float, down: float, width: float) -> float:
    """By what factor a picture of ``across`` × ``down`` pixels, ``width`` points wide, is made smaller to be read."""
    return min(1.0, MOST_DENSITY * width / across, math.sqrt(MOST_PIXELS / (across * down)))


def page_width(across: float, down: float) -> float:
    """The width in points that a picture of ``across`` × ``down`` is taken to have: its shorter side that of A4."""
    return PAGE_WIDTH * max(1.0, across / down)


def _even_out(grey: Grey, scale: float) -> Grey:
    """``grey`` with its paper white: each pixel compared with the paper around it."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    # Paper is what stays when everything narrower than a character is lightened away.
    reach = max(3, round(3.0 * scale)) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), 5)
    paper = cv2.GaussianBlur(paper, (0, 0), reach / 2)
    whole = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)

    def flat(rows: slice) -> NDArray[np.float32]:
        return np.asarray(np.float32(255) * grey[rows] / np.maximum(whole[rows], 40), np.float32)

    counts = np.zeros(_STEPS_OF_GREY * (255 * 255 // 40 + 2), np.int64)
    for rows in _bands(grey):
        counts += np.bincount((flat(rows) * _STEPS_OF_GREY).astype(np.intp).ravel(), minlength=len(counts))
    # Noise lifts the lightest paper above the paper’s mean: the mean is white.
    white = 255.0 / max(_share(counts, 0.5), 1.0)
    inked = counts[: math.ceil((255 - INK_DARKNESS) / white * _STEPS_OF_GREY)]
    # Pale print is darkened as a whole, as a copier does.
    dark = white * _share(inked, 0.05) if inked.sum() > _MIN_INK_PIXELS else 0.0
    gain = min(_MAX_GAIN, (255.0 - _MAX_PALE) / (255.0 - dark)) if dark > _MAX_PALE else 1.0
    even = np.empty_like(grey)
    for rows in _bands(grey):
        even[rows] = (255.0 - (255.0 - flat(rows) * white) * gain).clip(0, 255)
    return even


def _bands(grey: NDArray[Any]) -> Iterator[slice]:
    """The rows of ``grey`` in bands, so that what is computed for each pixel is never held for the whole page."""
    step = max(1, _PIXELS_AT_ONCE // max(1, grey.shape[1]))
    return (slice(start, start + step) for start in range(0, len(grey), step))


def _share(counts: NDArray[np.int64], share: float) -> float:
    """The level below which ``share`` of the pixels lie that ``counts`` counts by ``_STEPS_OF_GREY`` steps a level."""
    total = counts.cumsum()
    return int(np.searchsorted(total, share * total[-1])) / _STEPS_OF_GREY


def skew(grey: Grey) -> float:
    """The angle that makes the rulings and lines of text level, 0 where there is too little ink to tell."""
    dark = cv2.GaussianBlur(grey, (3, 3), 0) < 255 - INK_DARKNESS
    count = int(np.count_nonzero(dark))
    if count < _MIN_SKEW_PIXELS:
        return 0.0
    step, seen = max(1, count // _SKEW_SAMPLE), 0
    sample = []
    for rows in _bands(dark):
        found = np.flatnonzero(dark[rows])
        sample.append(found[-seen % step :: step] + rows.start * dark.shape[1])
        seen += len(found)
    ys, xs = np.divmod(np.concatenate(sample), dark.shape[1])
    points = np.column_stack((xs, ys)).astype(np.float64)
    best = 0.0
    # Bands shrink with the step: coarse ones find the neighbourhood, a band of one pixel the angle.
    for reach, size, band in _SKEW_SEARCH:
        angles = best + np.arange(-reach, reach + size / 2, size)
        best = float(angles[int(np.argmax([_sharpness(points, float(angle), band) for angle in angles]))])
    return round(best, 2) if abs(best) >= _MIN_SKEW else 0.0


def _sharpness(points: NDArray[np.float64], angle: float, band: float) -> float:
    radians = math.radians(angle)
    levels = points[:, 1] * math.cos(radians) - points[:, 0] * math.sin(radians)
    counts = np.bincount(((levels - levels.min()) / band).astype(np.int64)).astype(np.float64)
    return float((counts**2).sum())


def components(mask: NDArray[Any]) -> NDArray[np.int32]:
    """The connected parts of ``mask``: rows of x, y, width, height, area in pixels."""
    _, _, found, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    return np.asarray(found[1:], np.int32)
