"""Read a picture of a report (PNG, JPEG, BMP, TIFF): rulings found, cells and lines recognised one by one.

Needs the extra ``ocr``. Nothing is fetched: the recognition model comes with the extra.
"""

from __future__ import annotations

from audit.document import Document
from audit.readers.page import PrintedPage, PrintedPages, assemble, notes_on_unread_pages
from audit.readers.scan._image import Grey, decode, page_width
from audit.readers.scan.pages import Recogniser


def read(data: bytes) -> Document:
    """The paragraphs and tables of the picture ``data``, boxes in points as if it were a page of A4; ReadError as ``printed``."""
    return assemble(printed(data))


def printed(data: bytes) -> PrintedPages:
    """What each page of the picture ``data`` prints.

    ReadError (Chinese) where it is damaged, too large, too coarse for figures, or prints no text. A page of several that
    takes more than any page of a report is left out and named in a note.
    """
    recogniser = Recogniser()
    pages: list[PrintedPage] = []
    troubles: dict[str, list[int]] = {}
    for number, grey in enumerate(decode(data), 1):
        page, trouble = _read_page(recogniser, number, grey)
        if page:
            pages.append(page)
        if trouble:
            troubles.setdefault(trouble, []).append(number)
    count = len(pages) + sum(map(len, troubles.values()))
    notes = notes_on_unread_pages(troubles, count, len(pages), "图片") + recogniser.notes()
    return PrintedPages(pages, "picture", notes, sorted(number for lost in troubles.values() for number in lost))


def _read_page(recogniser: Recogniser, number: int, grey: Grey) -> tuple[PrintedPage | None, str | None]:
    return recogniser.read_page(number, page_width(grey.shape[1], grey.shape[0]), lambda: grey)
