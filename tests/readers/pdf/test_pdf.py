"""Digital PDFs: what is printed comes out at its grid place, whatever the producer and wherever the page ends."""

from __future__ import annotations

import io
import random
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from audit.cells import read_cell
from audit.document import Document
from audit.errors import ReadError
from audit.match import match
from audit.readers.pdf import pdf
from tests.generate.formats.pdf import FONT, make_pdf
from tests.generate.report.layout import PLAIN, Variant, figure, tables
from tests.generate.report.pages import CLEAN, Style
from tests.generate.report.truth import Truth, make

#: Layouts on which every cell must be read.
LAYOUTS = {
    "clean": (PLAIN, CLEAN),
    "landscape": (PLAIN, Style(landscape=True)),
    "turned by /Rotate": (PLAIN, Style(rotated=True)),
    "drawn sideways": (PLAIN, Style(sideways=True)),
    "page numbers and a running head": (PLAIN, Style(page_numbers="-{}-", running_head="年度报告汇编")),
    "header rows repeated": (PLAIN, Style(repeat_header=True, break_rows=6, page_numbers="第{}页")),
    "a page break every third row": (Variant(vertical_stub=True), Style(break_rows=3, open_breaks=True)),
    "rows cut by the page break": (PLAIN, Style(cut_rows=True, page_numbers="- {} -")),
    "rows cut, no ruling at the break": (PLAIN, Style(cut_rows=True, open_breaks=True)),
    "thin rectangles, one a cell": (PLAIN, Style(thin_rectangles=True, pieces=True)),
    "double frame": (PLAIN, Style(double_frame=True)),
    "no outer verticals": (PLAIN, Style(no_outer_verticals=True)),
    "stub ruling through table 四": (PLAIN, Style(stray_verticals=True)),
    "characters one by one, in any order": (Variant(separators=True), Style(single_characters=True, shuffled=True)),
    "printed twice, in any order": (PLAIN, Style(twice=True, shuffled=True)),
    "blank zeros": (Variant(blank_zeros=True, broken_labels=True, short_labels=True), Style(break_rows=5)),
    "groups on each row, cut by hand": (Variant(slash_regulations=True, repeat_groups=True, split=6), CLEAN),
}


def judge(document: Document, truth: Truth, variant: Variant) -> tuple[list[str], list[str]]:
    """Keys of cells read wrongly, and of cells not read."""
    report = match(document, "report", "")
    wrong, missing = [], []
    for key, text in truth.cells.items():
        expected, cell = read_cell(figure(text, key, variant)), report.cells.get(key)
        if cell is None or cell.kind == "text":
            missing.append(key)
        elif (cell.kind, cell.value) != (expected.kind, expected.value):
            wrong.append(key)
    return wrong, missing


@pytest.mark.parametrize(("variant", "style"), LAYOUTS.values(), ids=LAYOUTS)
def test_every_cell_is_read(variant: Variant, style: Style):
    truth = make(1, distinct=True)
    assert judge(pdf.read(make_pdf(truth, variant, style)), truth, variant) == ([], [])


def test_every_cell_of_the_2019_form_is_read():
    truth = make(3, "2019", distinct=True)
    style = Style(cut_rows=True, page_numbers="{}")
    assert judge(pdf.read(make_pdf(truth, PLAIN, style)), truth, PLAIN) == ([], [])


@pytest.mark.parametrize("missing", ["no_inner_verticals", "no_value_verticals"])
def test_columns_without_rulings_are_told_by_their_text_with_less_confidence(missing: str):
    truth = make(1, distinct=True)
    document = pdf.read(make_pdf(truth, PLAIN, replace(CLEAN, **{missing: True})))
    assert judge(document, truth, PLAIN) == ([], [])
    report = match(document, "report", "")
    assert {report.cells[key].confidence for key in truth.cells if key.startswith("applications.")} == {0.8}


def random_layout(seed: int) -> tuple[Truth, Variant, Style]:
    """Any mix of difficulties that leaves the rulings between columns."""
    rng = random.Random(seed)
    variants = (
        "vertical_stub",
        "comma_numbers",
        "full_width",
        "separators",
        "nbsp",
        "units",
        "blank_zeros",
        "narrative",
    )
    styles = ("landscape", "rotated", "repeat_header", "cut_rows", "open_breaks", "thin_rectangles", "pieces")
    styles += ("stray_verticals", "single_characters", "twice", "shuffled", "double_frame")
    variant = Variant(**{name: rng.random() < 0.3 for name in variants}, split=rng.choice((0, 0, 5)))
    style = Style(
        **{name: rng.random() < 0.3 for name in styles},
        size=rng.choice((9, 10.5, 12, 14)),
        break_rows=rng.choice((0, 0, 3, 7)),
        page_numbers=rng.choice(("", "-{}-", "第{}页")),
    )
    truth = make(seed, rng.choice(("2021", "2019")), rng.choice(("small", "medium", "large")))
    return truth, variant, style


@pytest.mark.parametrize("seed", range(12))
def test_no_mix_of_difficulties_gives_a_wrong_number(seed: int):
    truth, variant, style = random_layout(seed)
    assert judge(pdf.read(make_pdf(truth, variant, style)), truth, variant)[0] == []


def test_cells_stand_at_their_place_of_the_grid_with_their_spans():
    truth = make(2)
    document = pdf.read(make_pdf(truth, style=Style(size=8)))
    printed = {
        (t.place.page, c.row, c.column, c.rowspan, c.colspan, squeezed(c.text))
        for t in document.tables
        for c in t.cells
    }
    first = next(table for table in tables(truth) if table.number == "二")
    expected = {(1, row, column, c.rowspan, c.colspan, squeezed(c.text)) for row, column, c in first.placed()}
    assert expected <= printed


@pytest.mark.parametrize("style", [CLEAN, Style(rotated=True), Style(sideways=True)])
def test_the_box_of_a_cell_holds_its_text_on_the_page_as_displayed(style: Style):
    import pypdfium2

    truth = make(1, distinct=True)
    data = make_pdf(truth, style=style)
    report = match(pdf.read(data), "report", "")
    place = report.cells["applications.received.natural"].place
    with_page = pypdfium2.PdfDocument(data)
    page = with_page[place.page - 1]
    picture = page.render(scale=2).to_pil().convert("L")
    width, height = picture.size
    left, top, right, bottom = (round(2 * edge) for edge in place.bbox)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    inner = picture.crop((left + 4, top + 4, right - 4, bottom - 4))
    assert inner.getextrema()[0] < 128
    edge = picture.crop((left + 4, top + 3, right - 4, top + 5))
    assert edge.getextrema()[0] > 128
    page.close()
    with_page.close()


def test_paragraphs_are_joined_over_lines_and_pages_and_furniture_is_dropped():
    truth = make(5)
    style = Style(size=14, page_numbers="- {} -", running_head="政府信息公开年度报告汇编")
    found = [squeezed(paragraph.text) for paragraph in pdf.read(make_pdf(truth, style=style)).paragraphs]
    wrapped = [line.printed for line in truth.lines if line.kind != "title"]
    assert [text for text in found if text in map(squeezed, wrapped)] == [squeezed(text) for text in wrapped]
    assert not [text for text in found if "汇编" in text or re.fullmatch(r"-\d+-", text)]


def squeezed(text: str) -> str:
    return "".join(text.split())


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF that ``draw`` draws; the Chinese font is set."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, **options)
    canvas.setFont(FONT, 10)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def grid(canvas: Canvas, xs: tuple[float, ...], ys: tuple[float, ...]) -> None:
    canvas.grid(list(xs), list(ys))


def texts(document: Document) -> list[str]:
    return [cell.text for table in document.tables for cell in table.cells]


def test_two_numbers_side_by_side_in_one_cell_are_not_joined():
    def draw(canvas: Canvas) -> None:
        grid(canvas, (50, 150, 250), (700, 720, 740))
        canvas.drawString(55, 726, "规章")
        canvas.drawString(160, 726, "12")
        canvas.drawString(200, 726, "34")

    cell = texts(pdf.read(drawn(draw)))[1]
    assert read_cell(cell).kind == "text"


def narrow(*rows: tuple[str | list[str], ...], width: float) -> Callable[[Canvas], None]:
    """Draws rows of a label and figures in columns ``width`` points wide; a list is one figure on several lines."""

    def draw(canvas: Canvas) -> None:
        xs = (50, *(150 + width * i for i in range(len(rows[0]))))
        grid(canvas, xs, tuple(800 - 30 * i for i in range(len(rows) + 1)))
        for i, cells in enumerate(rows):
            canvas.drawString(55, 782 - 30 * i, str(cells[0]))
            for j, figure_ in enumerate(cells[1:]):
                lines = [figure_] if isinstance(figure_, str) else figure_
                for k, line in enumerate(lines):
                    canvas.drawCentredString(150 + width * (j + 0.5), 788 - 30 * i - 12 * k, line)

    return draw


def test_a_number_that_a_narrow_column_breaks_is_one_number():
    rows = (("结果维持", ["120", "8"], "0", ["33", "7"]), ("结果纠正", "1", "2", "3"))
    found = texts(pdf.read(drawn(narrow(*rows, width=27))))
    assert found == ["结果维持", "1208", "0", "33\n7", "结果纠正", "1", "2", "3"]  # there was room for a third digit


def test_numbers_below_one_another_stay_apart_where_each_cell_of_the_row_has_two():
    rows = (("结果维持", ["120", "8"], ["312", "0"]), ("结果纠正", "1", "2"))
    assert texts(pdf.read(drawn(narrow(*rows, width=27))))[1:3] == ["120\n8", "312\n0"]


def test_a_number_cut_by_the_page_break_is_not_read_from_its_halves():
    def draw(canvas: Canvas) -> None:
        grid(canvas, (50, 150, 250), (60, 80))
        canvas.drawString(55, 66, "行政许可")
        canvas.drawString(160, 66, "12")
        canvas.showPage()
        canvas.setFont(FONT, 10)
        grid(canvas, (50, 150, 250), (760, 780))
        canvas.drawString(160, 766, "34")

    found = texts(pdf.read(drawn(draw)))
    assert all(number in "".join(found) for number in ("行政许可", "12", "34"))
    assert [text for text in found if read_cell(text).kind == "number"] == []


def test_a_label_cut_by_the_page_break_is_put_together():
    def draw(canvas: Canvas) -> None:
        grid(canvas, (50, 88, 200, 250), (60, 80))
        canvas.drawString(55, 66, "（四）")
        canvas.drawString(95, 66, "1.本机关不掌握相关信息")
        canvas.drawString(210, 66, "1")
        canvas.showPage()
        canvas.setFont(FONT, 10)
        grid(canvas, (50, 88, 200, 250), (760, 780))
        canvas.drawString(55, 766, "无法")
        canvas.drawString(95, 766, "2.没有现成信息")
        canvas.drawString(210, 766, "2")

    assert texts(pdf.read(drawn(draw))) == [
        *("（四）无法", "1.本机关不掌握相关信息", "1"),
        *("（四）无法", "2.没有现成信息", "2"),
    ]


def test_hidden_text_and_text_beside_the_page_are_not_read():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "公开的文字")
        canvas.drawString(900, 700, "页面之外")
        hidden = canvas.beginText(50, 650)
        hidden.setTextRenderMode(3)
        hidden.textLine("隐藏的文字")
        canvas.drawText(hidden)

    assert [paragraph.text for paragraph in pdf.read(drawn(draw)).paragraphs] == ["公开的文字"]


def test_a_watermark_across_the_page_is_no_part_of_a_number_and_is_noted():
    def draw(canvas: Canvas) -> None:
        grid(canvas, (50, 150, 250), (700, 720, 740))
        for i, (label, figure_) in enumerate((("规章", "761"), ("规范性文件", "0"))):
            canvas.drawString(55, 726 - 20 * i, label)
            canvas.drawString(160, 726 - 20 * i, figure_)
        canvas.rotate(40)
        canvas.drawString(582, 450, "2024")  # its first figure stands before 761, its last behind

    document = pdf.read(drawn(draw))
    assert texts(document) == ["规章", "761", "规范性文件", "0"]
    assert document.notes == ("第1页有倾斜的文字（如水印），未读取。",)


def test_cells_beyond_the_page_are_not_blank():
    def draw(canvas: Canvas) -> None:
        grid(canvas, (450, 520, 570, 620, 690), (700, 720, 740))
        for i in range(2):
            for x, text in zip((452, 525, 572, 640), (f"标签{i}", "1", "23456789", "4"), strict=True):
                canvas.drawString(x, 726 - 20 * i, text)

    document = pdf.read(drawn(draw, pagesize=(595, 842)))
    kinds = [[read_cell(cell.text).kind for cell in row] for row in document.tables[0].rows()]
    assert kinds == [["text", "number", "text"]] * 2
    assert "第1页的表格超出页面边缘" in document.notes[0]


def test_a_hyphen_at_the_end_of_a_line_stays_a_hyphen():
    def draw(canvas: Canvas) -> None:
        grid(canvas, (50, 150, 250), (700, 720, 740))
        for x, y, text in ((55, 726, "规章"), (160, 726, "-"), (55, 706, "abc"), (160, 706, "-5")):
            canvas.drawString(x, y, text)

    assert texts(pdf.read(drawn(draw))) == ["规章", "-", "abc", "-5"]


def test_a_filled_form_field_is_read_as_displayed():
    def draw(canvas: Canvas) -> None:
        grid(canvas, (50, 150, 250), (700, 720, 740))
        canvas.drawString(55, 726, "行政许可")
        canvas.acroForm.textfield(value="37", x=155, y=721, width=60, height=18, borderWidth=0, fontSize=10)

    assert "37" in texts(pdf.read(drawn(draw)))


def test_a_file_with_an_owner_password_only_is_read():
    rights = StandardEncryption("", ownerPassword="secret", canPrint=0)
    data = drawn(lambda canvas: canvas.drawString(50, 700, "一、总体情况"), encrypt=rights)
    assert [paragraph.text for paragraph in pdf.read(data).paragraphs] == ["一、总体情况"]


def scanned(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("L", (200, 280), 230)), 0, 0, 595, 842)


def encrypted() -> bytes:
    return drawn(lambda canvas: canvas.drawString(50, 700, "密"), encrypt=StandardEncryption("open", "secret"))


def many_pages(canvas: Canvas) -> None:
    for _ in range(520):
        canvas.drawString(50, 700, "页")
        canvas.showPage()


def without_map() -> bytes:
    """A PDF whose font does not say which characters its glyphs are."""
    data = drawn(lambda canvas: canvas.drawString(50, 700, "规章 12 34"))
    return data.replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", b"(XX1)")


HOSTILE = {
    "scan": (lambda: drawn(scanned), "第1页为扫描图像.*请改用文字版文件"),
    "password": (encrypted, "已加密"),
    "truncated": (lambda: make_pdf(make(1))[:3000], "已损坏或不完整"),
    "only the mark": (lambda: b"%PDF-1.7\n", "已损坏"),
    "too many pages": (lambda: drawn(many_pages), "共521页，超过上限500页"),
    "no text": (lambda: drawn(lambda canvas: canvas.line(10, 10, 90, 10)), "没有文字"),
    "font without a map of its characters": (without_map, "乱码.*请由原文档重新导出"),
}


@pytest.mark.parametrize(("make_data", "message"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_refused_with_what_to_do(make_data: Callable[[], bytes], message: str, monkeypatch):
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    with pytest.raises(ReadError, match=message):
        pdf.read(make_data())


def test_a_scanned_page_among_others_is_named_in_a_note_where_it_cannot_be_recognised(monkeypatch):
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)

    def draw(canvas: Canvas) -> None:
        for text in ("一、总体情况", "二、主动公开政府信息情况"):
            canvas.drawString(50, 700, text)
            canvas.showPage()
            canvas.setFont(FONT, 10)
        scanned(canvas)

    document = pdf.read(drawn(draw))
    assert "第3页为扫描图像" in document.notes[0]
    assert len(document.paragraphs) == 2


def test_a_page_full_of_strokes_is_named_and_its_text_still_read():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "一、总体情况")
        canvas.lines([(10 + i % 500, 10 + i // 500, 10 + i % 500 + 8, 10 + i // 500) for i in range(45_000)])

    document = pdf.read(drawn(draw))
    assert "图形过多" in document.notes[0]
    assert [paragraph.text for paragraph in document.paragraphs] == ["一、总体情况"]


def test_the_same_file_gives_the_same_document():
    data = make_pdf(make(4), style=Style(cut_rows=True))
    assert pdf.read(data) == pdf.read(data)


@pytest.mark.needs("libreoffice")
def test_a_report_saved_as_pdf_by_libreoffice_is_read(tmp_path):
    from tests.generate.formats.docx import Layout, write

    truth = make(4, size="small")
    source = tmp_path / "report.docx"
    source.write_bytes(ruled(write(truth, Layout())))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert judge(pdf.read((tmp_path / "report.pdf").read_bytes()), truth, PLAIN) == ([], [])


def ruled(data: bytes) -> bytes:
    """The .docx with rulings around every cell and columns that fill the page."""
    import zipfile

    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = f'<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:tblPr/>", properties.encode())
            new.writestr(name, part)
    return buffer.getvalue()


def _beside(canvas: Canvas, shaded: tuple[float, float, float] | None, colour: str, size: float) -> None:
    """甲 | 12 with a 9 of that colour and size behind the 12, on a shading or on paper."""
    if shaded:
        canvas.setFillColorRGB(*shaded)
        canvas.rect(140, 700, 80, 20, stroke=0, fill=1)
    grid(canvas, (60, 140, 220), (700, 720, 740))
    canvas.setFillColor("#000000")
    for x, y, text in ((70, 726, "事项"), (150, 726, "件数"), (70, 706, "甲"), (150, 706, "12")):
        canvas.drawString(x, y, text)
    canvas.setFillColor(colour)
    canvas.setFont(FONT, size)
    canvas.drawString(150 + canvas.stringWidth("12", FONT, 10), 706, "9")


@pytest.mark.parametrize(
    ("shaded", "colour", "size", "text"),
    [
        (None, "#FFFFFF", 10, "12[白色的文字]"),
        (None, "#FDFDFD", 10, "12[白色的文字]"),
        ((0.97, 0.97, 0.97), "#FFFFFF", 10, "12[白色的文字]"),
        ((0.1, 0.3, 0.6), "#FFFFFF", 10, "129"),
        (None, "#CC0000", 10, "129"),
        (None, "#000000", 1, "12"),
    ],
)
def test_digits_that_nobody_sees_make_no_number(
    shaded: tuple[float, float, float] | None, colour: str, size: float, text: str
) -> None:
    document = pdf.read(drawn(lambda canvas: _beside(canvas, shaded, colour, size)))
    assert texts(document) == ["事项", "件数", "甲", text]
    assert any("1处白色或极小的文字" in note for note in document.notes) == ("[" in text)


def _corrected(canvas: Canvas, old: str, new: str, at: float, *, cover: bool) -> None:
    """甲 | ``old``, painted over with white, and ``new`` set so far beside the place of it."""
    grid(canvas, (60, 140, 220), (700, 720, 740))
    for x, y, text in ((70, 726, "事项"), (150, 726, "件数"), (70, 706, "甲"), (150, 706, old)):
        canvas.drawString(x, y, text)
    canvas.setFillColor("#FFFFFF")
    if cover:
        canvas.rect(145, 702, 60, 15, stroke=0, fill=1)
    canvas.setFillColor("#000000")
    canvas.drawString(150 + at, 706, new)


@pytest.mark.parametrize(("old", "new", "at"), [("12", "15", 0), ("12", "15", 11), ("1", "5", 5), ("12", "", 0)])
def test_a_figure_painted_over_is_not_read(old: str, new: str, at: float) -> None:
    document = pdf.read(drawn(lambda canvas: _corrected(canvas, old, new, at, cover=True)))
    assert "[遮盖的文字]" in texts(document)[-1]
    assert any("被白色图形遮盖" in note for note in document.notes)


def test_white_below_a_figure_covers_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor("#FFFFFF")
        canvas.rect(140, 700, 80, 20, stroke=0, fill=1)
        canvas.setFillColor("#000000")
        _corrected(canvas, "12", "", 0, cover=False)

    assert texts(pdf.read(drawn(draw)))[-1] == "12"


def test_white_figures_on_a_picture_are_seen() -> None:
    from PIL import Image

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (80, 20), "#1A4D99")), 140, 700, 80, 20)
        _beside(canvas, None, "#FFFFFF", 10)

    document = pdf.read(drawn(draw))
    assert texts(document) == ["事项", "件数", "甲", "129"]
    assert document.notes == ()


@pytest.mark.parametrize(("segments", "is_read"), [(20_000, True), (20_001, False)])
def test_a_path_of_more_segments_than_any_table_has_leaves_the_rulings_unread(segments: int, is_read: bool) -> None:
    def draw(canvas: Canvas) -> None:
        _beside(canvas, None, "#000000", 10)
        path = canvas.beginPath()
        path.moveTo(100, 100)
        for number in range(segments - 1):
            path.lineTo(100 + number % 40 * 10, 100 + (number % 2) * 200)
        canvas.drawPath(path)

    document = pdf.read(drawn(draw))
    assert ("甲" in texts(document)) == is_read
    assert any("图形过多" in note for note in document.notes) != is_read


def test_rulings_filled_all_at_once_are_rulings() -> None:
    """Some producers draw all rulings of a table as one shape: its columns are then ruled, not told by their text."""

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        for x in (60, 140, 220):
            path.rect(x, 700, 0.5, 40)
        for y in (700, 720, 740):
            path.rect(60, y, 160.5, 0.5)
        canvas.drawPath(path, stroke=0, fill=1)
        for x, y, text in ((70, 726, "事项"), (150, 726, "件数"), (70, 706, "甲"), (150, 706, "12")):
            canvas.drawString(x, y, text)

    (table,) = pdf.read(drawn(draw)).tables
    assert [[cell.text for cell in row] for row in table.rows()] == [["事项", "件数"], ["甲", "12"]]
    assert {cell.confidence for cell in table.cells} == {1.0}


def test_section_headings_between_tables_ruled_alike_part_them() -> None:
    """Where only the rows are ruled, nothing but its words tells a heading from a row; one may stand before all rows."""
    headings = [
        "二、行政机关主动公开政府信息的基本情况（单位：件）",
        "三、行政机关收到和处理政府信息公开申请的情况（单位：件）",
    ]

    def draw(canvas: Canvas) -> None:
        for number in range(8):
            canvas.line(60, 740 - 20 * number, 460, 740 - 20 * number)
        head = ("事项", "件数")
        rows = ((headings[0],), head, ("甲", "1"), (headings[1],), head, ("乙", "2"), ("丙", "3"))
        for number, row in enumerate(rows):
            for x, text in zip((62, 262), row, strict=False):
                canvas.drawString(x, 726 - 20 * number, text)

    document = pdf.read(drawn(draw))
    assert [paragraph.text for paragraph in document.paragraphs] == headings
    assert [[cell.text for cell in table.cells] for table in document.tables] == [
        ["事项", "件数", "甲", "1"],
        ["事项", "件数", "乙", "2", "丙", "3"],
    ]
