"""Workbooks: what is printed comes out at its sheet row and column, prose as paragraphs, hidden figures not at all."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from audit.containers import MAX_UNPACKED
from audit.document import Document, Paragraph, Place
from audit.errors import ReadError
from audit.readers import MAX_CELLS
from audit.readers.sheet import xlsx
from tests.generate.formats.xlsx import BOOKS, Book, write
from tests.generate.report.layout import PLAIN, LayoutTable, Variant, blocks
from tests.generate.report.truth import Truth, make
from tests.printed import VARIANTS, squeezed

Printed = list[str | tuple[str, int, int, int, int]]


def printed(document: Document) -> Printed:
    """Paragraphs, and cells as text, row and column from the table’s first, spans; empty cells left out."""
    found: Printed = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(squeezed(block.text))
            continue
        top, left = min(cell.row for cell in block.cells), min(cell.column or 1 for cell in block.cells)
        for cell in block.cells:
            if cell.text.strip():
                place = cell.row - top + 1, (cell.column or 1) - left + 1
                found.append((squeezed(cell.text), *place, cell.rowspan, cell.colspan))
    return found


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_everything_printed_is_read_in_order_and_at_its_place(book: Book, variant: Variant) -> None:
    for seed, edition in ((1, "2021"), (2, "2019")):
        truth = make(seed, edition)
        document = xlsx.read(write(truth, variant, book))
        assert document.format == "xlsx"
        got, want = printed(document), expected(truth, variant)
        if variant.split or book.hidden or book.gaps:
            got, want = _without_places(got), _without_places(want)
        assert got == want


def expected(truth: Truth, variant: Variant) -> Printed:
    """What ``printed`` is to give."""
    want: Printed = []
    for item in blocks(truth, variant):
        if isinstance(item, LayoutTable):
            placed = [cell for cell in item.placed() if cell[2].text.strip()]
            want += [(squeezed(c.text), row, column, c.rowspan, c.colspan) for row, column, c in placed]
        else:
            want.append(squeezed(item.printed))
    return want


def _without_places(found: Printed) -> Printed:
    """Tables that follow each other, or have empty rows and columns between, begin anywhere on the sheet."""
    return [item if isinstance(item, str) else (item[0], 0, 0, *item[3:]) for item in found]


def from_cells(values: dict[str, object], change: Callable[[Worksheet], None] | None = None) -> Document:
    """The document read from a workbook with one sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for name, value in values.items():
        sheet[name] = value
    if change:
        change(sheet)
    stream = io.BytesIO()
    workbook.save(stream)
    return xlsx.read(stream.getvalue())


def text_at(document: Document, row: int, column: int) -> str | None:
    """The text of the cell at this place of the sheet, None where there is no cell."""
    found = [c.text for table in document.tables for c in table.cells if (c.row, c.column) == (row, column)]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("value", "format_", "text"),
    [
        (12, "General", "12"),
        (12.0, "0.00", "12"),
        (3.5, "General", "3.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567, "#,##0", "1234567"),
        (-3, "0_ ;[Red]-0 ", "-3"),
        (0.25, "0%", "25%"),
        (0.857142857, "0.00%", "85.71%"),
        (0.857142857, "0%", "86%"),
        (45000, "yyyy-mm-dd", "[日期45000]"),
        ("00123", "@", "00123"),
        ("１２", "General", "１２"),
        (True, "General", "TRUE"),
        (12, '0"件"', "12"),
        (1e20, "General", "100000000000000000000"),
    ],
)
def test_a_number_is_given_without_what_its_format_adds(value: object, format_: str, text: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B1"].number_format = format_

    assert text_at(from_cells({"A1": "甲", "B1": value}, change), 1, 2) == text


def test_a_sheet_that_is_a_chart_hides_no_sheet_behind_it() -> None:
    def change(sheet: Worksheet) -> None:
        assert isinstance(sheet.parent, Workbook)
        sheet.parent.create_chartsheet("图", 0)

    document = from_cells({"A1": "甲", "B1": 12}, change)
    assert text_at(document, 1, 2) == "12"


def test_a_number_that_is_shown_rounded_is_noted() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B1"].number_format = "0"

    document = from_cells({"A1": "甲", "B1": 3.7}, change)
    assert text_at(document, 1, 2) == "4"  # what is printed
    assert document.notes == ("工作表“Sheet”中有1个数字显示时四舍五入，按显示的数读取，文件中保存的数位数更多。",)


_ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "format_", "text"),
    [
        (0, '#,##0;-#,##0;"-"', "-"),
        (0, _ACCOUNTING, "-"),
        (1208, _ACCOUNTING, "1208"),
        (-3, _ACCOUNTING, "-3"),
        (0, '[=0]"/";General', "/"),
        (7, '[=0]"/";General', "7"),
        (0, "0;-0;;@", ""),
        (0, "#", ""),
        (12, ";;;", ""),
        (12, "G/通用格式", "12"),
        (12, "[>500]0;[Red]0", "12"),
        (-5, "0_);(0)", "-5"),
        (-5, "0;[Red]0", "[负数显示为5]"),
        (343000, "0,", "343"),
        (12, '0"万"', "12万"),
        (3, '0"0"', "30"),
        (123456, '0!.0,"万"', "[按格式显示的123456]"),
        (343, "0.00E+00", "343"),
        (5, "# ?/?", "5"),
        (12.345, "0.00", "12.35"),
        (45000, "[$-804]yyyy年m月", "[日期45000]"),
    ],
)
def test_a_number_is_what_its_format_prints(value: object, format_: str, text: str) -> None:
    """The reader sees “-” or nothing where the workbook stores 0: that is what the report states."""

    def change(sheet: Worksheet) -> None:
        sheet["B1"].number_format = format_

    assert text_at(from_cells({"A1": "甲", "B1": value, "C1": "丙"}, change), 1, 2) == text


def _one_style(sheet: Worksheet, font: Font, fill: PatternFill | None = None) -> None:
    sheet["B1"].font = font
    if fill:
        sheet["B1"].fill = fill


@pytest.mark.parametrize(
    ("font", "fill", "text"),
    [
        (Font(color="FFFFFFFF"), None, "[白色的文字]"),
        (Font(color="FFFEFEFE"), None, "[白色的文字]"),
        (Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF0070C0"), "12"),
        (Font(color="FFFF0000"), None, "12"),
        (Font(strike=True), None, "[划去的文字]"),
    ],
)
def test_white_and_struck_figures_are_neither_numbers_nor_blank(
    font: Font, fill: PatternFill | None, text: str
) -> None:
    document = from_cells({"A1": "甲", "B1": 12}, lambda sheet: _one_style(sheet, font, fill))
    assert text_at(document, 1, 2) == text
    assert any("划去、为白色或极小" in note for note in document.notes) == (text != "12")


def test_zeros_that_a_sheet_does_not_show_are_blank() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.sheet_view.showZeros = False

    document = from_cells({"A1": "甲", "B1": 0, "C1": 5}, change)
    assert [text_at(document, 1, column) for column in (2, 3)] == ["", "5"]
    assert "1个数字按单元格格式显示为其他内容或不显示" in document.notes[0]


def test_a_raised_mark_behind_a_figure_is_no_digit_of_it() -> None:
    mark = CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    assert text_at(from_cells({"A1": "甲", "B1": mark}), 1, 2) == "12[1]"


def test_a_formula_never_calculated_is_no_blank() -> None:
    document = from_cells({"A1": "甲", "B1": "=1+1"})
    assert text_at(document, 1, 2) == "=1+1"
    assert "1个公式没有保存计算结果" in document.notes[0]


def test_hidden_rows_and_columns_are_left_out_and_noted() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    document = from_cells({"A1": "甲", "B1": 1, "C1": 2, "D1": 3, "A2": "乙", "B2": 4}, change)
    assert [text_at(document, 1, column) for column in (2, 3, 4)] == ["1", None, "3"]  # hidden is not blank
    assert text_at(document, 2, 2) is None
    assert document.notes == ("工作表“Sheet”中隐藏行、列里有3个单元格未读取。",)


def test_places_are_rows_and_columns_of_the_sheet() -> None:
    document = from_cells({"C5": "甲", "D5": 1})
    assert [(c.place.row, c.place.column) for c in document.tables[0].cells] == [(5, 3), (5, 4)]


def test_several_sheets_are_named_in_a_note() -> None:
    document = xlsx.read(write(make(1), PLAIN, BOOKS["six sheets"]))
    assert "工作簿有6个工作表：“表1”" in document.notes[0]


def test_a_form_whose_values_are_all_blank_stays_a_table() -> None:
    values = {
        "A1": "三、收到和处理政府信息公开申请情况",
        "A2": "申请人情况",
        "B2": "自然人",
        "A3": "一、本年新收",
        "A4": "二、上年结转",
    }
    document = from_cells(values)
    assert [p.text for p in document.paragraphs] == ["三、收到和处理政府信息公开申请情况"]
    assert [c.text for c in document.tables[0].cells if c.text] == [
        "申请人情况",
        "自然人",
        "一、本年新收",
        "二、上年结转",
    ]


@pytest.mark.needs("libreoffice")
def test_an_old_workbook_reads_like_the_new_one(tmp_path: Path) -> None:
    truth = make(3)
    for name, book in (("a", Book(numbers=True)), ("b", Book(numbers=True, hidden=True, per_section=True))):
        (tmp_path / f"{name}.xlsx").write_bytes(write(truth, PLAIN, book))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to"]
    files = [str(tmp_path / "a.xlsx"), str(tmp_path / "b.xlsx")]
    subprocess.run([*command, "xls", "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=120)
    whole = (tmp_path / "a.xls").read_bytes()
    document = xlsx.read(whole)
    assert document.format == "xls"
    assert printed(document) == expected(truth, PLAIN)
    hidden = xlsx.read((tmp_path / "b.xls").read_bytes())
    assert _without_places(printed(hidden)) == _without_places(expected(truth, PLAIN))
    assert "有1个隐藏的工作表未读取：“底稿”。" in hidden.notes
    for cut in (600, len(whole) // 2, len(whole) - 1500):
        with pytest.raises(ReadError, match=r"不完整|损坏"):
            xlsx.read(whole[:cut])


@pytest.mark.needs("libreoffice")
def test_an_old_workbook_shows_numbers_as_their_styles_do(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["甲", 0, 12, 13, 0, CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"))])
    sheet["B1"].number_format = '0;-0;"-"'
    sheet["C1"].font, sheet["D1"].font = Font(color="FFFFFFFF"), Font(strike=True)
    sheet.append(["乙", '="1"&"2"', True, "=1=1", '="1"&"2"'])
    sheet["B2"].font, sheet["C2"].font, sheet["D2"].font = Font(color="FFFFFFFF"), Font(strike=True), Font(strike=True)
    sheet.sheet_view.showZeros = False
    workbook.save(tmp_path / "a.xlsx")
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to"]
    files = [str(tmp_path / "a.xlsx")]
    subprocess.run([*command, "xls", "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=120)
    document = xlsx.read((tmp_path / "a.xls").read_bytes())
    assert [text_at(document, 1, column) for column in (3, 4, 5, 6)] == ["[白色的文字]", "[划去的文字]", "", "12[1]"]
    second = [text_at(document, 2, column) for column in (2, 3, 4, 5)]
    assert second == ["[白色的文字]", "[划去的文字]", "[划去的文字]", "12"]
    assert "工作表“Sheet”中有5个单元格的文字已划去、为白色或极小，未作为数据读取。" in document.notes


def _package(sheet: str, **parts: str) -> bytes:
    """A workbook around the XML of its only sheet."""
    relations = (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/s.xml"/>'
        '<Relationship Id="r2" Type="x/sharedStrings" Target="shared.xml"/></Relationships>'
    )
    contents = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations,
        "xl/worksheets/s.xml": sheet,
    } | {f"xl/{name}.xml": text for name, text in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in contents.items():
            file.writestr(name, text)
    return stream.getvalue()


def _bomb() -> bytes:
    stream = io.BytesIO(_package("<worksheet/>"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as file, file.open("xl/big.xml", "w") as part:
        for _ in range(MAX_UNPACKED // 2**20 + 1):
            part.write(bytes(2**20))
    return stream.getvalue()


def _rows(cells: str) -> str:
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>"


HOSTILE = {
    "truncated": lambda: write(make(1))[:3000],
    "bomb": _bomb,
    "no sheets": lambda: _package("<worksheet/>"),
    "no workbook": lambda: _package("").replace(b"xl/workbook.xml", b"xl/workbock.xml"),
    "broken XML": lambda: _package("<worksheet"),
    "DTD": lambda: _package('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>'),
    "huge merges": lambda: _package(
        _rows('<row r="1"><c r="A1"><v>1</v></c></row>')
        + "".join(f'<mergeCell ref="A{n}:XFD{n + 999}"/>' for n in range(1, 99_000, 1000))
    ),
    "too many merges": lambda: _package(
        "<worksheet><sheetData><row><c r='A1'><v>1</v></c></row></sheetData><mergeCells>"
        + "".join(f'<mergeCell ref="A{n}:BL{n + 999}"/>' for n in range(1, 99_000, 1000))
        + "</mergeCells></worksheet>"
    ),
    "too many cells": lambda: _package(_rows("<row>" + "<c><v>1</v></c>" * (MAX_CELLS + 1) + "</row>")),
    "old, damaged": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000),
    "old, empty": lambda: bytes.fromhex("d0cf11e0a1b11ae1"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_with_a_chinese_reason(name: str) -> None:
    with pytest.raises(ReadError, match=r"[\u4e00-\u9fff]{4,}"):
        xlsx.read(HOSTILE[name]())


def test_two_cells_in_opposite_corners_cost_nothing() -> None:
    document = xlsx.read(
        _package(_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'))
    )
    assert (text_at(document, 1, 1), text_at(document, 1_048_576, 16_384)) == ("1", "2")


def test_shared_strings_are_read_without_guides_and_struck_runs() -> None:
    shared = (
        "<sst><si><t>甲_x000D_</t><rPh><t>jia</t></rPh></si>"
        "<si><r><rPr><strike/></rPr><t>7</t></r><r><t>1</t></r><r><t>2</t></r></si></sst>"
    )
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>99999</v></c><c t="e"><v>#REF!</v></c></row>'
    document = xlsx.read(_package(_rows(cells), shared=shared))
    assert [text_at(document, 1, column) for column in range(1, 5)] == ["甲", "12", "[文字缺失]", "#REF!"]


def test_places_are_named_as_office_programs_name_them() -> None:
    """Who looks a finding up in a workbook goes by the sheet's name and the cell's letters."""
    assert Place(table=2, row=51, column=5, sheet="表三").describe() == "工作表“表三”E51"
    assert Place(table=1, row=3, column=28, sheet="Sheet1").describe() == "工作表“Sheet1”AB3"
    assert Place(line=15, sheet="名录").describe() == "名录第15行"


def test_a_cell_in_letters_too_small_to_be_seen_is_no_blank() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B1"].font = Font(sz=1)

    document = from_cells({"A1": "甲", "B1": 84}, change)
    assert text_at(document, 1, 2) == "[极小的文字]"
    assert any("极小" in note for note in document.notes)
