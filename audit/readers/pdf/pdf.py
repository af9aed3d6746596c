"""Read a PDF: characters and rulings out of pdfium, tables where rulings enclose them.

Scanned pages are recognised where the extra ``ocr`` is installed. Otherwise they are refused, as encrypted and damaged
files are, with what to do about it; nothing is fetched and no script runs.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium

from audit.containers import MAX_FILE
from audit.document import Document
from audit.errors import ReadError
from audit.readers._limits import MAX_PAGES
from audit.readers._sandbox import more_memory, more_time
from audit.readers.flow import COVERED, NOTE, WHITE
from audit.readers.page import (
    BROKEN,
    COARSE,
    CROWDED,
    GARBLED,
    GARBLED_PDF,
    HEAVY,
    MANY,
    MAX_CHARACTERS,
    MAX_RECOGNISED,
    RECOGNISED,
    SCANNED_PDF,
    UNKNOWN,
    WORDY,
    Page,
    Run,
    assemble,
    can_recognise,
    check_total,
    garbled,
    is_scan,
    known,
    listed,
    make_run,
    notes_on,
)
from audit.readers.pdf._fence import Fence
from audit.readers.pdf._fontmapper import install, is_borrowed
from audit.readers.pdf._rulings import is_aslant, rulings
from audit.readers.pdf._view import View, boxes

#: pdfium marks a hyphen at the end of a line with the first two.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-"})
#: Stand for digits that nobody sees; no text of a font holds them, since ``known`` takes out private characters.
_WORDS = {"\ue000": WHITE, "\ue001": COVERED}
_UNSEEN = re.compile("\ue000+|\ue001+")


def read(data: bytes) -> Document:
    """The paragraphs and tables of the PDF ``data``, boxes in points on the page as displayed.

    ReadError (Chinese) where it is encrypted, damaged, too long, or at least half of its pages cannot be read: scanned
    or with fonts that give no text, and no extra to recognise them. Fewer such pages are left out and named in a note.
    """
    if len(data) > MAX_FILE:
        raise ReadError("PDF文件超过200 MB，未读取。请压缩其中的图片或只保留年度报告部分后再核查。")
    pages: list[Page] = []
    troubles: dict[str, list[int]] = {}
    seen: list[int] = []
    recognised: dict[int, bool] = {}
    with _opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise ReadError("PDF文件没有任何页面，文件可能已损坏。请重新导出PDF后再核查。")
        if count > MAX_PAGES:
            raise ReadError(f"PDF共{count}页，超过上限{MAX_PAGES}页，未读取。请只保留年度报告部分后再核查。")
        for number in range(1, count + 1):
            page, trouble = _read_page(document, number, seen, recognised)
            if trouble:
                troubles.setdefault(trouble, []).append(number)
            if page:
                pages.append(page)
    notes = notes_on(troubles, count, len(pages), "PDF")
    if as_pictures := [number for number, done in recognised.items() if done]:
        notes.append(RECOGNISED.format(listed(as_pictures)))
    if faint := sum(page.faint for page in pages):
        notes.append(f"文件中{NOTE.format(faint)}")
    if covered := sum(page.covered for page in pages):
        notes.append(f"文件中有{covered}处文字被白色图形遮盖，读者看不见，未作为数据读取。")
    return assemble(pages, "pdf", notes, sorted(set(range(1, count + 1)) - {page.number for page in pages}))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
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


def _read_page(
    document: Any, number: int, seen: list[int], recognised: dict[int, bool]
) -> tuple[Page | None, str | None]:
    """What the page prints, and the message that says why its text or rulings cannot be had.

    ``seen`` counts the objects of the pages so far; ``recognised`` are the numbers of those that print pictures, and whether each was read.
    """
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
        content, trouble = _read_content(page, text_page, number, seen) if text_page else (None, BROKEN)
        if trouble == GARBLED_PDF and _borrows(text_page):
            return None, GARBLED
        if trouble in (SCANNED_PDF, GARBLED_PDF) and can_recognise():
            _hide_stamps(page)
            return _recognise(page, number, recognised)
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
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_CHARACTERS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT and is_borrowed(item):
            pdfium.FPDFPageObj_GetMatrix(item, matrix)
            if is_aslant(matrix.a, matrix.b):
                pdfium.FPDFPageObj_SetIsActive(item, 0)


def _recognise(page: Any, number: int, recognised: dict[int, bool]) -> tuple[Page | None, str | None]:
    # Only where a page is scanned: the extra may be missing, and its libraries take long to load.
    from audit.readers.scan import _bounds as _ocr_bounds  # noqa: PLC0415
    from audit.readers.scan import _page as _ocr_page  # noqa: PLC0415
    from audit.readers.scan import _pdf as _ocr_pdf  # noqa: PLC0415

    given_up = list(recognised.values()).count(False)
    if len(recognised) + _ocr_bounds.GIVEN_UP * given_up >= MAX_RECOGNISED:
        return None, MANY
    more_time(_ocr_bounds.GRANTED)
    if not recognised:
        more_memory()
    found = _ocr_pdf.picture(page)
    if found is None:
        return None, COARSE
    recognised[number] = False
    grey, width = found
    try:
        content = _ocr_page.read_page(grey, number, width)
    except _ocr_bounds.OverrunError:
        return None, HEAVY
    recognised[number] = True
    return replace(content, unit=pdfium.FPDF_GetPageWidthF(page) / width), None


def _read_content(page: Any, text_page: Any, number: int, seen: list[int]) -> tuple[Page | None, str | None]:
    frame = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, frame):
        return None, BROKEN
    count = pdfium.FPDFText_CountChars(text_page)
    if count > MAX_CHARACTERS:
        return None, WORDY
    text = _text(text_page, count)
    direction = _direction(text_page, text)
    view = View(frame, direction)
    found = rulings(page, view.box)
    seen.append(count + found.objects)
    check_total(sum(seen))
    hidden = _drawn_by(text_page, count, found.hidden)
    upright = _drawn_by(text_page, count, found.upright)
    # pdfium leaves out a figure drawn over the same one: what is covered is told, so that the rest is not taken for all.
    for mark, unseen in (("\ue000", found.white), ("\ue001", found.covered)):
        text = _marked(text, mark, _drawn_by(text_page, count, unseen))
    runs = _runs(text, boxes(text_page, count, view, upright), frozenset(hidden), Fence(found.vertical))
    if is_scan(runs, found.pictured, view.width * view.height):
        return None, SCANNED_PDF
    if garbled(runs):
        return None, GARBLED_PDF
    runs = [_told(run) for run in runs]
    turn = (direction - pdfium.FPDFPage_GetRotation(page)) % 4
    strokes = found.horizontal, found.vertical
    content = Page(
        *(number, view.width, view.height, runs, *strokes, turn),
        aslant=found.aslant,
        pictures=found.pictures,
        faint=len(found.white),
        covered=len(found.covered),
    )
    return content, CROWDED if found.full else None


def _text(text_page: Any, count: int) -> str:
    """One character for each of the page's ``count``, unknown ones replaced."""
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) != count or "\x00" in text:
        codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
        text = "".join(chr(code) if code < 0x110000 else UNKNOWN for code in codes)
    text = known(text.translate(_HYPHENS))
    # Without a map pdfium passes glyph numbers for characters: some of them look like figures.
    unmapped = pdfium.FPDFText_HasUnicodeMapError
    if any(unmapped(text_page, index) for index, char in enumerate(text) if "!" <= char <= "\xff"):
        text = "".join(UNKNOWN if unmapped(text_page, index) else char for index, char in enumerate(text))
    return text


def _marked(text: str, mark: str, unseen: list[int]) -> str:
    """``text`` with a mark for each digit at ``unseen``: nobody sees it, and the number it stands at is not read."""
    places = {index for index in unseen if text[index].isdigit()}
    return "".join(mark if index in places else char for index, char in enumerate(text)) if places else text


def _told(run: Run) -> Run:
    """``run`` with words for the digits that nobody sees."""
    if not _UNSEEN.search(run.text):
        return run
    return run._replace(text=_UNSEEN.sub(lambda match: _WORDS[match[0][0]], run.text))


def _drawn_by(text_page: Any, count: int, objects: set[int]) -> list[int]:
    """Indexes of the characters that belong to text objects at these addresses."""
    found = []
    for index in range(count) if objects else ():
        owner = pdfium.FPDFText_GetTextObject(text_page, index)
        if owner and ctypes.addressof(owner.contents) in objects:
            found.append(index)
    return found


def _direction(text_page: Any, text: str) -> int:
    """The quarter turns clockwise that bring most of the page's text upright."""
    sample = [index for index, char in enumerate(text) if not char.isspace()]
    step = max(1, len(sample) // 40)
    angles = Counter(
        round(-pdfium.FPDFText_GetCharAngle(text_page, index) / (math.pi / 2)) % 4 for index in sample[::step]
    )
    return angles.most_common(1)[0][0] if angles else 0


def _runs(
    text: str, places: Iterable[tuple[float, float, float, float]], hidden: frozenset[int], fence: Fence
) -> list[Run]:
    """The page's characters in runs, each side by side on one line without a gap or a ruling before figures."""
    runs: list[Run] = []
    start = -1
    x0 = top = x1 = bottom = near = 0.0
    index = -1
    for index, (char, (left, high, right, low)) in enumerate(zip(text, places, strict=True)):
        if start >= 0:
            gap = left - x1
            if (
                -near < gap < near
                and -near < high + low - top - bottom < near
                and not char.isspace()
                and not (char.isdigit() and text[index - 1] > "\u2e80" and fence.between(x1, left, high, low))
            ):
                x1 = right
                if high < top or low > bottom:
                    top, bottom = min(top, high), max(bottom, low)
                continue
            runs.append(make_run(text[start:index], x0, top, x1, bottom))
            start = -1
        if char.isspace() or index in hidden:
            continue
        start, x0, top, x1, bottom = index, left, high, right, low
        near = 0.16 * (low - high)
    if start >= 0:
        runs.append(make_run(text[start : index + 1], x0, top, x1, bottom))
    return [run for run in runs if run.em > 0.5]
