"""Web pages: what is printed comes out at its grid place, whatever the page is made of; the portal stays outside."""

from __future__ import annotations

import pytest

from audit.cells import read_cell
from audit.document import Document
from audit.readers.web import html, mht
from tests.generate.formats.html import PAGES, PUBLISHED, SIMPLE, Page, write, write_mht
from tests.generate.report.layout import PLAIN, LayoutTable, Variant, blocks
from tests.generate.report.truth import TextLine, Truth, make
from tests.printed import VARIANTS, Printed, expected, printed, squeezed


def from_body(body: str, head: str = "") -> Document:
    """The document read from a page with this body."""
    return html.read(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def lines(document: Document) -> list[str]:
    """The texts of all paragraphs."""
    return [paragraph.text for paragraph in document.paragraphs]


def figures(table: str) -> dict[tuple[int, int | None], str]:
    """The cells of a page’s only table by row and column."""
    (found,) = from_body(table).tables
    return {(cell.row, cell.column): cell.text for cell in found.cells}


def _on_page(truth: Truth, variant: Variant, page: Page) -> Printed:
    """What the page prints: headings in a table’s first row move its rows, a title outside stands on one line."""
    found = expected(truth, variant)
    if page.heading_rows:
        items = blocks(truth, variant)
        for index, item in enumerate(items):
            before = items[index - 1]
            table = found[index]
            if isinstance(item, LayoutTable) and isinstance(before, TextLine) and before.kind == "heading":
                assert isinstance(table, dict)
                found[index] = {(row + 1, column): cell for (row, column), cell in table.items()}
    if page.title_outside:
        titles = sum(line.kind == "title" for line in truth.front)
        found[:titles] = [squeezed(truth.title)]
    return found


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_everything_printed_is_read_in_order_and_at_its_grid_place(page: Page, variant: Variant) -> None:
    for seed, edition in ((1, "2021"), (2, "2019")):
        truth = make(seed, edition)
        document = html.read(write(truth, variant, page))
        assert document.format == "html"
        assert printed(document) == _on_page(truth, variant, page)
        assert document.notes == () or page.tracked


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
@pytest.mark.parametrize("name", ["plain", "gb18030 as gb2312", "word", "portal"])
def test_a_web_archive_reads_like_the_page_inside(name: str, transfer: str) -> None:
    truth = make(4)
    document = mht.read(write_mht(truth, PLAIN, PAGES[name], transfer))
    assert document.format == "mht"
    assert printed(document) == expected(truth, PLAIN)


def test_places_count_paragraphs_tables_and_grid_lines_of_the_report_from_one() -> None:
    document = html.read(write(make(1), PLAIN, PAGES["portal"]))
    assert [p.place.paragraph for p in document.paragraphs] == list(range(1, len(document.paragraphs) + 1))
    assert [t.place.table for t in document.tables] == [1, 2, 3]
    cell = document.tables[1].cells[-1]
    assert (cell.place.table, cell.place.row, cell.place.column) == (2, cell.row, cell.column)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_day_of_publication_comes_from_metadata_or_from_print(seed: int) -> None:
    truth = make(seed)
    document = html.read(write(truth, PLAIN, PAGES["portal"]))
    assert document.meta["published"] == PUBLISHED
    assert truth.title in document.meta["title"]


@pytest.mark.parametrize(
    ("printed_date", "day"),
    [
        ("发布日期：2025-01-20", "2025-01-20"),
        ("发布时间： 2025年1月9日 10:22", "2025-01-09"),
        ("【发布日期】2025/01/20", "2025-01-20"),
        ("<table><tr><td>发布日期</td><td>2025.1.20</td></tr></table>", "2025-01-20"),
        ("成文日期：2025-01-20", None),
        ("发布日期：2025-13-40", None),
    ],
)
def test_a_printed_date_counts_only_where_it_is_one_of_publication(printed_date: str, day: str | None) -> None:
    document = from_body(
        f"<div>{printed_date}</div><p>某局2024年政府信息公开工作年度报告</p><p>一、总体情况</p><p>正文。</p>"
    )
    assert document.meta.get("published") == day


def test_metadata_of_government_sites_is_kept() -> None:
    head = (
        '<meta name="ArticleTitle" content="某局2024年年度报告"><meta name="PubDate" content="2025-01-20 09:00">'
        '<meta name="ColumnName" content="年度报告"><meta name="SiteName" content="某县政府网">'
    )
    meta = from_body("<p>一、总体情况</p><p>正文。</p>", head).meta
    assert meta == {
        "title": "某局2024年年度报告",
        "published": "2025-01-20",
        "column": "年度报告",
        "site": "某县政府网",
    }


@pytest.mark.parametrize(
    "foot",
    [
        "上一篇：某局通知",
        "【打印】【关闭】",
        "版权所有：某县人民政府",
        "主办单位：某县政府办",
        "Copyright © 2025",
        "网站地图",
        "吉ICP备05001234号",
    ],
)
def test_what_follows_the_article_is_not_read_even_without_a_block_around_it(foot: str) -> None:
    page = f"<p>某局2024年政府信息公开工作年度报告</p><p>一、总体情况</p><p>甲。</p><p>六、其他需要报告的事项</p><p>无。</p><p>{foot}</p><p>尾。</p>"
    assert lines(from_body(page))[-1] == "无。"


@pytest.mark.parametrize(("length", "last"), [(120, "无。"), (121, "尾。")])
def test_a_long_paragraph_that_begins_like_a_footer_is_of_the_report(length: int, last: str) -> None:
    foot = "责任编辑" + "甲" * (length - 4)
    page = f"<p>某局2024年政府信息公开工作年度报告</p><p>一、总体情况</p><p>无。</p><p>{foot}</p><p>尾。</p>"
    assert lines(from_body(page))[-1] == last


def test_spaces_around_the_words_of_a_link_do_not_make_its_paragraph_one() -> None:
    """Three lines of nothing but links would end the article."""
    linked = f"详见<a href='/x.html'>\n{' ' * 60}网站\n{' ' * 60}</a>的公告。"
    body = f"<p>某局2024年政府信息公开工作年度报告</p><p>一、总体情况</p>{f'<p>{linked}</p>' * 3}<p>尾。</p>"
    assert [text.replace(" ", "") for text in lines(from_body(body))[2:]] == ["详见网站的公告。"] * 3 + ["尾。"]


def test_a_title_on_several_lines_is_kept_whole() -> None:
    page = "<p>首页</p><div><p>某县教育局</p><p>2024年政府信息公开工作</p><p>年度报告</p><p>一、总体情况</p><p>甲。</p></div>"
    assert lines(from_body(page))[:3] == ["某县教育局", "2024年政府信息公开工作", "年度报告"]


def test_a_report_before_the_unified_form_is_read_as_text() -> None:
    page = "<ul><li><a href=/>首页</a></li></ul><div><h1>某局2016年政府信息公开工作年度报告</h1><p>一、概述</p><p>主动公开12条。</p></div>"
    assert lines(from_body(page)) == ["某局2016年政府信息公开工作年度报告", "一、概述", "主动公开12条。"]


def test_a_report_that_is_only_attached_is_said_so() -> None:
    page = "<h1>某局2024年政府信息公开工作年度报告</h1><p><a href='/a/b.docx'>某局年报.docx</a></p>"
    assert from_body(page).notes == ("页面正文没有报告，附件：“某局年报.docx”，请下载附件后核查。",)


def test_a_report_whose_tables_are_pictures_is_said_so() -> None:
    page = "<h1>某局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>主动公开12条。</p><p>二、主动公开政府信息情况</p><img src=b.png>"
    assert from_body(page).notes == ("页面正文没有表格，但页面有图片（1张），其中的文字未读取。",)


def test_a_report_in_a_pdf_frame_is_said_so() -> None:
    page = "<h1>某局2024年政府信息公开工作年度报告</h1><iframe src='/upload/nb.pdf'></iframe>"
    assert from_body(page).notes == ("页面正文没有报告，附件：“nb.pdf”，请下载附件后核查。",)


def test_an_attachment_beside_the_report_is_no_note() -> None:
    page = "<h1>某局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>甲。</p><p><a href=a.docx>附件</a></p>"
    assert from_body(page).notes == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<span>1</span><span>2</span>", "12"),
        ("12<o:p></o:p>", "12"),
        ("1<br>2", "1\n2"),
        ("<p>商业</p><p>企业</p>", "商业\n企业"),
        ("<del>7</del>12", "12"),
        ("<s>7</s>12", "12"),
        ("<span style='text-decoration: line-through'>7</span>12", "12"),
        ("12<sup>1</sup>", "12[1]"),
        ("12&#1;", "12"),
        ("&amp;nbsp;", ""),
        ("&nbsp;", ""),
        ("12<!-- 3 --><script>4</script><template>5</template><noscript>6</noscript>", "12"),
        ("<span hidden>9</span>12", "12"),
        ("<i style='Display : None'>9</i>12", "12"),
        ("<span style='mso-hide:all'>9</span>12", "12"),
        ("12<span style='font-size:0'>9</span>", "12"),
        ("12<span style='font-size: 1px; color:red'>9</span>", "12"),
        ("<span style='font-size:0'><span style='font-size:14px'>12</span></span>", "12"),
        ("12<span style='opacity:0'>9</span>", "12"),
        ("12<span style='opacity:0.9'>3</span>", "123"),
        ("12<span style='color: transparent'>9</span>", "12"),
        ("12<span style='visibility:collapse'>9</span>", "12"),
        ("12<span style='position:absolute;left:-9999px'>9</span>", "12"),
        ("12<span style='display:inline-block;width:0;overflow:hidden'>9</span>", "12"),
        ("12<span style='clip:rect(0,0,0,0);position:absolute'>9</span>", "12"),
        ("12<span style='color:#fff'>9</span>", "12[白色的文字]"),
        ("12<font color=white>9</font>", "12[白色的文字]"),
        ('12<font color="#ffffff"><font size="2" style="font-size: 9pt">9</font></font>', "12[白色的文字]"),
        ("12<span style='color:rgb(254, 254, 254)'>9</span>", "12[白色的文字]"),
        ("12<font color='#ff0000'>9</font>", "129"),
        ("<div style='background:#1e50a2'><span style='color:#fff'>12</span></div>", "12"),
        ("<span style='background-color:#fff;color:red'>12</span>", "12"),
        ("<span style='color:#fff'>总计</span>", "总计"),
        ("<img src=7.png>", "[图片]"),
        ("<img src=spacer.gif>", ""),
        ("<input value=7>", "[输入框]"),
        ("<input type=hidden value=7>", ""),
        ("<table><tr><td>12</td></tr></table>", "12"),
        ("<![if !supportEmptyParas]>12<![endif]>", "12"),
        ("<xml><w:Number>4</w:Number></xml>12", "12"),
        ("申请\n      人", "申请人"),
        ("&lt;12", "<12"),
    ],
)
def test_a_cell_reads_as_it_looks(cell: str, text: str) -> None:
    assert (
        figures(f"<table><tr><td>{cell}</td><td>8</td></tr><tr><td>3</td><td>4</td></tr></table>")[1, 1].strip() == text
    )


def test_text_that_nobody_sees_is_told_in_a_note() -> None:
    page = "<table><tr><td>甲</td><td>12<b class=x>9</b></td></tr><tr><td>乙</td><td>3</td></tr></table>"
    document = from_body(f"<style>.x {{ font-size: 0 }}</style>{page}")
    assert "12" in [cell.text for cell in document.tables[0].cells]
    assert any("1处白色或极小的文字" in note for note in document.notes)


def test_hidden_cells_that_keep_their_place_do_not_move_their_neighbours() -> None:
    rows = "<tr><td>1</td><td style='visibility:hidden'>2</td><td>3</td></tr>"
    rows += "<tr><td>4</td><td style='display:none'>5</td><td>6</td></tr>"
    rows += "<tr style='display:none'><td>9</td></tr><tr><td>7</td></tr>"
    found = figures(f"<table>{rows}</table>")
    assert {place: text for place, text in found.items() if text} == {
        (1, 1): "1",
        (1, 3): "3",
        (2, 1): "4",
        (2, 2): "6",
        (3, 1): "7",
    }


def test_spans_place_cells_as_a_browser_does() -> None:
    table = "<tr><td rowspan=2>a</td><td colspan=2>b</td><td>1</td></tr><tr><td>c</td><td rowspan=0>d</td><td>2</td></tr><tr><td>e</td><td>f</td></tr>"
    assert figures(f"<table>{table}</table>") == {
        (1, 1): "a",
        (1, 2): "b",
        (1, 4): "1",
        (2, 2): "c",
        (2, 3): "d",
        (2, 4): "2",
        (3, 1): "e",
        (3, 2): "f",
    }


def test_a_span_does_not_reach_below_its_row_group() -> None:
    table = "<tbody><tr><td rowspan=9>a</td><td>1</td></tr></tbody><tbody><tr><td>b</td><td>2</td></tr></tbody>"
    assert figures(f"<table>{table}</table>") == {(1, 1): "a", (1, 2): "1", (2, 1): "b", (2, 2): "2"}


def test_a_table_inside_a_data_cell_follows_and_leaves_no_blank() -> None:
    inner = "<table><tr><td>5</td><td>6</td></tr></table>"
    document = from_body(
        f"<table><tr><td>甲</td><td>1</td><td>2</td></tr><tr><td>乙</td><td>3</td><td>{inner}</td></tr></table>"
    )
    assert [[cell.text for cell in table.cells] for table in document.tables] == [
        ["甲", "1", "2", "乙", "3", "[内嵌表格]"],
        ["5", "6"],
    ]


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ("<meta charset=gb2312><p>镕〇基</p>", "gb18030"),
        ("<meta charset=utf-8><p>镕〇基</p>", "gbk"),
        ("<meta charset=gbk><p>镕〇基</p>", "utf-8"),
        ("<p>镕〇基</p>", "utf-16"),
        ("<meta charset=gbk><p>镕〇基</p>", "utf-16-le"),
    ],
)
def test_the_encoding_is_taken_from_the_bytes(page: str, encoding: str) -> None:
    assert lines(html.read(page.encode(encoding))) == ["镕〇基"]


def test_damaged_bytes_are_noted_and_do_not_spoil_the_rest() -> None:
    data = "<p>一、总体情况</p><p>政府信息公开12件</p>".encode().replace(b"12", b"\xff12")
    document = html.read(data)
    assert lines(document)[-1] == "政府信息公开\ufffd12件"
    assert document.notes == ("页面中有1个字符编码损坏，显示为“\ufffd”。",)


def test_the_same_page_gives_the_same_document() -> None:
    data = write(make(1), PLAIN, PAGES["everything"])
    assert html.read(data) == html.read(data)


def test_preformatted_text_keeps_its_lines() -> None:
    page = "<pre>某局2024年政府信息公开工作年度报告\n一、总体情况\n甲。\n</pre>"
    assert lines(from_body(page)) == ["某局2024年政府信息公开工作年度报告", "一、总体情况", "甲。"]


def test_simple_pages_need_no_article_around_the_report() -> None:
    assert printed(html.read(write(make(8), PLAIN, SIMPLE))) == expected(make(8), PLAIN)


@pytest.mark.parametrize(
    "look",
    [
        *(
            "display:none",
            "visibility:hidden",
            "opacity:.0",
            "opacity:0%",
            "font-size:.5px",
            "font:0/0 a",
            "color:#00000000",
        ),
        *("color:rgba(0,0,0,0)", "color:rgb(0 0 0 / 0)", "clip-path:inset(50%)", "transform:scale(0)", "color:#fff"),
        *("text-decoration:line-through", "position:absolute", "vertical-align:super", "letter-spacing:-1em"),
        *(
            "unicode-bidi:bidi-override;direction:rtl",
            "max-height:0;overflow:hidden",
            "-webkit-text-fill-color:transparent",
        ),
    ],
)
@pytest.mark.parametrize(
    ("selector", "element"),
    [
        ("td .x", '<span class="x">9</span>'),
        ("#x", '<span id="x">9</span>'),
        ("td u", "<u>9</u>"),
        (".隐藏", '<span class="隐藏">9</span>'),
        (".a.x, .y", '<p class="a x">9</p>'),
        ("@media screen { td>*", "<span>9</span>"),
        ("own", '<span style="{}">9</span>'),
    ],
)
def test_figures_that_a_style_may_hide_or_change_make_no_other_number(look: str, selector: str, element: str) -> None:
    end = "}" if selector.startswith("@") else ""
    sheet = "" if selector == "own" else f"<style>{selector} {{{look}}}{end}</style>"
    for cell in (element + "12", "1" + element + "2", "12" + element):
        page = f"<table><tr><td>甲</td><td>{cell.format(look)}</td></tr><tr><td>乙</td><td>34</td></tr></table>"
        texts = [each.text for each in from_body(sheet + page).tables[0].cells]
        assert read_cell(texts[1]).value in (12, None)
        assert (read_cell(texts[1]).kind != "blank", texts[3]) == (True, "34")


@pytest.mark.parametrize(
    "sheet",
    [
        "td .x { font: bold 12px/1.5 宋体; color: #333; position: relative; filter: alpha(opacity=100) }",
        "td .x { font: 12px arial; opacity: 1; vertical-align: middle; letter-spacing: 1px; border: 0; overflow: hidden }",
        "td .x:hover { display: none } @media print { td .x { display: none } }",
        "@media (max-width: 768px) { td .x { display: none } } .other { display: none }",
        "td .x::before { content: '' } td .x { margin-left: 5px; width: 100px; transform: none; font-size: 10.5pt }",
        "table { background: #1e50a2 } td .x { color: #fff }",
    ],
)
def test_ordinary_styles_leave_figures_as_they_are(sheet: str) -> None:
    page = '<table><tr><td>甲</td><td><span class="x">12</span></td></tr><tr><td>乙</td><td>34</td></tr></table>'
    assert [each.text for each in from_body(f"<style>{sheet}</style>{page}").tables[0].cells] == [
        "甲",
        "12",
        "乙",
        "34",
    ]


def test_digits_that_a_style_adds_or_turns_round_are_not_read() -> None:
    sheet = "<style>.q::after { content: '4' }</style>"
    for figure in ('<span class="q">8</span>', '<bdo dir="rtl">48</bdo>'):
        page = f"<table><tr><td>甲</td><td>{figure}</td></tr><tr><td>乙</td><td>34</td></tr></table>"
        document = from_body(sheet + page)
        assert document.tables[0].cells[1].text == "[显示方式不明的文字]"
        assert "页面中有1处文字与底色相同或显示方式不明，未作为数据读取。" in document.notes
