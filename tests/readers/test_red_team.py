"""Documents as agencies publish them, which the generator does not make: nothing is read for what it is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from audit import check
from audit.cells import read_cell
from audit.document import Table
from audit.match import match
from audit.model import Report
from audit.readers import read
from audit.readers.page import PrintedPage, PrintedPages, Stroke, assemble, make_run
from tests.generate.formats import docx, html, odt
from tests.generate.report import truth

TRUTH = truth.make(31, distinct=True)
PAGE = html.write(TRUTH).decode()


def report_of(page: str, name: str = "报告.html") -> Report:
    """The report that a page holds."""
    return match(read(page.encode(), name), name, "")


def wrong(report: Report) -> dict[str, str]:
    """What was read as another number than the page prints."""
    return {k: c.raw for k, c in report.cells.items() if c.value is not None and str(c.value) != TRUTH.cells[k]}


def missing(report: Report) -> set[str]:
    """The cells that were not read as numbers."""
    return {key for key in TRUTH.cells if report.value(key) is None}


def edited(edit: Callable[[str], str], key: str = "applications.received.natural") -> Report:
    """The report whose cell ``key`` is printed by ``edit`` from its number."""
    number = TRUTH.cells[key]
    assert PAGE.count(f">{number}<") == 1
    return report_of(PAGE.replace(f">{number}<", f">{edit(number)}<"))


RAISED = {
    "style": '<span style="VERTICAL-ALIGN: super; font-size:8pt">2</span>',
    "font": '<font style="vertical-align:super">2</font>',
    "word": "<span lang=EN-US style='position:relative;top:-4.0pt;mso-text-raise:4.0pt'>2</span>",
    "lowered": '<em style="vertical-align: sub">2</em>',
}


@pytest.mark.parametrize("case", RAISED)
def test_a_raised_mark_of_a_note_is_no_digit(case: str) -> None:
    found = edited(lambda number: f"<p>{number}{RAISED[case]}</p>")
    assert wrong(found) == {}
    assert missing(found) == {"applications.received.natural"}


@pytest.mark.parametrize(
    "rule",
    [
        "span.MsoFootnoteReference{mso-style-priority:99;vertical-align:super}",
        "<!-- /* Font */ @font-face{font-family:a} span.MsoFootnoteReference\n{vertical-align:super} -->",
        "p.a,span.MsoFootnoteReference{vertical-align:super}",
    ],
)
def test_a_raised_mark_is_known_by_its_class(rule: str) -> None:
    page = PAGE.replace("</head>", f"<style>{rule}</style></head>")
    number = TRUTH.cells["applications.received.natural"]
    found = report_of(page.replace(f">{number}<", f">{number}<span class=MsoFootnoteReference>2</span><"))
    assert wrong(found) == {}
    assert missing(found) == {"applications.received.natural"}


@pytest.mark.parametrize("rule", [".old{text-decoration: line-through}", "span.old { display:none }"])
def test_what_a_class_strikes_out_or_hides_is_not_read(rule: str) -> None:
    page = PAGE.replace("</head>", f"<style>{rule}</style></head>")
    number = TRUTH.cells["applications.received.natural"]
    found = report_of(page.replace(f">{number}<", f"><span class=old>78</span>{number}<"))
    assert wrong(found) == {}
    assert missing(found) == set()


def test_what_a_page_hides_on_small_screens_only_is_read() -> None:
    page = PAGE.replace("</head>", "<style>@media (max-width:700px){.wide{display:none}}</style></head>")
    number = TRUTH.cells["applications.received.natural"]
    found = report_of(page.replace(f">{number}<", f"><span class=wide>{number}</span><"))
    assert (wrong(found), missing(found)) == ({}, set())


def test_style_sheets_that_a_saved_page_keeps_apart_count_too() -> None:
    number = TRUTH.cells["applications.received.natural"]
    page = PAGE.replace(f">{number}<", f"><span class=old>78</span>{number}<")
    saved = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n'
        "------B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{page}\r\n------B\r\nContent-Type: text/css\r\n\r\n"
        '@charset "utf-8";\n.old { text-decoration: line-through; }\r\n------B--\r\n'
    )
    found = match(read(saved.encode(), "报告.mht"), "报告.mht", "")
    assert (wrong(found), missing(found)) == ({}, set())


def test_formatting_of_a_large_page_keeps_what_hides_and_raises() -> None:
    padded = PAGE.replace("</td>", "<b><font></font></b>" * 8 + "</td>")
    number = TRUTH.cells["applications.received.natural"]
    other = TRUTH.cells["applications.received.business"]
    padded = padded.replace(f">{number}<", f'>{number}<font style="vertical-align:super">2</font><', 1)
    padded = padded.replace(f">{other}<", f'><u style="display:none">7</u>{other}<', 1)
    assert padded.count("<") > 3_000
    found = report_of(padded)
    assert wrong(found) == {}
    assert missing(found) == {"applications.received.natural"}


@pytest.mark.parametrize("text", ["3896 3", "38 96", "12 3.45", "12 345 6"])
def test_numbers_that_stand_apart_in_one_cell_are_not_joined(text: str) -> None:
    reading = read_cell(text)
    assert (reading.kind, reading.value) == ("text", None)
    assert reading.note


@pytest.mark.parametrize(("text", "value"), [("1 2 3", 123), ("12 345", 12345), ("1, 234", 1234), ("1 2 件", 12)])
def test_a_number_spaced_evenly_is_one_number(text: str, value: int) -> None:
    assert read_cell(text).value == value


def word_with(runs: str, styles: str = "") -> Report:
    """A Word report whose cell of natural persons’ requests holds ``runs``, “#” standing for the number."""
    number = TRUTH.cells["applications.received.natural"]
    source = zipfile.ZipFile(io.BytesIO(docx.write(TRUTH)))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode()
            if name == "word/document.xml":
                assert part.count(f">{number}</w:t></w:r>") == 1
                part = part.replace(f">{number}</w:t></w:r>", f">{number}</w:t></w:r>{runs}")
            if name != "word/styles.xml":
                target.writestr(name, part)
        if styles:
            space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
            target.writestr("word/styles.xml", f"<w:styles {space}>{styles}</w:styles>")
    return match(read(made.getvalue(), "报告.docx"), "报告.docx", "")


NOTE_STYLES = (
    '<w:style w:type="character" w:styleId="a5"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="b6"><w:basedOn w:val="a5"/></w:style>'
    '<w:style w:type="character" w:styleId="c7"><w:basedOn w:val="a5"/><w:rPr><w:vertAlign w:val="baseline"/></w:rPr>'
    '</w:style><w:style w:type="character" w:styleId="d8"><w:rPr><w:strike/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    "properties",
    ['<w:rStyle w:val="a5"/>', '<w:rStyle w:val="b6"/>', '<w:position w:val="10"/>', '<w:position w:val="-6"/>'],
)
def test_a_note_mark_raised_by_style_or_position_is_no_digit_in_word(properties: str) -> None:
    found = word_with(f"<w:r><w:rPr>{properties}</w:rPr><w:t>2</w:t></w:r>", NOTE_STYLES)
    assert wrong(found) == {}
    assert missing(found) == {"applications.received.natural"}


def test_a_style_that_strikes_out_is_not_read_in_word() -> None:
    found = word_with('<w:r><w:rPr><w:rStyle w:val="d8"/></w:rPr><w:t>2</w:t></w:r>', NOTE_STYLES)
    assert (wrong(found), missing(found)) == ({}, set())


def test_a_style_that_sets_its_text_back_on_the_line_is_read_in_word() -> None:
    found = word_with('<w:r><w:rPr><w:rStyle w:val="c7"/></w:rPr><w:t>件</w:t></w:r>', NOTE_STYLES)
    assert (wrong(found), missing(found)) == ({}, set())


def grid(*rows: list[str]) -> str:
    """A plain table of a page."""
    return "<table>" + "".join("<tr>" + "".join(f"<td>{t}</td>" for t in row) + "</tr>" for row in rows) + "</table>"


def seven(first: int) -> list[str]:
    return [str(first + index) for index in range(7)]


SEVEN_COLUMNS = {
    "years": [f"{year}年" for year in range(2018, 2025)],
    "bare years": [str(year) for year in range(2018, 2025)],
    "ways of filing": ["网站", "信函", "当面", "传真", "邮箱", "电话", "平台"],
    "some words of the form": ["网站", "信函", "当面", "传真", "邮箱", "其他", "总计"],
    "places": ["东镇", "西镇", "南镇", "北镇", "城关镇", "河乡", "山乡"],
}


def other_statistics(columns: list[str]) -> str:
    return grid(
        ["项目", *columns],
        ["本年新收政府信息公开申请数量", *seven(90_000)],
        ["（一）予以公开", *seven(90_100)],
        ["2.重复申请", *seven(90_200)],
    )


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("columns", SEVEN_COLUMNS)
def test_a_table_of_other_columns_beside_the_form_changes_nothing(columns: str, before: bool) -> None:
    table = other_statistics(SEVEN_COLUMNS[columns])
    at = PAGE.index("<table") if before else PAGE.rindex("</table>") + len("</table>")
    found = report_of(PAGE[:at] + table + PAGE[at:])
    assert (wrong(found), missing(found)) == ({}, set())
    assert any("不属于格式文件规定的表格" in note for note in found.notes)
    assert [item.text for item in found.printed if item.key is None] == []


@pytest.mark.parametrize("columns", SEVEN_COLUMNS)
def test_a_table_of_other_columns_does_not_stand_for_table_three(columns: str) -> None:
    first = PAGE.index("<table", PAGE.index("</table>"))
    end = PAGE.index("</table>", first) + len("</table>")
    found = report_of(PAGE[:first] + other_statistics(SEVEN_COLUMNS[columns]) + PAGE[end:])
    assert wrong(found) == {}
    assert missing(found) == {key for key in TRUTH.cells if key.startswith("applications.")}


def test_a_list_of_last_years_decisions_does_not_stand_for_table_two() -> None:
    lines = ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"]
    table = grid(["事项", "2023年数"], *([line, str(90_000 + number)] for number, line in enumerate(lines)))
    end = PAGE.index("</table>") + len("</table>")
    found = report_of(PAGE[: PAGE.index("<table")] + table + PAGE[end:])
    assert wrong(found) == {}
    assert missing(found) == {key for key in TRUTH.cells if key.startswith("disclosure.")}


@pytest.mark.parametrize("word", ["备注", "同比增减"])
def test_a_further_column_is_left_aside(word: str) -> None:
    labels = ("本年新收", "上年结转")
    rows = PAGE.split("<tr")
    for index, row in enumerate(rows):
        if any(label in row for label in labels):
            rows[index] = row.replace("</tr>", "<td>90001</td></tr>")
        elif ">总计<" in row and "自然人" in row:
            rows[index] = row.replace("</tr>", f'<td rowspan="2">{word}</td></tr>')
    found = report_of("<tr".join(rows))
    assert (wrong(found), missing(found)) == ({}, set())
    assert [item.raw for item in found.unplaced] == ["90001", "90001"]


def test_a_statistical_table_of_the_old_kind_behind_table_four_changes_nothing() -> None:
    table = grid(
        ["统计指标", "单位", "统计数"],
        ["（二）申请办结数", "件", "90001"],
        ["其他", "件", "90002"],
        ["总计", "件", "90003"],
    )
    at = PAGE.rindex("</table>") + len("</table>")
    found = report_of(PAGE[:at] + table + PAGE[at:])
    assert (wrong(found), missing(found)) == ({}, set())


def test_two_reports_in_one_document_give_no_number_of_either() -> None:
    other = html.write(truth.make(32, distinct=True)).decode()
    body = other[other.index("<body>") : other.index("</body>")]
    found = report_of(PAGE.replace("</body>", body + "</body>"))
    numbers = {key for key, cell in found.cells.items() if cell.value is not None}
    assert numbers == set()


def test_a_sum_in_yuan_is_none_in_ten_thousand_yuan() -> None:
    found = edited(lambda number: f"{number}元", "disclosure.fees.amount")
    assert missing(found) == {"disclosure.fees.amount"}
    assert [item.reason for item in found.unplaced] == ["单元格内的金额单位与格式文件的单位不同，没有读取"]


def test_what_stands_in_a_row_that_was_not_read_is_shown() -> None:
    """The inspector sees the printed words and why they are no number, at their place."""
    found = edited(lambda number: f"{number}元", "disclosure.fees.amount")
    outcome = next(o for o in check(found) if o.rule == "M001" and o.verdict == "undecided")
    assert f"“{TRUTH.cells['disclosure.fees.amount']}元”单元格内的金额单位与格式文件的单位不同" in outcome.message
    assert [place.raw for place in outcome.places] == [f"{TRUTH.cells['disclosure.fees.amount']}元"]


def test_a_total_labelled_in_both_columns_of_its_stub_is_read() -> None:
    page = PAGE.replace("<td colspan=2>（七）总计</td>", "<td>（七）总计</td><td>（七）总计</td>")
    assert page != PAGE
    found = report_of(page)
    assert (wrong(found), missing(found)) == ({}, set())


def test_a_row_whose_values_stand_on_the_page_before_is_not_blank() -> None:
    document = read(PAGE.encode(), "报告.html")
    blocks = list(document.blocks)
    index, table = next(
        (i, b) for i, b in enumerate(blocks) if isinstance(b, Table) and any("新收" in c.text for c in b.cells)
    )
    label = next(cell for cell in table.cells if "逾期未按收费通知" in cell.text)
    begun = [c._replace(text="2.申请" if c is label else c.text) for c in table.cells if c.row <= label.row]
    rest = [
        c._replace(text=label.text.removeprefix("2.申请") if c is label else "", row=1)
        for c in table.cells
        if c.row == label.row
    ] + [c._replace(row=c.row - label.row + 1) for c in table.cells if c.row > label.row]
    blocks[index : index + 1] = [replace(table, cells=tuple(begun)), replace(table, cells=tuple(rest))]
    found = match(replace(document, blocks=tuple(blocks)), "报告.html", "")
    lost = {key for key in TRUTH.cells if key.startswith("applications.other.fee_unpaid.")}
    assert wrong(found) == {}
    assert missing(found) == lost
    assert lost.isdisjoint(found.cells)


@pytest.mark.parametrize("position", ["super 58%", "33% 58%", "-10% 60%"])
def test_a_raised_mark_is_no_digit_in_an_open_document(position: str) -> None:
    number = TRUTH.cells["applications.received.natural"]
    source = zipfile.ZipFile(io.BytesIO(odt.write(TRUTH)))
    made = io.BytesIO()
    style = (
        f'<style:style style:name="Note" style:family="text"><style:text-properties style:text-position="{position}"/>'
        '</style:style><style:style style:name="N1" style:family="text" style:parent-style-name="Note"/>'
    )
    with zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode()
            if name == "content.xml":
                assert part.count(f">{number}<") == 1
                part = part.replace(f">{number}<", f'>{number}<text:span text:style-name="N1">2</text:span><')
                part = part.replace("</office:automatic-styles>", style + "</office:automatic-styles>")
            target.writestr(name, part)
    found = match(read(made.getvalue(), "报告.odt"), "报告.odt", "")
    assert wrong(found) == {}
    assert missing(found) == {"applications.received.natural"}


def test_a_sheet_that_goes_on_to_the_right_of_table_two_costs_no_cell() -> None:
    early = truth.make(31, edition="2019", distinct=True)
    document = read(html.write(early), "报告.html")
    first = document.tables[0]
    width = max(cell.column + cell.colspan for cell in first.cells if cell.column)
    rows = (
        [*row, *(row[-1]._replace(text="", column=column, colspan=1) for column in range(width, width + 8))]
        for row in first.rows()
    )
    wide = replace(first, cells=tuple(cell for row in rows for cell in row))
    blocks = tuple(wide if block is first else block for block in document.blocks)
    found = match(replace(document, blocks=blocks), "报告.xlsx", "")
    assert {key: str(cell.value) for key, cell in found.cells.items()} == dict(early.cells)


def test_a_head_of_table_four_with_blanks_for_merged_cells_is_no_total_of_table_three() -> None:
    page = PAGE.replace('<td rowspan="2">总计</td><td colspan=5>未经', "<td>总计</td><td colspan=5>未经").replace(
        "<td colspan=5>复议后起诉</td>", "<td>复议后起诉</td><td></td><td></td><td></td><td></td>"
    )
    assert page.count("<td></td><td></td><td></td><td></td>") == 1
    found = report_of(page)
    assert wrong(found) == {}
    assert {key for key in missing(found) if key.startswith("applications.")} == set()


@pytest.mark.parametrize(("share", "text"), [(0.5, "\ufffd" * 3), (0.9, "315"), (None, "315")])
def test_a_line_through_a_figure_makes_it_unknown_and_one_under_it_rules_no_cell(
    share: float | None, text: str
) -> None:
    across = [Stroke(y, 50, 250) for y in (100, 130, 160)]
    down = [Stroke(x, 100, 160) for x in (50, 150, 250)]
    words = [make_run("行政许可", 60, 110, 100, 120), make_run("行政处罚", 60, 140, 100, 150)]
    figures = [make_run("315", 190, 110, 206, 120), make_run("48", 190, 140, 201, 150)]
    if share:
        across.append(Stroke(110 + share * 10, 190, 206))
    (table,) = assemble(PrintedPages([PrintedPage(1, 300, 400, [*words, *figures], across, down)], "pdf")).tables
    assert [cell.text for cell in table.cells] == ["行政许可", text, "行政处罚", "48"]


def test_a_small_figure_beside_a_figure_of_a_fixed_page_is_no_digit_of_it() -> None:
    across = [Stroke(y, 50, 250) for y in (100, 130, 160)]
    down = [Stroke(x, 100, 160) for x in (50, 150, 250)]
    words = [make_run("行政许可", 60, 110, 100, 120), make_run("行政处罚", 60, 140, 100, 150)]
    figures = [
        make_run("31", 190, 110, 201, 120),
        make_run("2", 201, 111, 204, 117),
        make_run("48", 190, 140, 201, 150),
    ]
    (table,) = assemble(PrintedPages([PrintedPage(1, 300, 400, [*words, *figures], across, down)], "pdf")).tables
    assert [read_cell(cell.text).value for cell in table.cells] == [None, None, None, 48]
