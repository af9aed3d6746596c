"""PDF files, by pdfium."""

from __future__ import annotations

from audit.machine.sandbox import TEXT_MEMORY
from audit.readers._format import Format, Mark

__all__ = ["FORMATS"]

#: Programs put other bytes before the mark of a PDF, up to this one.
_LAST_START = 1024

FORMATS = (
    Format(
        name="pdf",
        suffixes=(".pdf",),
        reader=f"{__name__}.pdf",
        layout=f"{__name__}.drawn",
        recognise=lambda file: b"%pdf-" in file.start[:_LAST_START],
        mark=Mark.NEAR_START,
        memory=TEXT_MEMORY,
        needs={"ocr": "扫描件PDF"},
    ),
)
