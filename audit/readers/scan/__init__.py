"""Scanned pages and pictures, recognised line by line."""

from __future__ import annotations

from audit.limits.memory import PICTURE_MEMORY
from audit.readers._format import Format
from audit.readers.scan._extra import INSTALL, can_recognise, why_unread

__all__ = ["FORMATS", "INSTALL", "can_recognise"]

#: How pictures begin: PNG, JPEG, BMP, and TIFF of either byte order.
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*")

FORMATS = (
    Format(
        name="picture",
        suffixes=(".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"),
        reader=f"{__name__}.picture",
        layout=f"{__name__}.drawn",
        crops=f"{__name__}.crops",
        recognise=lambda file: file.data.startswith(_PICTURES),
        memory=PICTURE_MEMORY,
        lacks=why_unread,
        needs={"ocr": "图片"},
    ),
)
