"""PDF files, by pdfium."""

from __future__ import annotations

from audit.limits.memory import TEXT_MEMORY
from audit.readers._format import Format, Mark, Sample

__all__ = ["FORMATS"]

#: Programs put other bytes before the mark of a PDF, up to this one.
_LAST_START = 1024
_MARK = b"%pdf-"
#: What every PDF has behind its mark, and what begins a web page, which may print the mark as any text may.
_PARTS, _TAGS = (b"endobj", b"startxref"), (b"<html", b"<!doctype html", b"<body", b"<head", b"<meta ")


def _is_pdf(file: Sample) -> bool:
    """Whether a file bears the mark of a PDF: it begins with it, or has the parts of one behind other bytes."""
    if _MARK not in file.start[:_LAST_START]:
        return False
    begins = file.words.startswith(_MARK) and not any(tag in file.words for tag in _TAGS)
    return begins or any(part in file.data for part in _PARTS)


FORMATS = (
    Format(
        name="pdf",
        suffixes=(".pdf",),
        reader=f"{__name__}.pdf",
        layout=f"{__name__}.drawn",
        crops=f"{__name__}.crops",
        recognise=_is_pdf,
        mark=Mark.NEAR_START,
        memory=TEXT_MEMORY,
        needs={"ocr": "扫描件PDF"},
    ),
)
