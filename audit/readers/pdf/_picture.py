"""A page of a PDF as a picture, at the resolution of what was scanned."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from audit.readers.scan.pages import LEAST_DENSITY, Grey, page_width, reduction

#: Pixels a point where a page holds no picture: 200 dots an inch.
_USUAL_DENSITY = 200 / 72
#: Widths in points that a sheet of paper has; others are pixels taken for points.
_SHEET_WIDTHS = (400.0, 1300.0)
#: Page objects looked at for pictures, and the share of the page that the scan fills.
_MAX_OBJECTS, _MIN_SCAN_SHARE = 1_000, 0.25


def sheet_width(page: Any) -> float:
    """The width in points of the sheet of paper that ``page`` is."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return width if _SHEET_WIDTHS[0] <= min(width, height) <= _SHEET_WIDTHS[1] else page_width(width, height)


def draw(page: Any, sheet: float) -> Grey | None:
    """``page`` as displayed, in pixels, a sheet ``sheet`` points wide; None where the scan is too coarse."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    density = _density(page, width * height) or _USUAL_DENSITY * sheet / width
    density *= reduction(width * density, height * density, sheet)
    if density * width / sheet < LEAST_DENSITY:
        return None
    size = max(1, round(width * density)), max(1, round(height * density))
    bitmap = pdfium.FPDFBitmap_CreateEx(*size, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, *size, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, pdfium.FPDF_GRAYSCALE | pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * size[1])
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    rows = np.frombuffer(buffer, np.uint8).reshape(size[1], stride)
    return np.ascontiguousarray(rows[:, : size[0]])


def _density(page: Any, area: float) -> float:
    """Pixels a point of the finest picture that fills much of the page, 0 where there is none."""
    best = 0.0
    edges = [ctypes.c_float() for _ in range(4)]
    pixels = ctypes.c_uint(), ctypes.c_uint()
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if (
            pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE
            or not pdfium.FPDFPageObj_GetBounds(item, *edges)
            or not pdfium.FPDFImageObj_GetImagePixelSize(item, *pixels)
        ):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        filled = (right - left) * (top - bottom)
        if filled > _MIN_SCAN_SHARE * area:
            best = max(best, (pixels[0].value * pixels[1].value / filled) ** 0.5)
    return best
