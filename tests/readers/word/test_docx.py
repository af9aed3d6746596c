"""Word documents: every difficulty of real files leaves the right text at the right place."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

import audit
from audit.cells import read_cell
from audit.document import Document, Table
from audit.readers.word.docx import read
from tests.generate.formats.docx import (
    Layout,
    cell,
    complex_field,
    control,
    package,
    paragraph,
    revision,
    row,
    run,
    table,
    text_box,
    write,
)
from tests.generate.report.layout import LayoutTable, Variant, blocks
from tests.generate.report.truth import TextLine, make

LAYOUTS = {
    "plain": Layout(),
    "nested tables": Layout(nested=True),
    "tracked changes": Layout(tracked=True),
    "content controls": Layout(controls=True),
    "text boxes": Layout(text_boxes=True),
    "numbers cut into runs": Layout(cut_runs=True),
    "line breaks for paragraphs": Layout(Variant(vertical_stub=True, broken_labels=True), paragraphs=False),
    "automatic numbers": Layout(numbered=True),
    "gridBefore": Layout(grid_before=True),
    "spacer row and column": Layout(spacers=True),
    "hidden text and fields": Layout(hidden=True),
    "strict": Layout(strict=True),
    "tables cut by hand": Layout(Variant(split=7)),
    "tables cut, header repeated": Layout(Variant(split=7, repeat_header=True)),
    "labels in pieces": Layout(Variant(vertical_stub=True, broken_labels=True, spaced_articles=True)),
    "other label wording": Layout(Variant(comma_numbers=True, short_labels=True, repeat_groups=True)),
    "full-width and nbsp": Layout(Variant(full_width=True, nbsp=True, separators=True)),
    "units": Layout(Variant(units=True)),
    "blanks and slashes": Layout(Variant(blank_zeros=True, slash_regulations=True, narrative=True)),
    "many at once": Layout(
        Variant(vertical_stub=True, split=11), nested=True, tracked=True, controls=True, text_boxes=True, strict=True
    ),
}


def from_body(*content: str, **parts: str) -> Document:
    """The document read from a body of this XML; keyword arguments are parts of the folder word."""
    return read(package("".join(content), parts={f"word/{name}.xml": text for name, text in parts.items()}))


def texts(document: Document) -> list[str]:
    return [item.text for item in document.paragraphs]


def grid(item: Table) -> list[tuple[int, int | None, str, int, int]]:
    return [(c.row, c.column, c.text, c.rowspan, c.colspan) for c in item.cells]


def printed(text: str) -> str:
    """An automatic number may stand apart from its text by a space."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_text_stands_at_its_grid_place(name: str, edition: str) -> None:
    layout = LAYOUTS[name]
    truth = make(
        11, edition, "small" if layout.variant.blank_zeros else "medium", distinct=not layout.variant.blank_zeros
    )
    document = read(write(truth, layout))
    expected = blocks(truth, layout.variant)
    assert texts(document) == [item.printed for item in expected if isinstance(item, TextLine)]
    found = document.tables
    made = [item for item in expected if isinstance(item, LayoutTable)]
    assert len(found) == len(made)
    for got, want in zip(found, made, strict=True):
        assert [(c.row, c.column, printed(c.text)) for c in got.cells] == [
            (r, c, printed(item.text)) for r, c, item in want.placed()
        ]
        if not layout.grid_before:
            assert [c.rowspan for c in got.cells] == [item.rowspan for _, _, item in want.placed()]
        if not layout.spacers:
            assert [c.colspan for c in got.cells] == [item.colspan for _, _, item in want.placed()]


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_cell_is_read_under_its_key(name: str, edition: str, tmp_path) -> None:
    layout = LAYOUTS[name]
    truth = make(12, edition, distinct=not layout.variant.blank_zeros)
    path = tmp_path / "报告.docx"
    path.write_bytes(write(truth, layout))
    report = audit.read(path)
    made = (item for item in blocks(truth, layout.variant) if isinstance(item, LayoutTable))
    expected = {c.key: read_cell(c.text) for item in made for _, _, c in item.placed() if c.key}
    assert {key: (c.kind, c.value) for key, c in report.cells.items()} == {
        key: (reading.kind, reading.value) for key, reading in expected.items()
    }
    assert (report.agency, report.year, report.edition) == (truth.agency, truth.year, edition)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


_MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("收到") + run("1") + run("2") + run("件"), "收到12件"),
        (run("甲") + "<w:r><w:tab/><w:t>乙</w:t><w:cr/><w:t>丙</w:t><w:noBreakHyphen/></w:r>", "甲\t乙\n丙-"),
        (run("1") + run("9", "<w:vanish/>") + run("2", '<w:vanish w:val="0"/>'), "12"),
        (run("7", "<w:strike/>") + run("12") + run("5", '<w:dstrike w:val="1"/>'), "12"),
        (revision("del", run("78")) + revision("ins", run("31")), "31"),
        (revision("moveFrom", run("78")) + revision("moveTo", run("31")), "31"),
        (revision("ins", revision("del", run("5")) + run("6")), "6"),
        (run("共") + complex_field("SUM(ABOVE)", "15") + run("件"), "共15件"),
        (run("第") + complex_field("PAGE", "3") + run("页"), "第页"),
        ('<w:fldSimple w:instr=" NUMPAGES ">' + run("9") + "</w:fldSimple>" + run("完"), "完"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("12件"), "12件"),
        ('<w:hyperlink r:id="rId9">' + run("网址") + "</w:hyperlink>", "网址"),
        ("<w:smartTag>" + control(run("7")) + "</w:smartTag><w:customXml>" + run("8") + "</w:customXml>", "78"),
        ('<w:r><w:sym w:font="Symbol" w:char="F035"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "5√"),
        ('<w:r><w:sym w:font="Wingdings 3" w:char="F031"/></w:r>', "\ufffd"),
        ("<w:r><w:ruby><w:rt>" + run("yī") + "</w:rt><w:rubyBase>" + run("一") + "</w:rubyBase></w:ruby></w:r>", "一"),
        (run("甲") + '<w:r><w:br w:type="page"/></w:r>' + run("乙"), "甲\n乙"),
        (run("12") + run("9", '<w:sz w:val="2"/>'), "12"),
        (run("12") + run("9", '<w:color w:val="FFFFFF"/>'), "12[白色的文字]"),
        (run("12") + run("9", '<w:color w:val="FDFDFD"/>'), "12[白色的文字]"),
        (run("12", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>'), "12"),
        (run("总计", '<w:color w:val="FFFFFF"/>'), "总计"),
        (
            run("12") + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>',
            "12",
        ),
        (run("12") + run("1", '<w:vertAlign w:val="superscript"/>'), "12[1]"),
        (run("共") + f"<m:oMath {_MATH}><m:r><m:t>12</m:t></m:r><m:r><m:t/></m:r></m:oMath>" + run("件"), "共12件"),
        (
            run("共")
            + f"<m:oMath {_MATH}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "共[公式]",
        ),
    ],
)
def test_a_paragraph_reads_as_it_is_printed(content: str, expected: str) -> None:
    assert texts(from_body(paragraph(content=content))) == [expected]


def test_a_page_field_that_never_ends_hides_only_its_own_paragraph() -> None:
    open_field = complex_field("PAGE", "3").removesuffix('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    assert texts(from_body(paragraph(content=run("甲") + open_field), paragraph("乙"))) == ["甲", "乙"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    document = from_body(paragraph(content=run("正文") + text_box(paragraph("框内"))), paragraph("下文"))
    assert texts(document) == ["正文", "框内", "下文"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    joined = paragraph(content=run("收到1"), properties=f"<w:rPr>{revision('del', '')}</w:rPr>")
    assert texts(from_body(joined, paragraph("2件"))) == ["收到12件"]


def test_empty_paragraphs_are_left_out_and_remembered_as_a_gap() -> None:
    document = from_body(paragraph("甲"), paragraph(), paragraph(" "), paragraph("乙"), paragraph("丙"))
    assert [(p.text, p.gap, p.place.paragraph) for p in document.paragraphs] == [
        ("甲", False, 1),
        ("乙", True, 2),
        ("丙", False, 3),
    ]


def test_white_figures_on_a_coloured_cell_are_read_and_others_are_noted() -> None:
    white = paragraph(content=run("12", '<w:color w:val="FFFFFF" w:themeColor="background1"/>'))
    shaded = cell(content=white, properties='<w:shd w:val="clear" w:fill="4472C4"/>')
    document = from_body(table(row(cell("甲"), shaded), row(cell("乙"), cell(content=white))))
    assert [c.text for c in document.tables[0].cells] == ["甲", "12", "乙", "[白色的文字]"]
    assert document.notes == ("文档中有1处白色或极小的文字，读者看不见，未作为数据读取。",)


def test_headers_footnotes_and_styles_that_hide_print_nothing() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="character" w:styleId="Off"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    content = run("5") + run("6", '<w:rStyle w:val="Off"/>') + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert texts(from_body(paragraph(content=content), styles=styles)) == ["5"]


def test_a_style_sheet_in_utf_16_hides_as_well() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="character" w:styleId="Off"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    made = zipfile.ZipFile(io.BytesIO(package(paragraph(content=run("5") + run("6", '<w:rStyle w:val="Off"/>')))))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as changed:
        for name in made.namelist():
            changed.writestr(name, styles.encode("utf-16") if name == "word/styles.xml" else made.read(name))
    assert texts(read(buffer.getvalue())) == ["5"]


def test_merged_cells_keep_their_first_text_and_their_spans() -> None:
    document = from_body(
        table(
            row(cell("甲", '<w:vMerge w:val="restart"/>'), cell("乙", '<w:gridSpan w:val="2"/>')),
            row(cell("不显示", "<w:vMerge/>"), cell("1"), cell("2")),
            row(cell("丙", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>'), cell("3")),
        )
    )
    assert grid(document.tables[0]) == [
        (1, 1, "甲", 2, 1),
        (1, 2, "乙", 1, 2),
        (2, 2, "1", 1, 1),
        (2, 3, "2", 1, 1),
        (3, 1, "丙", 1, 2),
        (3, 3, "3", 1, 1),
    ]


def test_deleted_rows_and_cells_are_gone_and_empty_columns_are_counted() -> None:
    document = from_body(
        table(
            row(cell("甲"), cell("乙")),
            row(cell("删"), cell("5"), properties=revision("del", "")),
            row(cell("删", '<w:cellDel w:id="1" w:author="校对"/>'), cell("丙"), cell("6")),
            row(cell("7"), properties='<w:gridBefore w:val="1"/>'),
        )
    )
    assert [(r, c, text) for r, c, text, _, _ in grid(document.tables[0])] == [
        (1, 1, "甲"),
        (1, 2, "乙"),
        (2, 1, "丙"),
        (2, 2, "6"),
        (3, 2, "7"),
    ]


def test_a_nested_table_follows_the_outer_one_and_stays_out_of_its_cell() -> None:
    inner = table(row(cell("内", content=paragraph("内") + table(row(cell("最内")))) + cell("旁")))
    outer = table(row(cell(content=paragraph("外") + inner + paragraph("之后")) + cell("右")))
    document = from_body(outer, paragraph("正文"))
    assert [[c.text for c in item.cells] for item in document.tables] == [["外\n之后", "右"], ["内", "旁"], ["最内"]]
    assert [item.place.table for item in document.tables] == [1, 2, 3]
    assert texts(document) == ["正文"]


_INLINE = '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"/>'
PICTURE = paragraph(content=f"<w:r><w:drawing>{_INLINE}</w:drawing></w:r>")
_FLOATING = _INLINE.replace("wp:inline", "wp:anchor")


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (paragraph() + table(row(cell("12"))) + paragraph(), "12"),
        (table(row(cell("12") + cell("13"))) + paragraph(), "[内嵌表格]"),
        (PICTURE, "[图片]"),
        (paragraph(content=f"<w:r><w:drawing>{_FLOATING}</w:drawing></w:r>"), ""),
        (paragraph(content=run("12") + f"<w:r><w:drawing>{_INLINE}</w:drawing></w:r>"), "12"),
        (paragraph(content=complex_field("EQ \\o(○,12)", "").replace('"separate"', '"none"')), "[域]"),
    ],
)
def test_a_cell_that_shows_something_is_not_blank(content: str, shown: str) -> None:
    """A number in a small table of its own is the cell's; a picture or a field in its place is no blank."""
    document = from_body(table(row(cell("规章") + cell(content=content) + cell("5"))))
    assert [item.text for item in document.tables[0].cells] == ["规章", shown, "5"]


def test_a_table_that_only_frames_others_is_no_table() -> None:
    """A report wholly inside the cells of a layout table has its headings and paragraphs where they are printed."""
    inner = table(row(cell("甲") + cell("1")))
    frame = table(row(cell(content=paragraph("一、总体情况"))), row(cell(content=paragraph("二、主动公开") + inner)))
    document = from_body(frame, paragraph("之后"))
    assert texts(document) == ["一、总体情况", "二、主动公开", "之后"]
    assert [[c.text for c in item.cells] for item in document.tables] == [["甲", "1"]]


def test_title_and_dates_of_the_file_are_kept() -> None:
    truth = make(3)
    meta = read(write(truth)).meta
    assert meta == {"title": truth.title, "created": "2025-01-15T02:00:00Z", "modified": "2025-01-20T08:30:00Z"}


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (package(paragraph("甲"), Layout(macros=True)), "宏未运行"),
        (package(paragraph("甲") + '<w:altChunk r:id="rId5"/>'), "altChunk"),
        (package(paragraph(content=run("甲") + "<w:r><w:object/></w:r>")), "嵌入的对象"),
        (package(paragraph(content=run("甲") + "<w:r><w:drawing/></w:r>")), "图片"),
        (package(paragraph("甲") + table(row(cell("乙")), row(cell(content=PICTURE)))), "有1张图片"),
    ],
)
def test_what_is_not_read_is_said(data: bytes, word: str) -> None:
    document = read(data)
    assert texts(document) == ["甲"]
    assert any(word in note for note in document.notes)


_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_PALE_STYLES = """
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:docDefaults><w:rPrDefault><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="P" w:default="1"><w:name w:val="p"/><w:rPr><w:color w:val="auto"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="W"><w:name w:val="w"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="t"/><w:basedOn w:val="P"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="B"><w:name w:val="b"/><w:rPr><w:color w:val="000000"/><w:sz w:val="21"/></w:rPr></w:style>
</w:styles>
"""


@pytest.mark.parametrize(
    ("style", "content", "expected"),
    [
        ("", run("12"), "12"),  # the style of all paragraphs takes the white of the defaults back
        ("W", run("12"), "[白色的文字]"),  # another style has it
        ("W", run("9") + run("12", '<w:rStyle w:val="B"/>'), "[白色的文字]12"),
        ("W", run("12", '<w:color w:val="auto"/>'), "12"),
        ("T", run("9") + run("12", '<w:sz w:val="21"/>'), "12"),
        ("T", run("9") + run("12", '<w:rStyle w:val="B"/>'), "12"),
    ],
)
def test_defaults_and_styles_of_paragraphs_make_text_pale(style: str, content: str, expected: str) -> None:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    body = table(row(cell("甲"), cell(content=paragraph(content=content, properties=properties))))
    document = read(package(body, parts={"word/styles.xml": _PALE_STYLES}))
    assert [each.text for each in document.tables[0].cells] == ["甲", expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("9", f"<w14:textFill {_W14}><w14:noFill/></w14:textFill>") + run("12"), None),
        (
            run(
                "9",
                f'<w14:textFill {_W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
            ),
            None,
        ),
        (
            run(
                "12",
                f'<w14:textFill {_W14}><w14:solidFill><w14:schemeClr w14:val="tx1"/></w14:solidFill></w14:textFill>',
            ),
            12,
        ),
        (run("9", '<w:shd w:fill="000000"/><w:color w:val="000000"/>') + run("12"), None),
        (run("12", '<w:shd w:fill="000000"/><w:color w:val="auto"/>'), 12),
        (run("9", '<w:w w:val="1"/>') + run("12"), None),
        (run("12", '<w:w w:val="90"/><w:spacing w:val="-10"/>'), 12),
        (run("9", '<w:spacing w:val="-400"/>') + run("12"), None),
        (run("12", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), None),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('9')}</w:sdtContent></w:sdt>{run('12')}",
            None,
        ),
    ],
)
def test_what_is_not_seen_as_it_is_written_makes_no_number(content: str, expected: int | None) -> None:
    document = read(package(table(row(cell("甲"), cell(content=paragraph(content=content))))))
    reading = read_cell(document.tables[0].cells[1].text)
    assert (reading.value, reading.kind) == (expected, "number" if expected else "text")


def test_a_prompt_around_a_cell_is_no_figure_and_words_of_one_are_read() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    document = read(package(table(row(cell("甲"), prompt.format(cell("12")), prompt.format(cell("单击输入"))))))
    assert [each.text for each in document.tables[0].cells] == ["甲", "[显示方式不明的文字]", "单击输入"]
    assert "文档中有1处文字与底色相同或显示方式不明，未作为数据读取。" in document.notes
