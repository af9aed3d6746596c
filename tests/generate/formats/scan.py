"""Pictures of generated pages, as a scanner would leave them: skewed, noisy, blurred, unevenly lit, compressed.

The pages are drawn with the font of the package, so that they are the same on every machine.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

import audit.present
from tests.generate.report.pages import Sheet

PACKAGED = Path(audit.present.__file__).parent / "fonts" / "NotoSansCJKsc-Regular-subset.otf"


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page was scanned. ``skew`` in degrees, ``noise`` in grey levels (standard deviation), ``blur`` in points.

    ``light`` darkens one corner by that share, ``fade`` lightens all ink by that share, ``specks`` strews so many
    dark spots on a page, ``quality`` is JPEG’s, and ``font`` and ``digits`` are the files of the fonts.
    """

    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    light: float = 0.0
    fade: float = 0.0
    specks: int = 0
    quality: int = 0
    line: float = 0.5
    font: Path = PACKAGED
    digits: Path | None = None


CLEAN = Scan()


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def picture(sheet: Sheet, scan: Scan = CLEAN, seed: int = 0) -> Image.Image:
    """``sheet`` as scanned, the same picture for the same arguments."""
    scale = scan.dpi / 72
    # Drawn at twice the resolution and scaled down: strokes get the soft edges of a scan.
    image = Image.new("L", (round(sheet.width * scale * 2), round(sheet.height * scale * 2)), 255)
    draw = ImageDraw.Draw(image)
    width = max(1, round(scan.line * scale * 2))
    for x0, y0, x1, y1 in sheet.rulings:
        draw.line([v * scale * 2 for v in (x0, y0, x1, y1)], fill=0, width=width)
    for text in sheet.texts:
        x = text.x
        for char in text.text:
            latin = char < "\u2000"
            path = scan.digits if latin and scan.digits else scan.font
            font = _font(path, round(text.size * scale * 2))
            room = text.size / 2 if latin else text.size
            own = font.getlength(char) / (scale * 2)
            draw.text(((x + (room - own) / 2) * scale * 2, text.y * scale * 2), char, fill=0, font=font, anchor="ls")
            x += room
    if scan.skew:
        image = image.rotate(scan.skew, Image.Resampling.BICUBIC, fillcolor=255)
    image = image.reduce(2)
    if scan.blur:
        image = image.filter(ImageFilter.GaussianBlur(scan.blur * scale))
    return _degraded(image, scan, seed)


def _degraded(image: Image.Image, scan: Scan, seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    grey = np.asarray(image, np.float32)
    grey = 255 - (255 - grey) * (1 - scan.fade)
    height, width = grey.shape
    if scan.specks:
        for y, x in zip(rng.integers(0, height - 2, scan.specks), rng.integers(0, width - 2, scan.specks), strict=True):
            grey[y : y + rng.integers(1, 3), x : x + rng.integers(1, 3)] = rng.integers(0, 120)
    if scan.light:
        ramp = np.add.outer(np.linspace(0, 1, height), np.linspace(0, 1, width)) / 2
        grey *= 1 - scan.light * ramp
    if scan.noise:
        grey += rng.normal(0, scan.noise, grey.shape)
    degraded = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
    if scan.quality:
        degraded = Image.open(io.BytesIO(encoded(degraded, "JPEG", scan)))
    return degraded


def encoded(image: Image.Image, form: str = "PNG", scan: Scan = CLEAN) -> bytes:
    """The bytes of ``image`` as a PNG, JPEG, BMP or TIFF file."""
    buffer = io.BytesIO()
    options = {"quality": scan.quality or 90} if form == "JPEG" else {}
    image.save(buffer, form, **options)
    return buffer.getvalue()


def image_pdf(images: Sequence[Image.Image], scan: Scan = CLEAN) -> bytes:
    """A PDF whose pages are nothing but ``images``."""
    buffer = io.BytesIO()
    images[0].save(
        buffer,
        "PDF",
        save_all=True,
        append_images=images[1:],
        resolution=scan.dpi,
        quality=scan.quality or 90,
    )
    return buffer.getvalue()
