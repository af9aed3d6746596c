"""Read a PDF: characters and rulings out of pdfium, tables where rulings enclose them.

Scanned pages are recognised where the extra ``ocr`` is installed. Otherwise they are refused, as encrypted and damaged
files are, with what to do about it; nothing is fetched and no script runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from audit.containers import MAX_FILE
from audit.document import Document
from audit.errors import ReadError
from audit.machine.sandbox import more_memory
from audit.readers._limits import MAX_PAGES
from audit.readers.flow import NOTE
from audit.readers.page import (
    BROKEN,
    CROWDED,
    GARBLED,
    MAX_PAGE_CHARACTERS,
    WORDY,
    PrintedPage,
    PrintedPages,
    assemble,
    check_object_count,
    is_garbled,
    is_scanned,
    notes_on_unread_pages,
)
from audit.readers.pdf import _characters as characters
from audit.readers.pdf._fence import Fence
from audit.readers.pdf._rulings import is_aslant, rulings
from audit.readers.pdf._view import View, boxes
from audit.readers.pdf.fonts import install, is_borrowed
from audit.readers.scan import INSTALL, can_recognise

if TYPE_CHECKING:
    from audit.readers.scan.pages import Recogniser

_SCANNED = f"第{{}}页为扫描图像，没有可取的文字。{INSTALL}后即可读取；否则请改用文字版文件。"
_GARBLED = f"第{{}}页的字体没有文字对照表，取出的文字为乱码。{INSTALL}后可按图像读取；否则请由原文档重新导出，或提供.docx文件。"


@dataclass(slots=True)
class _PagesSoFar:
    """What the pages before the next one have taken: objects looked at, and what recognises those that are scanned."""

    objects: int = 0
    recogniser: Recogniser | None = None


def read(data: bytes) -> Document:
    """The paragraphs and tables of the PDF ``data``, boxes in points on the page as displayed; ReadError as ``printed``."""
    return assemble(printed(data))


def printed(data: bytes) -> PrintedPages:
    """What each page of the PDF ``data`` prints.

    ReadError (Chinese) where it is encrypted, damaged, too long, or at least half of its pages cannot be read: scanned
    or with fonts that give no text, and no extra to recognise them. Fewer such pages are left out and named in a note.
    """
    if len(data) > MAX_FILE:
        raise ReadError("PDF文件超过200 MB，未读取。请压缩其中的图片或只保留年度报告部分后再核查。")
    pages: list[PrintedPage] = []
    troubles: dict[str, list[int]] = {}
    so_far = _PagesSoFar()
    with opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise ReadError("PDF文件没有任何页面，文件可能已损坏。请重新导出PDF后再核查。")
        if count > MAX_PAGES:
            raise ReadError(f"PDF共{count}页，超过上限{MAX_PAGES}页，未读取。请只保留年度报告部分后再核查。")
        for number in range(1, count + 1):
            page, trouble = _read_page(document, number, so_far)
            if trouble:
                troubles.setdefault(trouble, []).append(number)
            if page:
                pages.append(page)
    notes = notes_on_unread_pages(troubles, count, len(pages), "PDF")
    if so_far.recogniser:
        notes += so_far.recogniser.notes()
    if faint := sum(page.faint for page in pages):
        notes.append(f"文件中{NOTE.format(faint)}")
    if covered := sum(page.covered for page in pages):
        notes.append(f"文件中有{covered}处文字被白色图形遮盖，读者看不见，未作为数据读取。")
    return PrintedPages(pages, "pdf", notes, sorted(set(range(1, count + 1)) - {page.number for page in pages}))


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document of the PDF ``data``, drawn with no font of the machine; ReadError (Chinese) where it cannot be opened."""
    install()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise ReadError("PDF文件已加密，打开需要密码，无法读取。请取消打开密码后再核查。")
        raise ReadError("PDF文件已损坏或不完整，无法打开。请重新下载或重新导出PDF后再核查。")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_page(document: Any, number: int, so_far: _PagesSoFar) -> tuple[PrintedPage | None, str | None]:
    """What the page prints, and the message that says why its text or rulings cannot be had."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if page and pdfium.FPDFPage_GetAnnotCount(page):
        # Filled form fields and stamps print as well; flattened, they are a part of the page like the rest.
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return None, BROKEN
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        content, trouble = _read_content(page, text_page, number, so_far) if text_page else (None, BROKEN)
        if trouble == _GARBLED and _borrows(text_page):
            return None, GARBLED
        if trouble in (_SCANNED, _GARBLED) and can_recognise():
            _hide_stamps(page)
            return _recognise(page, number, so_far)
        return content, trouble
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _borrows(text_page: Any) -> bool:
    """Whether characters that no text is known for have a font that is not in the file, so that a picture cannot tell either."""
    count = pdfium.FPDFText_CountChars(text_page)
    unmapped = (i for i in range(count) if pdfium.FPDFText_HasUnicodeMapError(text_page, i))
    owners = (pdfium.FPDFText_GetTextObject(text_page, index) for index in unmapped)
    return any(owner and is_borrowed(owner) for owner in owners)


def _hide_stamps(page: Any) -> None:
    """Leave text across the page out of its picture where its font is not in the file: its boxes would hide the rest."""
    matrix = pdfium.FS_MATRIX()
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_PAGE_CHARACTERS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT and is_borrowed(item):
            pdfium.FPDFPageObj_GetMatrix(item, matrix)
            if is_aslant(matrix.a, matrix.b):
                pdfium.FPDFPageObj_SetIsActive(item, 0)


def _recognise(page: Any, number: int, so_far: _PagesSoFar) -> tuple[PrintedPage | None, str | None]:
    # Only where a page is scanned: the extra may be missing, and its libraries take long to load.
    from audit.readers.pdf import _picture  # noqa: PLC0415
    from audit.readers.scan.pages import Recogniser  # noqa: PLC0415

    recogniser = so_far.recogniser = so_far.recogniser or Recogniser()
    if not recogniser.has_begun:
        more_memory()
    width = _picture.sheet_width(page)
    content, trouble = recogniser.read_page(number, width, lambda: _picture.draw(page, width))
    return content and replace(content, unit=pdfium.FPDF_GetPageWidthF(page) / width), trouble


def _read_content(page: Any, text_page: Any, number: int, so_far: _PagesSoFar) -> tuple[PrintedPage | None, str | None]:
    frame = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, frame):
        return None, BROKEN
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MAX_PAGE_CHARACTERS:
        return None, WORDY
    text = characters.page_text(text_page, count)
    direction = characters.direction(text_page, text)
    view = View(frame, direction)
    found = rulings(page, view.box)
    so_far.objects += count + found.objects
    check_object_count(so_far.objects)
    hidden = characters.drawn_by(text_page, count, found.hidden)
    upright = characters.drawn_by(text_page, count, found.upright)
    # pdfium leaves out a figure drawn over the same one: what is covered is told, so that the rest is not taken for all.
    for mark, unseen in ((characters.WHITE_DIGIT, found.white), (characters.COVERED_DIGIT, found.covered)):
        text = characters.mark_digits(text, mark, characters.drawn_by(text_page, count, unseen))
    runs = characters.make_runs(text, boxes(text_page, count, view, upright), frozenset(hidden), Fence(found.vertical))
    if is_scanned(runs, found.pictured, view.width * view.height):
        return None, _SCANNED
    if is_garbled(runs):
        return None, _GARBLED
    runs = [characters.in_words(run) for run in runs]
    turn = (direction - pdfium.FPDFPage_GetRotation(page)) % 4
    strokes = found.horizontal, found.vertical
    content = PrintedPage(
        *(number, view.width, view.height, runs, *strokes, turn),
        aslant=found.aslant,
        pictures=found.pictures,
        faint=len(found.white),
        covered=len(found.covered),
    )
    return content, CROWDED if found.full else None
