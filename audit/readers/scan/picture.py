"""Read a picture of a report (PNG, JPEG, BMP, TIFF): rulings found, cells and lines recognised one by one.

Needs the extra ``ocr``. Nothing is fetched: the recognition model comes with the extra.
"""

from __future__ import annotations

from audit.document import Document
from audit.readers._sandbox import more_time
from audit.readers.page import HEAVY, MANY, MAX_RECOGNISED, RECOGNISED, Page, assemble, listed, notes_on
from audit.readers.scan._bounds import GIVEN_UP, GRANTED, OverrunError
from audit.readers.scan._image import decode, page_width
from audit.readers.scan._page import read_page


def read(data: bytes) -> Document:
    """The paragraphs and tables of the picture ``data``, boxes in points as if it were a page of A4.

    ReadError (Chinese) where it is damaged, too large, too coarse for figures, or prints no text. A page of several that
    takes more than any page of a report is left out and named in a note.
    """
    pages: list[Page] = []
    troubles: dict[str, list[int]] = {}
    for number, grey in enumerate(decode(data), 1):
        if len(pages) + GIVEN_UP * len(troubles.get(HEAVY, ())) >= MAX_RECOGNISED:
            troubles.setdefault(MANY, []).append(number)
            continue
        more_time(GRANTED)
        try:
            pages.append(read_page(grey, number, page_width(grey.shape[1], grey.shape[0])))
        except OverrunError:
            troubles.setdefault(HEAVY, []).append(number)
    count = len(pages) + sum(map(len, troubles.values()))
    notes = notes_on(troubles, count, len(pages), "图片")
    notes.append(RECOGNISED.format(listed([page.number for page in pages])))
    return assemble(pages, "picture", notes, sorted(number for lost in troubles.values() for number in lost))
