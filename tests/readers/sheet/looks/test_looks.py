"""What the eye does not see of a cell: its colours, its size, its number format, the row and column that it stands in."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule, DataBarRule, FormulaRule, Rule
from openpyxl.styles import Border, Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from audit.cells import read_cell
from audit.document import Document
from audit.readers import read
from tests.generate.formats import xls
from tests.generate.formats.compound import record

#: What is read of a cell that stores 84: a number, BLANK or NOTHING (no number).
BLANK, NOTHING = "blank", "text"


@dataclass(frozen=True, slots=True)
class Case:
    """How B1 looks in a new and in an old workbook, None where that format has no such look, and what is read of it."""

    new: Callable[[Worksheet], None] | None
    old: xls.Look | None
    expected: int | str


def _new(
    font: Font | None = None, fill: PatternFill | None = None, code: str = "General"
) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet["B1"].font = font or Font()
        sheet["B1"].fill = fill or PatternFill()
        sheet["B1"].number_format = code

    return change


def _code(code: str, expected: int | str) -> Case:
    return Case(_new(code=code), xls.Look(code=code), expected)


def _solid(color: str | Color) -> PatternFill:
    return PatternFill("solid", fgColor=color)


#: Colours by number: of the old workbook 10 is white and 9 is black, by its own palette.
COLOURS = {10: (254, 254, 254), 9: (0, 0, 0), 11: (30, 80, 162)}
CASES = {
    "plain": Case(_new(), xls.PLAIN, 84),
    "red": Case(_new(Font(color="FFFF0000")), xls.Look(colour=2), 84),
    # White by its number, of the system's windows, of the workbook's own palette, of the theme, nearly.
    "white by number": Case(_new(Font(color=Color(indexed=9))), xls.Look(colour=1), NOTHING),
    "white as windows are": Case(_new(Font(color=Color(indexed=65))), xls.Look(colour=65), NOTHING),
    "black as windows write": Case(_new(Font(color=Color(indexed=64))), xls.Look(colour=64), 84),
    "white of its own palette": Case(None, xls.Look(colour=10), NOTHING),
    "black in white's place": Case(None, xls.Look(colour=9), 84),
    "white of the theme": Case(_new(Font(color=Color(theme=0))), None, NOTHING),
    "nearly white of the theme": Case(_new(Font(color=Color(theme=0, tint=-0.02))), None, NOTHING),
    "grey of the theme": Case(_new(Font(color=Color(theme=0, tint=-0.5))), None, 84),
    "black of the theme made white": Case(_new(Font(color=Color(theme=1, tint=1.0))), None, NOTHING),
    "blue of the theme": Case(_new(Font(color=Color(theme=3))), None, 84),
    # On a ground.
    "white on blue": Case(_new(Font(color="FFFFFFFF"), _solid("FF1E50A2")), xls.Look(colour=1, ground=11), 84),
    "white on white": Case(_new(Font(color="FFFFFFFF"), _solid("FFFFFFFF")), xls.Look(colour=1, ground=10), NOTHING),
    "white on windows' white": Case(
        _new(Font(color="FFFFFFFF"), _solid(Color(indexed=65))), xls.Look(colour=1, ground=65), NOTHING
    ),
    "black on black": Case(_new(Font(), _solid("FF000000")), xls.Look(ground=8), NOTHING),
    "blue on blue": Case(_new(Font(color="FF1E50A2"), _solid("FF1E50A5")), xls.Look(colour=11, ground=11), NOTHING),
    "black on yellow": Case(_new(Font(), _solid("FFFFFF00")), xls.Look(ground=5), 84),
    "black on dots": Case(_new(Font(), PatternFill("gray125", fgColor="FF808080", bgColor="FFFFFFFF")), None, 84),
    "white on dots": Case(
        _new(Font(color="FFFFFFFF"), PatternFill("gray125", fgColor="FFFFFFFF", bgColor="FFFFFFFF")), None, NOTHING
    ),
    "of one point": Case(_new(Font(sz=1)), xls.Look(size=1), NOTHING),
    "of eight points": Case(_new(Font(sz=8)), xls.Look(size=8), 84),
    # Colours of number formats.
    "white by its format": _code("[White]0", NOTHING),
    "white by its Chinese format": _code("[白色]0", NOTHING),
    "white for all but negative numbers": _code("[White]General;[Red]-0", NOTHING),
    "red by its format": _code("[Red]0", 84),
    "of colour five by its format": _code("[Color5]0", 84),
    # Number formats that show another number or none.
    "shown as nothing": _code(";;;", BLANK),
    "shown with a minus": _code("-0", -84),
    "shown in brackets": _code("(0)", NOTHING),
    "shown with a minus if it is negative": _code("0;-0", 84),
    "shown in brackets if it is negative": _code("0_);(0)", 84),
    "filled up with fives": _code("0*5", NOTHING),
    "filled up with stars": _code("**0", 84),
    "as a fraction": _code("?/?", NOTHING),
    "as a whole number and a fraction": _code("# ?/?", 84),
    "behind text": _code('"1"@', 184),
}


def _in_new(change: Callable[[Worksheet], None], value: object = 84) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["甲", value, "丙"])
    sheet.append(["乙", 34, "丁"])
    change(sheet)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _in_old(stored: xls.Stored, look: xls.Look, **rest: object) -> bytes:
    plain = {(1, 1): "甲", (1, 3): "丙", (2, 1): "乙", (2, 2): 34.0, (2, 3): "丁"}
    cells = {place: (each, xls.PLAIN) for place, each in plain.items()} | {(1, 2): (stored, look)}
    return xls.write(xls.Sheet(cells, colours=COLOURS, **rest))  # type: ignore[arg-type]


def _text(document: Document, row: int = 1, column: int = 2) -> str | None:
    found = [c.text for table in document.tables for c in table.cells if (c.row, c.column) == (row, column)]
    return found[0] if found else None


def _value(text: str | None) -> int | str | object:
    assert text is not None
    reading = read_cell(text)
    return reading.value if reading.kind == "number" else reading.kind


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.new])
def test_a_figure_of_a_new_workbook_is_read_as_it_looks(name: str) -> None:
    case = CASES[name]
    assert case.new is not None
    document = read(_in_new(case.new), "表.xlsx")
    assert (_value(_text(document)), _text(document, 2)) == (case.expected, "34")


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.old])
def test_a_figure_of_an_old_workbook_is_read_as_it_looks(name: str) -> None:
    case = CASES[name]
    assert case.old is not None
    document = read(_in_old(84.0, case.old), "表.xls")
    assert (_value(_text(document)), _text(document, 2)) == (case.expected, "34")


@pytest.mark.parametrize(
    ("code", "text"), [("@", "84"), ("0;-0;0;@", "84"), (";;;", ""), ('@"5"', "845"), ('0;-0;0;"/"', "/")]
)
def test_text_is_what_its_format_prints(code: str, text: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B1"].number_format = code

    assert _text(read(_in_new(change, "84"), "表.xlsx")) == text
    assert _text(read(_in_old("84", xls.Look(code=code)), "表.xls")) == text


_WHITE_FONT = Font(color="FFFFFFFF")


def _rule(rule: object) -> Callable[[Worksheet], None]:
    return lambda sheet: sheet.conditional_formatting.add("A1:B1", rule)  # type: ignore[arg-type]


def _format(code: str) -> Rule:
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=170, formatCode=code))
    return Rule(type="cellIs", operator="greaterThan", formula=["0"], dxf=style)


RULES = (
    (CellIsRule(operator="greaterThan", formula=["0"], font=_WHITE_FONT), NOTHING),
    (CellIsRule(operator="between", formula=["80", "90"], font=_WHITE_FONT), NOTHING),
    (CellIsRule(operator="equal", formula=["0"], font=_WHITE_FONT), 84),
    (CellIsRule(operator="greaterThan", formula=["$D$9"], font=_WHITE_FONT), NOTHING),
    (FormulaRule(formula=["MOD(ROW(),2)=0"], font=_WHITE_FONT), NOTHING),
    (FormulaRule(formula=["MOD(ROW(),2)=0"], font=Font(color="FFFF0000"), fill=_solid("FFFFC7CE")), 84),
    (FormulaRule(formula=["MOD(ROW(),2)=0"], fill=PatternFill(bgColor="FF000000")), NOTHING),
    (FormulaRule(formula=["MOD(ROW(),2)=0"], font=_WHITE_FONT, fill=PatternFill(bgColor="FF1E50A2")), 84),
    (FormulaRule(formula=["MOD(ROW(),2)=0"], font=Font(strike=True)), NOTHING),
    (FormulaRule(formula=["MOD(ROW(),2)=0"], border=Border()), 84),
    (DataBarRule("min", start_value=0, end_type="max", color="FF638EC6", showValue=False), NOTHING),
    (DataBarRule("min", start_value=0, end_type="max", color="FF638EC6"), 84),
    (_format(";;;"), BLANK),
    (_format("#,##0"), 84),
)


@pytest.mark.parametrize(("rule", "expected"), RULES)
def test_a_conditional_format_that_may_hide_a_figure_leaves_it_unread(rule: object, expected: int | str) -> None:
    document = read(_in_new(_rule(rule)), "表.xlsx")
    assert (_value(_text(document)), _text(document, 1, 1), _text(document, 2)) == (expected, "甲", "34")


@pytest.mark.needs("libreoffice")
def test_conditional_formats_of_an_old_workbook_are_followed_like_those_of_a_new_one(tmp_path: Path) -> None:
    """The office program writes no number formats of conditions, nor bars, into old workbooks."""
    rules = [
        (rule, expected) for rule, expected in RULES if rule.type != "dataBar" and not (rule.dxf and rule.dxf.numFmt)
    ]
    for number, (rule, _) in enumerate(rules):
        (tmp_path / f"{number}.xlsx").write_bytes(_in_new(_rule(rule)))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to"]
    files = [str(tmp_path / f"{number}.xlsx") for number in range(len(rules))]
    subprocess.run([*command, "xls", "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=120)
    documents = [read((tmp_path / f"{number}.xls").read_bytes(), "表.xls") for number in range(len(rules))]
    assert [_value(_text(document)) for document in documents] == [expected for _, expected in rules]
    assert {(_text(document, 1, 1), _text(document, 2)) for document in documents} == {("甲", "34")}


#: A condition on A1:B1, cells above 0, that gives them a number format of its own.
_AREA = record(0x01B0, struct.pack("<HH4HH4H", 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1))
_NOTHING_ABOVE_0 = struct.pack("<BBHHIH", 1, 5, 3, 0, 1 << 25, 1) + struct.pack("<HHB", 8, 3, 0) + b";;;" + b"\x1e\0\0"


@pytest.mark.parametrize(
    ("condition", "text"),
    [(_NOTHING_ABOVE_0, ""), (_NOTHING_ABOVE_0[:8], "[条件格式显示的文字]"), (b"", "[条件格式显示的文字]")],
    ids=["whole", "cut off", "empty"],
)
def test_a_condition_of_an_old_workbook_changes_number_formats_and_one_that_is_cut_off_may_change_anything(
    condition: bytes, text: str
) -> None:
    document = read(_in_old(84.0, xls.PLAIN, more=_AREA + record(0x01B1, condition)), "表.xls")
    assert (_text(document), _text(document, 2)) == (text, "34")


def test_what_conditional_formats_leave_unread_is_said_in_a_note() -> None:
    rule = FormulaRule(formula=["MOD(ROW(),2)=0"], font=_WHITE_FONT)
    assert read(_in_new(_rule(rule)), "表.xlsx").notes == (
        "工作表“Sheet”中有1个单元格按条件格式可能显示为其他内容或看不见，未作为数据读取。",
    )


@pytest.mark.parametrize("size", [0.0, 0.1])
def test_a_column_or_row_that_is_too_small_to_show_anything_is_not_read(size: float) -> None:
    def rewritten(data: bytes, old: str, new: str) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w") as changed:
            for name in package.namelist():
                content = package.read(name).decode()
                assert old in content or name != "xl/worksheets/sheet1.xml"
                changed.writestr(name, content.replace(old, new))
        return stream.getvalue()

    plain = _in_new(_new())
    narrow = rewritten(
        plain, "<sheetData>", f'<cols><col min="2" max="2" width="{size}" customWidth="1"/></cols><sheetData>'
    )
    low = rewritten(plain, '<row r="1">', f'<row r="1" ht="{size}" customHeight="1">')
    books = (
        (narrow, low, "xlsx"),
        (_in_old(84.0, xls.PLAIN, widths={2: size}), _in_old(84.0, xls.PLAIN, heights={1: size}), "xls"),
    )
    for column, row, kind in books:
        document = read(column, f"表.{kind}")
        assert [_text(document, 1, place) for place in (1, 2, 3)] == ["甲", None, "丙"]
        document = read(row, f"表.{kind}")
        assert [_text(document, place) for place in (1, 2)] == [None, "34"]
        assert "未读取" in document.notes[0]


def test_columns_without_a_width_of_their_own_are_hidden_where_the_usual_one_is_nothing() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.sheet_format.defaultColWidth = 0
        sheet.column_dimensions["A"].width = sheet.column_dimensions["C"].width = 9

    document = read(_in_new(change), "表.xlsx")
    assert [_text(document, 1, place) for place in (1, 2, 3)] == ["甲", None, "丙"]


@pytest.mark.parametrize(
    ("result", "calculated", "text"),
    [("", False, "[未计算的公式]"), ("", True, ""), (84.0, False, "84"), (84.0, True, "84"), ("无", True, "无")],
)
def test_a_formula_of_an_old_workbook_is_blank_only_where_it_was_calculated(
    result: float | str, text: str, *, calculated: bool
) -> None:
    document = read(_in_old(xls.Formula(result), xls.PLAIN, calculated=calculated), "表.xls")
    assert _text(document) == text
    assert any("1个公式没有保存计算结果" in note for note in document.notes) == (text == "[未计算的公式]")


def _sum(stored: str, *, asks: bool = False, shows_formulas: bool = False) -> Document:
    """A workbook of 甲, a sum that stores this result, and 0; perhaps it asks to be calculated, or shows its formulas."""
    cells = (
        '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>'
        f'<c r="B1"><f>SUM(C1:D1)</f><v>{stored}</v></c><c r="C1"><v>0</v></c>'
    )
    view = f'<sheetViews><sheetView showFormulas="{int(shows_formulas)}"/></sheetViews>'
    parts = {
        "workbook": '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="r1"/></sheets>'
        f'<calcPr fullCalcOnLoad="{int(asks)}"/></workbook>',
        "_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>',
        "s": f'<worksheet>{view}<sheetData><row r="1">{cells}</row></sheetData></worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(f"xl/{name}" if "." in name else f"xl/{name}.xml", content)
    return read(stream.getvalue(), "表.xlsx")


@pytest.mark.parametrize(("stored", "asks", "expected"), [("0", True, NOTHING), ("0", False, 0), ("84", True, 84)])
def test_a_zero_that_a_workbook_asks_to_calculate_is_no_number(stored: str, expected: int | str, *, asks: bool) -> None:
    """Libraries that calculate nothing write 0 for the result of each formula, and ask to be calculated when opened."""
    document = _sum(stored, asks=asks)
    assert (_value(_text(document)), _text(document, 1, 3)) == (expected, "0")


def test_a_sheet_that_shows_its_formulas_shows_no_results() -> None:
    document = _sum("84", shows_formulas=True)
    assert (_text(document), _text(document, 1, 3)) == ("=SUM(C1:D1)", "0")


def test_pieces_of_text_without_a_font_of_their_own_have_that_of_the_cell() -> None:
    tiny = xls.Look(size=1)
    assert _text(read(_in_old((("9", tiny), ("84", xls.PLAIN)), xls.PLAIN), "表.xls")) == "84"
    white = (("9", xls.Look(colour=10)), ("84", xls.PLAIN))
    assert _text(read(_in_old(white, xls.Look(colour=10)), "表.xls")) == "[白色的文字]84"
