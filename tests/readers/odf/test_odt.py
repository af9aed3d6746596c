"""OpenDocument files: what is printed comes out at its grid place, with all changes accepted; harm is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from audit.containers import MAX_UNPACKED
from audit.document import Document, Place
from audit.errors import ReadError
from audit.readers.odf import odt
from tests.generate.formats.odt import TEXTS, Text, package, write
from tests.generate.report.layout import Variant
from tests.generate.report.truth import make
from tests.printed import VARIANTS, expected, printed


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_everything_printed_is_read_in_order_and_at_its_grid_place(text: Text, variant: Variant) -> None:
    for seed, edition in ((1, "2021"), (2, "2019")):
        truth = make(seed, edition)
        document = odt.read(write(truth, variant, text))
        assert document.format == "odt"
        assert printed(document) == expected(truth, variant)


def cell(text: str, attributes: str = "") -> str:
    """The XML of a table cell with one paragraph."""
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(cells: str, attributes: str = "") -> str:
    """The XML of a table row."""
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def from_rows(*rows: str, kind: str = "text") -> Document:
    """The document read from one table with these rows of cells."""
    written = (text if text.startswith("<table:table-row") else row(text) for text in rows)
    return odt.read(package(f"<table:table>{''.join(written)}</table:table>", kind))


def places(document: Document) -> dict[tuple[int, int | None], str]:
    """The printed cells of the first table."""
    return {(c.row, c.column): c.text for c in document.tables[0].cells if c.text}


def test_a_covered_place_without_a_cell_above_it_moves_nothing() -> None:
    document = from_rows(cell("甲") + "<table:covered-table-cell/>" + cell("1"), cell("乙") + cell("2") + cell("3"))
    assert places(document) == {(1, 1): "甲", (1, 3): "1", (2, 1): "乙", (2, 2): "2", (2, 3): "3"}


def test_a_wide_cell_behind_covered_places_stands_where_it_is_listed() -> None:
    covered = "<table:covered-table-cell/>"
    document = from_rows(covered * 2 + cell("1", 'table:number-columns-spanned="2"') + covered + cell("2"))
    assert [(c.text, c.column, c.colspan) for c in document.tables[0].cells] == [("1", 3, 2), ("2", 5, 1)]


def test_repeated_rows_and_cells_stand_for_each_of_them() -> None:
    document = from_rows(
        row(cell("0", 'table:number-columns-repeated="3"'), 'table:number-rows-repeated="2"'),
        cell("1") + cell("2") + cell("3"),
    )
    assert places(document) == {(r, c): "0" for r in (1, 2) for c in (1, 2, 3)} | {(3, c): str(c) for c in (1, 2, 3)}


def test_what_is_no_cell_in_a_row_costs_none_of_its_cells() -> None:
    document = from_rows(cell("甲") + "<text:soft-page-break/>" + cell("1") + cell("2"))
    assert places(document) == {(1, 1): "甲", (1, 2): "1", (1, 3): "2"}


def test_a_hidden_row_is_left_out_and_noted() -> None:
    hidden = row(cell("9") * 2, 'table:visibility="collapse"')
    document = from_rows(cell("1") + cell("2"), hidden, cell("3") + cell("4"))
    assert places(document) == {(1, 1): "1", (1, 2): "2", (3, 1): "3", (3, 2): "4"}
    assert document.notes == ("文件中有1个隐藏的表格行未读取。",)


def styled(rows: str, kind: str, styles: str, before: str = "") -> Document:
    """The document read from a table of ``rows``; ``styles`` are ODF styles, ``before`` the table's columns."""
    namespaces = ["office", "style", "fo", "table", "text"]
    declared = " ".join(f'xmlns:{name}="urn:{name}"' for name in namespaces)
    sheet = f"<office:document-styles {declared}>{styles}</office:document-styles>"
    return odt.read(package(f"<table:table>{before}{rows}</table:table>", kind, **{"styles.xml": sheet}))


def test_struck_and_white_cells_are_neither_numbers_nor_blank() -> None:
    styles = (
        '<style:style style:name="s"><style:text-properties style:text-line-through-type="single"/></style:style>'
        '<style:style style:name="w"><style:text-properties fo:color="#ffffff"/></style:style>'
        '<style:style style:name="c"><style:text-properties fo:color="#ffffff"/>'
        '<style:table-cell-properties fo:background-color="#1e50a2"/></style:style>'
    )
    cells = "".join(cell(text, f'table:style-name="{name}"') for text, name in (("1", "s"), ("2", "w"), ("3", "c")))
    spans = cell('<text:span text:style-name="s">8</text:span>4') + cell(
        '5<text:span text:style-name="w">9</text:span>'
    )
    document = styled(row(cell("甲") + cells + spans), "spreadsheet", styles)
    assert list(places(document).values()) == ["甲", "[划去的文字]", "[白色的文字]", "3", "4", "5[白色的文字]"]
    assert document.notes == (
        "文件中有2处带删除标记的文字，按已删除处理，未读取。",
        "文件中有2处白色或极小的文字，读者看不见，未作为数据读取。",
    )


def test_figures_that_nobody_sees_make_no_number() -> None:
    styles = (
        '<style:style style:name="w" style:family="text"><style:text-properties fo:color="#fefefe"/></style:style>'
        '<style:style style:name="t" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>'
        '<style:style style:name="s" style:family="text"><style:text-properties fo:font-size="12pt"/></style:style>'
    )
    cells = "".join(cell(f'12<text:span text:style-name="{name}">9</text:span>') for name in "wts")
    assert list(places(styled(row(cells), "text", styles)).values()) == ["12[白色的文字]", "12", "129"]


def test_a_hidden_column_and_a_hidden_sheet_are_left_out_and_noted() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    document = styled(row(cell("甲") + cell("1") + cell("2")), "spreadsheet", "", columns)
    assert [(c.column, c.text) for c in document.tables[0].cells] == [(1, "甲"), (3, "2")]
    assert document.notes == ("文件的隐藏列中有1个单元格未读取。",)


def test_a_table_inside_a_cell_follows_and_leaves_no_blank() -> None:
    inner = f"<table:table>{row(cell('5') + cell('6'))}</table:table>"
    document = from_rows(cell("甲") + f"<table:table-cell>{inner}</table:table-cell>")
    assert [[c.text for c in table.cells] for table in document.tables] == [["甲", "[内嵌表格]"], ["5", "6"]]


def test_a_picture_in_a_cell_is_no_blank() -> None:
    document = from_rows(cell("甲") + cell("<draw:frame><draw:image/></draw:frame>"))
    assert places(document)[1, 2] == "[图片]"


def test_a_picture_with_its_caption_in_a_text_box_is_one_picture() -> None:
    picture = "<text:p><draw:frame><draw:image/></draw:frame>图1</text:p>"
    boxed = f"<draw:frame><draw:text-box>{picture}</draw:text-box></draw:frame>"
    for body in (picture, f"<text:p>{boxed}</text:p>", boxed):
        document = odt.read(package(f"<text:p>甲</text:p>{body}"))
        assert [(item.kind, item.place) for item in document.skipped] == [("picture", Place(paragraph=2))]
        assert "文件中有1张图片或内嵌对象，其中的文字未读取。" in document.notes


def test_a_sheet_gives_headings_as_paragraphs_and_no_endless_filler() -> None:
    filler = '<table:table-cell table:number-columns-repeated="16380"/>'
    rows = (
        cell("二、主动公开政府信息情况") + filler,
        cell("第二十条第（一）项") + filler,
        cell("规章") + cell("1") + filler,
        row(filler, 'table:number-rows-repeated="1048000"'),
    )
    document = from_rows(*rows, kind="spreadsheet")
    assert document.format == "ods"
    assert [p.text for p in document.paragraphs] == ["二、主动公开政府信息情况"]
    assert places(document) == {(2, 1): "第二十条第（一）项", (3, 1): "规章", (3, 2): "1"}


def _bomb() -> bytes:
    stream = io.BytesIO(package("<text:p>甲</text:p>"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as file, file.open("big", "w") as part:
        for _ in range(MAX_UNPACKED // 2**20 + 1):
            part.write(bytes(2**20))
    return stream.getvalue()


def _table(text: str, times: int) -> bytes:
    return package(f"<table:table>{text * times}</table:table>")


_WIDE = row(cell("1", 'table:number-columns-repeated="9999999"') * 60)
_LONG = row(cell("1"), 'table:number-rows-repeated="9999999"')
_SPAN = row(cell("1", 'table:number-columns-spanned="1000" table:number-rows-spanned="1000"') * 9)
HOSTILE = {
    "truncated": lambda: write(make(1))[:2000],
    "bomb": _bomb,
    "empty": lambda: package(""),
    "no content": lambda: package("").replace(b"content.xml", b"contend.xml"),
    "a drawing": lambda: package("<text:p>甲</text:p>", "drawing"),
    "broken XML": lambda: package("", content="<office"),
    "DTD": lambda: package("", content='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "encrypted": lambda: package("", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
    "wide rows": lambda: _table(_WIDE, 100),
    "long tables": lambda: _table(_LONG, 100),
    "thousand spans": lambda: _table(_SPAN, 1000),
    "endless nesting": lambda: package("<text:section>" * 5000 + "<text:p>甲</text:p>" + "</text:section>" * 5000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_chinese_reason(name: str) -> None:
    with pytest.raises(ReadError, match=r"[\u4e00-\u9fff]{4,}"):
        odt.read(HOSTILE[name]())


def test_nesting_as_deep_as_xml_allows_is_read() -> None:
    inner = "<text:p>底</text:p>"
    for _ in range(70):
        inner = f"<table:table>{row(f'<table:table-cell>{inner}</table:table-cell>' + cell('甲'))}</table:table>"
    assert len(odt.read(package(inner)).tables) == 70


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<text:p text:style-name="white child">9<text:span>1</text:span></text:p>', "[白色的文字][白色的文字]"),
        ('<text:p text:style-name="white child"><text:span text:style-name="black">12</text:span></text:p>', "12"),
        ('<text:p text:style-name="tiny">9<text:span text:style-name="large">12</text:span></text:p>', "12"),
        ('<text:p><text:span text:style-name="share">9</text:span>12</text:p>', "12"),
        ('<text:p><text:span text:style-name="condition">9</text:span>12</text:p>', "[显示方式不明的文字]12"),
        ('<text:p><text:span text:style-name="narrow">9</text:span>12</text:p>', "[显示方式不明的文字]12"),
        ('<text:p><text:span text:style-name="ground">9</text:span>12</text:p>', "[与底色相同的文字]12"),
        ("<text:p><text:placeholder>9</text:placeholder>12</text:p>", "[显示方式不明的文字]12"),
        ('<text:p><text:hidden-paragraph text:is-hidden="true"/>9</text:p><text:p>12</text:p>', "12"),
        (
            '<text:p><text:span text:style-name="struck">1<text:span text:style-name="plain">2</text:span></text:span></text:p>',
            "2",
        ),
    ],
)
def test_styles_are_followed_to_their_parents_and_into_spans(content: str, expected: str) -> None:
    texts = {
        "black": 'fo:color="#000000"',
        "large": 'fo:font-size="12pt"',
        "share": 'fo:font-size="1%"',
        "condition": 'text:display="condition"',
        "narrow": 'style:text-scale="1%"',
        "ground": 'fo:color="#000000" fo:background-color="#000000"',
        "struck": 'style:text-line-through-style="solid"',
        "plain": 'style:text-line-through-style="none"',
    }
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {said}/></style:style>'
        for name, said in texts.items()
    )
    styles += (
        '<style:style style:name="white" style:family="paragraph"><style:text-properties fo:color="#ffffff"/></style:style>'
        '<style:style style:name="white child" style:family="paragraph" style:parent-style-name="white"/>'
        '<style:style style:name="tiny" style:family="paragraph"><style:text-properties fo:font-size="1pt"/></style:style>'
    )
    filled = f"<table:table-cell>{content}</table:table-cell>"
    document = styled(row(cell("甲") + filled), "text", styles)
    assert list(places(document).values()) == ["甲", expected]
