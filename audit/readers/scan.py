"""Read a picture of a report (PNG, JPEG, BMP, TIFF): rulings found, cells and lines recognised one by one.

Needs the extra ``ocr``. Nothing is fetched: the recognition model comes with the extra.
"""

from __future__ import annotations

from audit.document import Document
from audit.readers._layout import Page, assemble
from audit.readers._ocr_image import decode, page_width
from audit.readers._ocr_page import read_page
from audit.readers._sandbox import more_time
from audit.readers._troubles import PAGE_SECONDS, RECOGNISED, listed


def read(data: bytes) -> Document:
    """The paragraphs and tables of the picture ``data``, boxes in points as if it were a page of A4.

    ReadError (Chinese) where it is damaged, too large, too coarse for figures, or prints no text.
    """
    pages: list[Page] = []
    for number, grey in enumerate(decode(data), 1):
        more_time(PAGE_SECONDS)
        pages.append(read_page(grey, number, page_width(grey)))
    return assemble(pages, "picture", [RECOGNISED.format(listed([page.number for page in pages]))])
