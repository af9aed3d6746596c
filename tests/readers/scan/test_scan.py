"""Scanned PDFs and pictures: what is read is what is printed; what is not certain is left out and said."""

from __future__ import annotations

import io
import itertools
import re
import socket
import struct
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import audit
from audit.cells import read_cell
from audit.document import Document, Table
from audit.errors import ReadError
from audit.findings import Recognised
from audit.machine import sandbox
from audit.match import match
from audit.readers import read
from audit.readers.page import UNKNOWN
from audit.readers.pdf import pdf
from tests import hostile
from tests.generate.formats.pdf import make_pdf
from tests.generate.formats.scan import CLEAN, Scan, encoded, image_pdf, picture
from tests.generate.report.layout import PLAIN, figure
from tests.generate.report.pages import Sheet, Style, Text, pages
from tests.generate.report.truth import Truth, make
from tests.readers.pdf.test_pdf import drawn

pytestmark = pytest.mark.slow

needs_ocr = pytest.mark.needs("ocr")

DIFFICULTIES = {
    "300 dots an inch": Scan(300),
    "skewed, noisy, unevenly lit, specks, compressed": Scan(
        200, skew=-2.0, noise=10, blur=0.2, light=0.3, specks=200, quality=50
    ),
    "150 dots an inch, blurred and pale": Scan(150, skew=0.6, noise=6, blur=0.2, fade=0.3, quality=70),
}

#: Scans that are just fine enough to be read.
COARSE = {
    "110 dots an inch": Scan(110, noise=4, blur=0.1, quality=80),
    "130 dots an inch, blurred": Scan(130, noise=8, blur=0.3, quality=60),
}


@cache
def report() -> tuple[Truth, list[Sheet]]:
    truth = make(1, distinct=True)
    return truth, pages(truth)


def outcome(document: Document, truth: Truth) -> tuple[int, list[str]]:
    """How many cells are read rightly, and the keys of those read wrongly."""
    found = match(document, "report", "").cells
    right = [key for key, cell in found.items() if cell.value == read_cell(figure(truth.cells[key], key, PLAIN)).value]
    return len(right), [key for key in found if key not in right]


def printed_on(sheet: Sheet) -> int:
    """How many figures of the form stand on a page."""
    return sum(bool(re.fullmatch(r"\d+", text.text)) for text in sheet.texts)


@needs_ocr
def test_every_cell_of_a_scanned_pdf_is_read_with_its_page_and_a_confidence_below_one():
    truth, sheets = report()
    scan = Scan(200, skew=0.4, noise=4, quality=80)
    document = read(image_pdf([picture(sheet, scan, n) for n, sheet in enumerate(sheets)], scan), "扫描件.pdf")
    assert outcome(document, truth) == (len(truth.cells), [])
    assert "第1、2、3页的文字和数字由图像识别取得" in document.notes[0]
    found = match(document, "report", "")
    cells = found.cells.values()
    assert {cell.place.page for cell in cells} == found.recognised == {1, 2, 3}
    assert all(0.5 < cell.confidence < 1 for cell in cells)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "三、行政机关收到和处理政府信息公开申请情况" in text
    assert all(
        re.sub(r"\D", "", line.printed) in re.sub(r"\D", "", text) for line in truth.lines if "条" in line.printed
    )


@needs_ocr
@pytest.mark.parametrize("scan", DIFFICULTIES.values(), ids=DIFFICULTIES)
def test_no_difficulty_gives_a_wrong_number(scan: Scan):
    truth, sheets = report()
    document = read(encoded(picture(sheets[2], scan, 3), "JPEG", scan), "第三页.jpg")
    right, wrong = outcome(document, truth)
    assert wrong == []
    assert right >= 0.97 * printed_on(sheets[2])


@needs_ocr
def test_a_page_on_its_side_is_read_and_boxes_are_those_of_the_page_as_displayed():
    truth, sheets = report()
    sheet = sheets[2]
    upright = picture(sheet, replace(CLEAN, skew=1.0), 1)
    document = read(encoded(upright.transpose(Image.Transpose.ROTATE_90)), "第三页.png")
    assert outcome(document, truth) == (printed_on(sheet), [])
    boxes = {cell.text: cell.place.bbox for table in document.tables for cell in table.cells}
    back = upright.transpose(Image.Transpose.ROTATE_90).resize((842, 595)).convert("L")
    for text in (item.text for item in sheet.texts if re.fullmatch(r"\d{4}", item.text)):
        inside = boxes[text]
        assert inside is not None
        assert min(back.crop(tuple(round(edge) for edge in inside)).tobytes()) < 200


@needs_ocr
def test_a_page_that_lies_askew_by_two_degrees_is_read():
    """To the one side; to the other, with more besides, is among the difficulties."""
    truth = make(1, "2019", distinct=True)
    sheet = pages(truth)[1]
    image = picture(sheet, Scan(200, skew=2.0, noise=4, blur=0.1), 11)
    right, wrong = outcome(read(encoded(image, "JPEG"), "一页.jpg"), truth)
    assert wrong == []
    assert right >= 0.97 * printed_on(sheet)


@needs_ocr
@pytest.mark.parametrize("scan", COARSE.values(), ids=COARSE)
def test_words_that_are_recognised_wrongly_are_never_a_fault_of_a_clean_report(scan: Scan):
    """A heading or mark that the recogniser gets wrong is told as what may be its slip."""
    truth = make(2, "2021")
    images = [picture(sheet, scan, number) for number, sheet in enumerate(pages(truth))]
    found = audit.check(match(read(image_pdf(images, scan), "扫描件.pdf"), "扫描件.pdf", ""))
    assert [one.message for one in found if one.verdict == "fail"] == []
    slips = [one for one in found if isinstance(one.facts, Recognised)]
    assert all(one.verdict == "undecided" and "请对照原件核对" in one.message for one in slips)


@needs_ocr
@pytest.mark.parametrize(
    ("seed", "share", "scan"),
    [(1, 0.55, Scan(200, noise=4, quality=80)), (3, 0.8, Scan(150, noise=4, quality=80))],
    ids=["narrow tables, 200 dots an inch", "wider ones, 150 dots an inch"],
)
def test_text_that_a_frame_tears_apart_is_never_a_fault_of_a_clean_report(seed: int, share: float, scan: Scan):
    """The edge of a table in the frame, drawn on upwards, would go through the lines of the text."""
    sheet = pages(make(seed, "2021"), style=Style(frame=True, table_share=share))[0]
    found = audit.check(match(read(image_pdf([picture(sheet, scan)], scan), "扫描件.pdf"), "扫描件.pdf", ""))
    assert [one.message for one in found if one.verdict == "fail"] == []


def strewn() -> Image.Image:
    """A page strewn with more marks than any page of print."""
    squares = np.random.default_rng(3).random((2339 // 8, 1654 // 8)) < 0.9
    marks = np.kron(squares, np.pad(np.ones((6, 6), bool), ((0, 2), (0, 2))))
    return Image.fromarray(np.where(marks, 0, 255).astype(np.uint8))


@needs_ocr
def test_a_page_over_its_limit_costs_that_page_and_is_named(tmp_path: Path):
    _, sheets = report()
    # The first page without its sentences.
    first = replace(
        sheets[0], texts=[text for text in sheets[0].texts if text.y > min(y for _, y, *_ in sheets[0].rulings)]
    )
    path = tmp_path / "扫描件.pdf"
    path.write_bytes(image_pdf([picture(first), strewn(), picture(sheets[2])], CLEAN))
    found = audit.read(path)
    assert {cell.place.page for cell in found.cells.values()} == {1, 3} == found.recognised
    assert any("第2页的图像过于繁杂" in note for note in found.notes)
    assert len(found.cells) >= 0.97 * (printed_on(first) + printed_on(sheets[2]))
    # What stands on that page is not missing from the report.
    verdicts = {(item.rule, item.verdict) for item in audit.check(found) if item.rule in ("M001", "M101", "M105")}
    assert ("M001", "undecided") in verdicts
    assert not any(verdict == "fail" for _, verdict in verdicts)


@needs_ocr
def test_a_page_that_has_taken_its_time_is_given_up(monkeypatch: pytest.MonkeyPatch):
    from audit.readers.scan import picture as scan

    monkeypatch.setattr("time.process_time", itertools.count(step=1_000.0).__next__)
    with pytest.raises(ReadError, match=r"第1页的图像过于繁杂.*重新扫描"):
        scan.read(encoded(picture(ruled(TRAPS))))


def sparse_pdf(side: int) -> bytes:
    """A page that is one white picture of side × side pixels of one bit each, a few kilobytes in all."""
    packer = zlib.compressobj(9)
    row = b"\xff" * (side // 8)
    body = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    image = (
        f"/Subtype /Image /Width {side} /Height {side} /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /FlateDecode"
    )
    page = hostile.PAGE.format("/Contents 4 0 R").replace(
        "/Resources << >>", "/Resources << /XObject << /F 5 0 R >> >>"
    )
    drawn = hostile.stream(b"595 0 0 842 0 0 cm /F Do")
    return hostile.pdf(hostile.TREE | {3: page, 4: drawn, 5: hostile.stream(body, image)})


LARGE = {
    "30,000 × 30,000 in a PDF": lambda: sparse_pdf(30_000),
    "6,300 × 6,300": lambda: encoded(Image.new("RGB", (6300, 6300), "grey")),
}


@needs_ocr
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the most that a process has held")
@pytest.mark.parametrize("make_data", LARGE.values(), ids=LARGE)
def test_large_pictures_are_looked_at_in_little_memory(make_data: Callable[[], bytes]):
    data = make_data()
    sandbox.stop()
    with pytest.raises(ReadError, match="没有文字"):
        read(data, "图片")
    child = sandbox.process()
    assert child is not None
    status = Path(f"/proc/{child.pid}/status").read_text("ascii")
    assert int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0]) < 400 * 1024


def threads_of_reader() -> int:
    """How many threads the process has that reads files."""
    child = sandbox.process()
    assert child is not None
    return len(list(Path(f"/proc/{child.pid}/task").iterdir()))


@needs_ocr
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists the threads of a process")
def test_recognition_takes_no_thread_besides_that_of_its_document():
    """Documents are read side by side, one on each processor. A blank page loads all but what recognises lines."""
    sandbox.stop()
    with pytest.raises(ReadError, match="没有文字"):
        read(encoded(Image.new("L", (1654, 2339), 255)), "空白.png")
    child, before = sandbox.process(), threads_of_reader()
    read(encoded(picture(ruled(TRAPS[:2]))), "表.png")
    assert sandbox.process() is child
    assert threads_of_reader() == before


def ruled(rows: Sequence[Sequence[str]], size: float = 10.5) -> Sheet:
    """A page with one table of ``rows``."""
    width, height = 90.0, 24.0
    sheet = Sheet(595, 842, [Text(72, 60, "二、主动公开政府信息情况", 14)])
    right, bottom = 72 + width * len(rows[0]), 80 + height * len(rows)
    sheet.rulings += [(72, 80 + height * n, right, 80 + height * n) for n in range(len(rows) + 1)]
    sheet.rulings += [(72 + width * n, 80, 72 + width * n, bottom) for n in range(len(rows[0]) + 1)]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            sheet.texts.append(Text(80 + width * c, 80 + height * r + 16, text, size))
    return sheet


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows()]


TRAPS = (
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "1", "/", "—"),
    ("规范性文件", "11", "111", "1111"),
    ("行政许可", "0", "6", "8"),
    ("行政处罚", "1.5", "1,115", "100"),
    ("行政强制", "7", "", "17"),
)


@needs_ocr
@pytest.mark.parametrize("scan", [CLEAN, Scan(150, skew=0.5, noise=6, blur=0.2, specks=150, quality=75)])
def test_slashes_dashes_repeated_digits_and_separators_are_read_as_printed_or_not_at_all(scan: Scan):
    (table,) = read(encoded(picture(ruled(TRAPS), scan)), "表.png").tables
    found = grid(table)
    assert [row[0] for row in found] == [row[0] for row in TRAPS]
    for printed, seen in zip(TRAPS, found, strict=True):
        assert all(b == a or UNKNOWN in b for a, b in zip(printed, seen, strict=True)), (printed, seen)
    # A dash as wide as a character may be the numeral 一.
    assert [text for row in found for text in row if UNKNOWN in text] == ["一" + UNKNOWN]


@needs_ocr
def test_a_cell_with_ink_that_cannot_be_read_is_never_blank():
    image = picture(ruled(TRAPS))
    draw = ImageDraw.Draw(image)

    def cell(row: int, column: int) -> tuple[float, float, float, float]:
        edges = (72 + 90 * column, 80 + 24 * row, 162 + 90 * column, 104 + 24 * row)
        left, top, right, bottom = (edge * 200 / 72 for edge in edges)
        return left + 12, top + 14, right - 12, bottom - 14

    left, top, right, bottom = cell(5, 2)
    for x in range(round(left), round(right) - 30, 17):
        draw.line((x, bottom, x + 30, top), fill=60, width=3)
    left, top, right, bottom = cell(3, 1)
    draw.rectangle((left - 4, top - 4, right, bottom + 4), fill=255)
    draw.text((left + 20, top), "37", fill=228, font_size=26)
    left, top, right, bottom = cell(2, 2)
    draw.line((left - 8, (top + bottom) / 2, right, (top + bottom) / 2 + 4), fill=0, width=4)
    (table,) = read(encoded(image), "表.png").tables

    def seen(row: int, column: int) -> str:
        x, y = 117 + 90 * column, 92 + 24 * row
        found = [
            c.text
            for c in table.cells
            if (box := c.place.bbox) and box[0] < x < box[2] and box[1] - 9 < y < box[3] + 9 and c.text
        ]
        return "".join(found)

    assert UNKNOWN in seen(5, 2)
    assert UNKNOWN in seen(3, 1)
    assert UNKNOWN in seen(2, 2)
    assert "1" in seen(1, 1)


@needs_ocr
def test_a_cell_that_is_not_certain_stands_under_unplaced_with_its_page():
    truth, sheets = report()
    image = picture(sheets[2])
    target = next(text for text in sheets[2].texts if re.fullmatch(r"\d{4}", text.text))
    x, y = target.x * 200 / 72, target.y * 200 / 72
    ImageDraw.Draw(image).line((x - 4, y - 22, x + 40, y + 4), fill=0, width=5)
    document = read(encoded(image), "第三页.png")
    found = match(document, "report", "")
    assert outcome(document, truth)[1] == []
    unread = [item for item in found.unplaced if UNKNOWN in item.raw]
    assert len(unread) == 1
    assert unread[0].place.page == 1
    assert "未能可靠识别" in unread[0].reason


@needs_ocr
def test_digital_pages_stay_digital_beside_scanned_ones():
    truth, sheets = report()
    scan = image_pdf([picture(sheets[2], Scan(200))])
    merged = pypdfium2.PdfDocument(make_pdf(truth))
    merged.del_page(2)
    merged.import_pages(pypdfium2.PdfDocument(scan))
    buffer = io.BytesIO()
    merged.save(buffer)
    document = read(buffer.getvalue(), "混合.pdf")
    assert outcome(document, truth) == (len(truth.cells), [])
    assert "第3页的文字和数字由图像识别取得" in document.notes[0]
    confidences = {table.place.page: {cell.confidence for cell in table.cells} for table in document.tables}
    assert confidences[1] == confidences[2] == {1.0}
    assert max(confidences[3]) < 1


@needs_ocr
def test_the_same_picture_gives_the_same_document_in_each_form_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch):
    from audit.readers.scan import picture as scan

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    image = picture(ruled(TRAPS[:2]), Scan(200, skew=0.7, noise=5))
    document = scan.read(encoded(image, "PNG"))
    assert len(document.tables) == 1
    for form in ("PNG", "BMP", "TIFF"):
        assert replace(read(encoded(image, form), "表"), notes=document.notes) == document


@needs_ocr
def test_a_picture_that_is_no_report_gives_no_number():
    image = Image.effect_mandelbrot((1600, 2200), (-2, -1.5, 1, 1.5), 60)
    try:
        document = read(encoded(image), "照片.png")
    except ReadError as error:
        assert "没有文字" in str(error)  # noqa: PT017 – either is right
    else:
        assert match(document, "report", "").cells == {}


def bomb(side: int) -> bytes:
    """A small PNG file that says it has side × side pixels, and has them."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    body = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


REFUSED = {
    "a bomb": (lambda: bomb(50_000), "图片尺寸.*超出上限"),
    "a picture just too large": (lambda: bomb(8_000), "图片尺寸（8000×8000像素）超出上限"),
    "cut short": (lambda: encoded(picture(ruled(TRAPS)))[:3000], "图片已损坏或不完整"),
    "only the mark": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(40), "图片已损坏或不完整"),
    "too coarse": (lambda: encoded(picture(ruled(TRAPS), Scan(80))), "分辨率过低.*200至300点"),
    "white": (lambda: encoded(Image.new("L", (1654, 2339), 255)), "没有文字"),
}


@needs_ocr
@pytest.mark.parametrize(("make_data", "message"), REFUSED.values(), ids=REFUSED)
def test_pictures_that_cannot_be_read_are_refused_with_what_to_do(make_data, message: str):
    with pytest.raises(ReadError, match=message):
        read(make_data(), "图片.png")


@needs_ocr
def test_a_coarse_scan_in_a_pdf_is_named():
    with pytest.raises(ReadError, match="第1页的扫描分辨率过低"):
        read(image_pdf([picture(ruled(TRAPS), Scan(80))], Scan(80)), "扫描件.pdf")


@needs_ocr
def test_a_coarse_scan_behind_a_ruling_is_named():
    """The picture tells how fine the page is, wherever it stands among what is drawn."""

    def draw(canvas: Canvas) -> None:
        canvas.line(60, 800, 500, 800)
        canvas.drawImage(ImageReader(picture(ruled(TRAPS), Scan(80))), 0, 0, 595, 842)

    with pytest.raises(ReadError, match="第1页的扫描分辨率过低"):
        read(drawn(draw), "扫描件.pdf")


def test_without_the_extra_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # as if it were not installed
    image = picture(ruled(TRAPS))
    with pytest.raises(ReadError, match=r"文件是图片.*gkaudit doctor 的说明安装识别组件"):
        read(encoded(image), "表.png")
    with pytest.raises(ReadError, match=r"第1页为扫描图像.*gkaudit doctor 的说明安装识别组件"):
        pdf.read(image_pdf([image]))
