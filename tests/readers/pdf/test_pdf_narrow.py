"""PDFs whose columns are too narrow, or not ruled at all: figures are read whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from audit.document import Cell, Document, Place, Table
from audit.match import match
from audit.readers import read
from audit.readers.pdf import pdf
from tests.generate.formats import docx
from tests.generate.formats.pdf import FONT
from tests.generate.report.truth import make

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def drawn(*pages: Callable[[Canvas], None]) -> Document:
    """What is read out of a PDF whose pages are drawn so."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return pdf.read(buffer.getvalue())


def texts(document: Document) -> list[str]:
    return [cell.text for table in document.tables for cell in table.cells]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("522", 185), ("0", 192)),  # over one another in one cell
        (("1119812", 152), ("7822", 182)),  # over one another
        (("数量703377", 150), ("7303", 182)),
    ],
)
def test_figures_that_run_over_into_the_next_cell_are_not_read(first: tuple[str, int], second: tuple[str, int]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50, 150, 180, 210], [700, 720, 740])
        canvas.drawString(55, 725, "一、本年新收")
        canvas.drawString(55, 705, "二、上年结转")
        canvas.drawString(155, 725, "3")
        canvas.drawString(185, 725, "4")
        for text, x in (first, second):
            canvas.drawString(x, 705, text)

    cells = texts(drawn(draw))
    assert {"一、本年新收", "3", "4", "二、上年结转"} <= set(cells)
    assert not [text for text in cells[4:] if text.isdigit()]


def test_a_number_that_breaks_over_two_lines_and_two_pages_is_not_read_as_its_first_half() -> None:
    """The label is cut before a mark that begins no line, so that its first part leaves some room."""
    xs = [50, 150, 181]

    def above(canvas: Canvas) -> None:
        canvas.grid(xs, [40, 60, 80])
        for y, label, figure in ((65, "2.其他法律", "12"), (45, "3.危及“三安全一", "4776")):
            canvas.drawString(55, y, label)
            canvas.drawString(154, y, figure)

    def below(canvas: Canvas) -> None:
        canvas.grid(xs, [760, 780, 800])
        for y, label, figure in ((785, "稳定”", "5"), (765, "4.保护", "7")):
            canvas.drawString(55, y, label)
            canvas.drawString(154, y, figure)

    cells = texts(drawn(above, below))
    assert "4776" not in cells
    assert "4776\n5" in cells


def test_a_label_that_fills_its_cell_is_no_half_where_the_figures_beside_it_and_below_are_whole() -> None:
    """The label below has no number, as the rows of table 二: only the figures show that two rows stand there."""
    xs = [50, 150, 220]

    def row(y: float, label: str, figure: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.grid(xs, [y, y + 20])
            canvas.drawString(55, y + 5, label)
            canvas.drawString(154, y + 5, figure)

        return draw

    rows = ("行政规范性文件制发", "12"), ("行政强制措施", "5")
    document = drawn(row(40, *rows[0]), row(780, *rows[1]))
    assert texts(document) == [*rows[0], *rows[1]]


def test_a_label_of_several_lines_belongs_to_the_figures_beside_it_without_rulings() -> None:
    figures = ["12", "34", "56", "78", "90", "21", "43"]

    def row(canvas: Canvas, y: float, label: str = "") -> None:
        canvas.drawString(120, y, label)
        for number, figure in enumerate(figures):
            canvas.drawString(320 + 30 * number, y, figure)

    def draw(canvas: Canvas) -> None:
        row(canvas, 760, "（一）予以公开")
        canvas.drawString(120, 740, "（二）部分公开（区分处理的，只计这一")
        row(canvas, 734)
        canvas.drawString(120, 728, "情形，不计其他情形）")
        row(canvas, 708, "1.属于国家秘密")

    printed = [item.text for item in drawn(draw).paragraphs]
    values = " ".join(figures)
    assert printed == [
        f"（一）予以公开 {values}",
        f"（二）部分公开（区分处理的，只计这一情形，不计其他情形） {values}",
        f"1.属于国家秘密 {values}",
    ]


def test_a_row_that_runs_over_three_pages_does_not_stop_the_reading() -> None:
    """The middle page holds nothing but a part of the row, which goes to the page before."""
    xs = [50, 150, 181]

    def ruled(y: float, label: str, figure: str = "") -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.grid(xs, [y, y + 20])
            canvas.drawString(55, y + 5, label)
            canvas.drawString(154, y + 5, figure)

        return draw

    document = drawn(ruled(40, "3.危及“三安全一", "4776"), ruled(400, "稳定”稳定稳定稳定"), ruled(780, "4.保护", "7"))
    assert {"4.保护", "7"} <= set(texts(document))


def test_rulings_drawn_dot_by_dot_are_rulings() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 720, 740):
            for step in range(107):
                canvas.rect(50 + 1.5 * step, y, 0.75, 0.75, stroke=0, fill=1)
        for x in (50, 150, 180, 209):
            for step in range(27):
                canvas.rect(x, 700 + 1.5 * step, 0.75, 0.75, stroke=0, fill=1)
        for y, label, figures in ((725, "一、本年新收", "34"), (705, "二、上年结转", "56")):
            canvas.drawString(55, y, label)
            canvas.drawString(160, y, figures[0])
            canvas.drawString(190, y, figures[1])

    cells = [(cell.row, cell.column, cell.text, cell.confidence) for t in drawn(draw).tables for cell in t.cells]
    assert cells == [
        (1, 1, "一、本年新收", 1.0),
        (1, 2, "3", 1.0),
        (1, 3, "4", 1.0),
        (2, 1, "二、上年结转", 1.0),
        (2, 2, "5", 1.0),
        (2, 3, "6", 1.0),
    ]


@pytest.mark.parametrize("label", ["定”", ""])
def test_a_row_that_goes_on_at_the_top_of_the_next_page_gives_no_number(label: str) -> None:
    """Its figures may be the ends of those above; the report then has no value for any of them."""
    truth = make(4, distinct=True)
    document = read(docx.write(truth), "a.docx")
    index = next(i for i, b in enumerate(document.blocks) if isinstance(b, Table) and len(b.cells) > 150)
    table = document.blocks[index]
    assert isinstance(table, Table)
    row = next(cell.row for cell in table.cells if "三安全" in cell.text)
    upper = [c._replace(text=c.text.replace("定”", "")) if c.row == row else c for c in table.cells if c.row <= row]
    values = [c for c in upper if c.row == row and c.text.isdigit()]
    cut = {id(cell): cell._replace(text=cell.text[:-1]) for cell in values}
    rest = [Cell(label, Place(table=9, row=1, column=3), 1, 3)]
    rest += [c._replace(text=c.text[-1], row=1, place=Place(table=9, row=1, column=c.column)) for c in values]
    lower = [c._replace(row=c.row - row + 1) for c in table.cells if c.row > row]
    parts = (Table(tuple(cut.get(id(c), c) for c in upper), table.place), Table((*rest, *lower), Place(table=9)))
    blocks = (*document.blocks[:index], *parts, *document.blocks[index + 1 :])
    found = match(replace(document, blocks=blocks), "a.pdf", "")
    assert not [key for key in found.cells if ".security_stability." in key]
    assert {k: str(c.value) for k, c in found.cells.items()} == {
        k: v for k, v in truth.cells.items() if ".security_stability." not in k
    }


@pytest.mark.parametrize("figures", ["{}\n{}", "{}{}\ufffd"])
def test_a_row_without_its_figures_is_not_blank_where_they_end_the_page_before(figures: str) -> None:
    """They need not be readable themselves: broken over two lines, or run into one another."""
    truth = make(4, distinct=True)
    document = read(docx.write(truth), "a.docx")
    index = next(i for i, b in enumerate(document.blocks) if isinstance(b, Table) and len(b.cells) > 150)
    table = document.blocks[index]
    assert isinstance(table, Table)
    row = next(cell.row for cell in table.cells if "其他法律行政法规禁止公开" in cell.text)
    own = [cell for cell in table.cells if cell.row == row and cell.column and cell.column >= 3]
    upper = [c for c in table.cells if c.row < row]
    upper += [c._replace(text=figures.format(c.text[:2], c.text[2:]) if c.text.isdigit() else "2.其") for c in own]
    lower = [c._replace(text="" if c.text.isdigit() else "他法律行政法规禁止公开") for c in own]
    lower = [c._replace(row=c.row - row + 1) for c in (*lower, *(c for c in table.cells if c.row > row))]
    parts = (Table(tuple(upper), table.place), Table(tuple(lower), Place(table=9)))
    blocks = (*document.blocks[:index], *parts, *document.blocks[index + 1 :])
    found = match(replace(document, blocks=blocks), "a.pdf", "")
    assert not [key for key in found.cells if ".forbidden_by_law." in key]
    assert {k: str(c.value) for k, c in found.cells.items()} == {
        k: v for k, v in truth.cells.items() if ".forbidden_by_law." not in k
    }


def test_a_heading_behind_the_figures_of_table_four_is_none_of_them() -> None:
    """Where one figure of the row is lost, the heading of the next section must not make up the count."""
    truth = make(4, distinct=True)
    document = read(docx.write(truth), "a.docx")
    index = max(i for i, b in enumerate(document.blocks) if isinstance(b, Table))
    figures = [value for key, value in truth.cells.items() if key.startswith("litigation.")][1:]
    cells = [
        Cell(text, Place(table=3, row=1, column=column), 1, column)
        for column, text in enumerate([*figures, "五、存在的主要问题及改进情况"], 1)
    ]
    blocks = (*document.blocks[:index], Table(tuple(cells), Place(table=3)), *document.blocks[index + 1 :])
    found = match(replace(document, blocks=blocks), "a.pdf", "")
    assert not [key for key in found.cells if key.startswith("litigation.")]
    assert set(figures) <= {item.raw for item in found.unplaced}
