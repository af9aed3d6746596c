"""Tables of PDFs that page breaks, narrow columns and LibreOffice's own rulings pull apart: read whole or left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

import audit
from audit.document import Document, Paragraph, Table
from audit.findings import Outcome
from audit.forms import load
from audit.match import match
from audit.match.tables import match_tables
from audit.readers.web import html
from audit.rules import run
from tests.generate.formats.html import write
from tests.generate.report.truth import make
from tests.readers.pdf.test_pdf_narrow import drawn, texts

#: The head of table 四 below its groups.
HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
EDGES = [50.0 + 32 * number for number in range(16)]


def _row(canvas: Canvas, top: float, height: float, cells: list[str], edges: list[float] = EDGES) -> None:
    """A ruled row whose cells print their lines from the top; a line holds what is parted by “/”."""
    canvas.grid(edges, [top - height, top])
    for x, cell in zip(edges, cells, strict=False):
        for number, line in enumerate(cell.split("/")):
            canvas.drawString(x + 5, top - 12 - 13 * number, line)


def _one_row(cells: list[str]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        _row(canvas, 740, 20, list(HEADS) * 3)
        _row(canvas, 720, 32, cells)

    return draw


def _last_row(document: Document) -> list[str]:
    return [row for table in document.tables for row in [[cell.text for cell in cells] for cells in table.rows()]][-1]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["1234/5"] * 15, ["12345"] * 15),  # nothing else stands in the row, and no label
        (["12,3/45"] * 14 + [""], ["12,345"] * 14 + [""]),  # half a group of three digits is no number
        (["1234/05"] * 14 + [""], ["123405"] * 14 + [""]),  # nor are zeros before other digits
        (["123/4件"] * 14 + ["12件"], ["1234件"] * 14 + ["12件"]),  # the unit stands behind the whole
        (["12/34"] * 15, ["12\n34"] * 15),  # the first line left room: two figures
        (["1234/4567"] * 14 + [""], ["1234\n4567"] * 14 + [""]),  # two rows in one, the last cells blank
    ],
)
def test_figures_on_two_lines_are_one_only_where_the_row_shows_it(cells: list[str], read: list[str]) -> None:
    assert _last_row(drawn(_one_row(cells))) == read


def test_a_head_that_the_page_break_cuts_stands_above_its_figures() -> None:
    groups = [*EDGES[:6], EDGES[10], EDGES[15]]

    def above(canvas: Canvas) -> None:
        canvas.grid([EDGES[0], EDGES[5], EDGES[15]], [80, 100])
        canvas.drawString(60, 85, "行政复议")
        canvas.drawString(220, 85, "行政诉讼")
        _row(canvas, 80, 22, ["结果", "结果", "其他", "尚未", "总计", "未经复议直接起诉", "复议后起诉"], groups)

    def below(canvas: Canvas) -> None:
        _row(canvas, 780, 30, ["维持", "纠正", "结果", "审结", "", *(f"{head[:2]}/{head[2:]}" for head in HEADS * 2)])
        _row(canvas, 750, 20, [str(number) for number in range(15)])

    found = match_tables(drawn(above, below).tables, load("2021"))
    assert [cell.value for cell in found.cells.values()] == list(range(15))
    assert [label for label in found.printed if label.key is None] == []


def test_sides_drawn_on_below_their_table_rule_nothing_there() -> None:
    """As LibreOffice draws those of cells that were merged over a page break."""

    def draw(canvas: Canvas) -> None:
        canvas.grid([120, 300, 400], [660, 680, 700, 720])
        for y, label in ((705, "1.信访举报投诉类申请"), (685, "2.重复申请"), (665, "3.要求提供公开出版物")):
            canvas.drawString(125, y, label)
            canvas.drawString(320, y, str(y))
        for x in (50, 85, 120):
            canvas.line(x, 720, x, 500)
        canvas.line(50, 720, 120, 720)
        canvas.line(50, 660, 120, 660)
        canvas.drawString(45, 640, "四、政府信息公开行政复议、行政诉讼情况")
        canvas.grid([50, 150, 250, 350], [600, 620])
        for number, x in enumerate((55, 155, 255)):
            canvas.drawString(x, 605, f"{number}1")
        canvas.drawString(45, 560, "五、存在的主要问题及改进情况")

    document = drawn(draw)
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
    ]
    assert [cell.text for cell in document.tables[1].cells] == ["01", "11", "21"]
    assert "3.要求提供公开出版物" in texts(document)


def test_words_and_figures_that_touch_are_parted_by_the_ruling_between() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50, 110, 150, 190], [700, 720])
        canvas.drawString(50, 705, "政府集中采购")
        canvas.drawString(110, 705, "1,234件")
        canvas.drawString(147, 705, "567件")

    assert texts(drawn(draw)) == ["政府集中采购", "1,234件", "567件"]


def _of(rule: str, page: str) -> list[Outcome]:
    report = match(html.read(page.encode()), "page.html", "0" * 64)
    return [o for o in run(report, load("2021")) if o.rule == rule and o.verdict == "fail"]


def test_a_misprinted_label_between_its_neighbours_names_its_line() -> None:
    truth = make(3, "2021")
    page = write(truth).decode().replace("2.其他法律行政法规禁止公开", "2.其他法律行政止公开")
    report = match(html.read(page.encode()), "page.html", "0" * 64)
    assert len(report.cells) == len(truth.cells)
    (found,) = _of("M010", page)
    assert (found.severity, found.actual, found.expected) == (
        "info",
        "2.其他法律行政止公开",
        "2.其他法律行政法规禁止公开",
    )


def test_a_line_of_ones_own_between_two_lines_is_no_line_of_the_form() -> None:
    page = write(make(3, "2021")).decode().replace("2.其他法律行政法规禁止公开", "2.不宜公开的其他情形")
    (found,) = _of("M010", page)
    assert found.message == "表三有格式没有的行“2.不宜公开的其他情形”"


def _as_one_row() -> str:
    """A page that prints （六）其他处理 as one row, as the form of 2019 does."""
    page = write(make(3, "2021")).decode()
    page = re.sub(r'rowspan="(\d+)"(?=[^>]*>三、)', lambda m: f'rowspan="{int(m[1]) - 2}"', page)
    rows = re.findall(r"<tr(?:(?!</tr>).)*?</tr>", page, re.DOTALL)
    first = next(index for index, row in enumerate(rows) if "逾期不补正" in row)
    cells = re.findall(r"<td[^>]*>(?:(?!</td>).)*</td>", rows[first], re.DOTALL)
    one = "<tr><td colspan='2'>（六）其他处理</td>" + "".join(cells[-7:]) + "</tr>"
    for row in rows[first + 1 : first + 3]:
        page = page.replace(row, "", 1)
    return page.replace(rows[first], one, 1)


def test_a_group_printed_as_one_row_is_told_once() -> None:
    """The lines of the form are missing, and no figure is made theirs."""
    report = match(html.read((page := _as_one_row()).encode()), "page.html", "0" * 64)
    assert len(report.cells) == 179
    assert not any(key.startswith("applications.other.") for key in report.cells)
    (found,) = _of("M001", page)
    assert found.message.startswith("表三“（六）其他处理”印为一行，未分列")
    assert "缺少21个单元格" in found.message
    assert any("21个因几行印作一行而未印" in note for note in report.notes)
    assert not any("未能确定21个" in note for note in report.notes)


def _on_first_page(block: Paragraph | Table) -> Paragraph | Table:
    """The block as it stands on a page; of a table each cell does."""
    if not isinstance(block, Table):
        return block
    return replace(block, cells=tuple(cell._replace(place=cell.place._replace(page=1)) for cell in block.cells))


def test_a_group_that_a_picture_seems_to_print_as_one_row_is_not_told_as_not_printed() -> None:
    document = html.read(_as_one_row().encode())
    blocks = tuple(map(_on_first_page, document.blocks))
    report = match(replace(document, blocks=blocks, meta={"recognised": "1"}), "page.html", "0" * 64)
    assert any("21个所在的几行识读为一行，是否印出未能确定" in note for note in report.notes)
    said = [note for note in report.notes if "未印" in note]
    said += [outcome.message for outcome in audit.check(report) if "没有印出" in outcome.message]
    assert not said
    (found,) = (outcome for outcome in audit.check(report) if outcome.rule == "M001" and outcome.verdict != "pass")
    assert found.verdict == "undecided"


def _cut_label(canvas: Canvas, top: float, words: str, figures: list[str]) -> None:
    _row(canvas, top, 20, [words, *figures], [50, 250, *(250 + 40.0 * number for number in range(1, 8))])


def test_a_label_that_a_page_break_may_have_cut_is_no_fault_of_the_organ() -> None:
    """The halves do not fill their lines: whether they are one label nobody can tell, so that none is called strange."""

    def above(canvas: Canvas) -> None:
        canvas.drawString(50, 800, "三、收到和处理政府信息公开申请情况")
        for number, words in enumerate(("1.信访举报投诉类申请", "2.重复申请")):
            _cut_label(canvas, 100 - 20 * number, words, ["0"] * 7)
        _cut_label(canvas, 60, "3.要求", ["1"] * 7)

    def below(canvas: Canvas) -> None:
        _cut_label(canvas, 780, "出版物若干", ["2"] * 7)
        _cut_label(canvas, 760, "4.无正当理由大量反复申请", ["3"] * 7)

    report = match(drawn(above, below), "report", "")
    said = {
        outcome.verdict
        for outcome in run(report, load("2021"))
        if outcome.rule == "M010" and "出版物" in outcome.message
    }
    assert said == {"undecided"}
