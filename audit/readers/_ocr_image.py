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
#: Fewest and most pixels a point that pages are read at: 100 and 300 dots an inch.
LEAST, MOST = 100 / 72, 300 / 72
#: Pictures in one file (TIFF).
MAX_FRAMES = 60
_TOO_LARGE = "图片尺寸{}超出上限，未读取。请以每英寸200至300点重新扫描或缩小后再核查。"
_FORMATS = ("PNG", "JPEG", "BMP", "TIFF")
#: Largest skew that is corrected.
_SKEW = 5.0
#: A pixel this much darker than the paper around it is ink.
INK = 60
#: The darkest ink of a page is made at least this dark, by this factor at most, where so many pixels show it.
_PALE, _GAIN, _ENOUGH_INK = 50.0, 2.0, 500
#: Ink pixels that the skew is told by.
_SAMPLE = 60_000


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
    """The pictures in ``data`` in shades of grey, transparent parts white; ReadError where damaged or out of bounds."""
    try:
        with warnings.catch_warnings():
            # Sizes are checked below, before any pixel is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
        with opened as image:
            frames = int(getattr(image, "n_frames", 1))
            if frames > MAX_FRAMES:
                raise ReadError(
                    f"图片文件共有{frames}页，超过上限{MAX_FRAMES}页，未读取。请只保留年度报告部分后再核查。"
                )
            for frame in range(frames):
                image.seek(frame)
                check_size(*image.size)
                yield _grey(image)
    except Image.DecompressionBombError as error:
        raise ReadError(_TOO_LARGE.format("")) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadError("图片已损坏或不完整，无法打开。请重新获取或重新扫描后再核查。") from error


def check_size(width: float, height: float) -> None:
    """ReadError where a picture of ``width`` × ``height`` pixels is larger than is read."""
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise ReadError(_TOO_LARGE.format(f"（{width:.0f}×{height:.0f}像素）"))


def _grey(image: Image.Image) -> Grey:
    if image.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        wide = np.asarray(image, np.float64)
        return np.asarray(wide / max(1.0, float(wide.max())) * 255, np.uint8)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return np.asarray(Image.alpha_composite(white, layered).convert("L"))
    return np.asarray(image.convert("L"))


def upright(grey: Grey, width: float) -> Upright:
    """``grey``, ``width`` points wide, as it is read. ReadError where its resolution is too low for figures."""
    pixels = grey.shape[1] / width
    if pixels < LEAST:
        raise ReadError(
            f"图片分辨率过低（约每英寸{pixels * 72:.0f}点），数字无法可靠识别，未读取。请以每英寸200至300点重新扫描后再核查。"
        )
    scale = min(pixels, MOST)
    if scale < pixels:
        size = (round(grey.shape[1] * scale / pixels), round(grey.shape[0] * scale / pixels))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    flat = _evenly_lit(grey, scale)
    angle = skew(flat)
    a, b, c, d, e, f = 1.0, 0.0, 0.0, 0.0, 1.0, 0.0
    if angle:
        height, wide = flat.shape
        turn = cv2.getRotationMatrix2D((wide / 2, height / 2), angle, 1.0)
        flat = np.asarray(
            cv2.warpAffine(flat, turn, (wide, height), flags=cv2.INTER_CUBIC, borderValue=(255.0,)), np.uint8
        )
        (a, b, c), (d, e, f) = cv2.invertAffineTransform(turn).tolist()
        c, f = c / scale, f / scale
    return Upright(flat, scale, (a, b, c, d, e, f))


def page_width(grey: Grey) -> float:
    """The width in points that a picture without a page is taken to have: its shorter side that of A4."""
    height, width = grey.shape
    return PAGE_WIDTH if width <= height else PAGE_WIDTH * width / height


def _evenly_lit(grey: Grey, scale: float) -> Grey:
    """``grey`` with its paper white: each pixel compared with the paper around it."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    # Paper is what stays when everything narrower than a character is lightened away.
    reach = max(3, round(3.0 * scale)) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), 5)
    paper = cv2.GaussianBlur(paper, (0, 0), reach / 2)
    whole = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    # Noise lifts the lightest paper above the paper’s mean: the mean is white.
    flat = grey.astype(np.float32) * 255.0 / np.maximum(whole, 40).astype(np.float32)
    bright = float(np.median(flat))
    flat *= 255.0 / max(bright, 1.0)
    inked = flat[flat < 255 - INK]
    # Pale print is darkened as a whole, as a copier does.
    dark = float(np.percentile(inked, 5)) if len(inked) > _ENOUGH_INK else 0.0
    if dark > _PALE:
        flat = 255.0 - (255.0 - flat) * min(_GAIN, (255.0 - _PALE) / (255.0 - dark))
    return np.asarray(flat.clip(0, 255), np.uint8)


def skew(grey: Grey) -> float:
    """The angle that makes the rulings and lines of text level, 0 where there is too little ink to tell."""
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    ys, xs = np.nonzero(soft < 255 - INK)
    if len(ys) < 200:
        return 0.0
    step = max(1, len(ys) // _SAMPLE)
    points = np.column_stack((xs[::step], ys[::step])).astype(np.float64)
    best = 0.0
    # Bands shrink with the step: coarse ones find the neighbourhood, a band of one pixel the angle.
    for reach, size, band in ((_SKEW, 0.25, 4.0), (0.3, 0.05, 2.0), (0.06, 0.01, 1.0)):
        angles = best + np.arange(-reach, reach + size / 2, size)
        best = float(angles[int(np.argmax([_sharpness(points, float(angle), band) for angle in angles]))])
    return round(best, 2) if abs(best) >= 0.02 else 0.0


def _sharpness(points: NDArray[np.float64], angle: float, band: float) -> float:
    radians = math.radians(angle)
    levels = points[:, 1] * math.cos(radians) - points[:, 0] * math.sin(radians)
    counts = np.bincount(((levels - levels.min()) / band).astype(np.int64)).astype(np.float64)
    return float((counts**2).sum())


def components(mask: NDArray[Any]) -> NDArray[np.int32]:
    """The connected parts of ``mask``: rows of x, y, width, height, area in pixels."""
    _, _, found, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    return np.asarray(found[1:], np.int32)
