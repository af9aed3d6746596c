"""Write a generated report as a web page, in the ways in which government sites publish them."""

from __future__ import annotations

import base64
import html
import quopri
import random
from dataclasses import dataclass

from tests.generate.report.layout import PLAIN, LayoutCell, LayoutTable, Variant, blocks
from tests.generate.report.truth import TextLine, Truth


@dataclass(frozen=True, slots=True)
class Page:
    """How the page is made; all difficulties are off by default.

    ``encoding`` is what the bytes are in, ``declared`` what the page says ("" for nothing).
    """

    encoding: str = "utf-8"
    declared: str = "utf-8"
    word: bool = False  # Word-exported markup, numbers cut into runs
    portal: bool = False  # navigation above, footer below, data of publication beside the title
    layout_tables: bool = False  # the page arranged by tables inside tables
    breaks: bool = False  # lines ended by <br>, no paragraphs
    nested_values: bool = False  # each value in a table of its own
    tracked: bool = False  # deletions left in the markup
    hidden: bool = False  # hidden text beside what is shown
    escaped_twice: bool = False  # &amp;nbsp;
    wrapped: bool = False  # source lines broken between characters
    heading_rows: bool = False  # section headings printed as the first row of a table
    sections: bool = False  # a Word export's sections, tables in one of their own
    covered: bool = False  # rowspan="0" and spans that reach below the table
    sizing_row: bool = False  # Word's unfiltered markup: a last row of blanks that only sets the widths
    title_outside: bool = False  # the title only above the article, not in it


SIMPLE = Page()
#: One page for each difficulty, and all that go together.
PAGES: dict[str, Page] = {
    "plain": SIMPLE,
    "no charset": Page(declared=""),
    "gbk as utf-8": Page("gbk", "utf-8"),
    "gb18030 as gb2312": Page("gb18030", "gb2312"),
    "utf-8 as gb2312": Page("utf-8", "gb2312"),
    "utf-16": Page("utf-16", "utf-8"),
    "bom": Page("utf-8-sig", "gbk"),
    "word": Page(word=True),
    "portal": Page(portal=True),
    "portal, title outside": Page(portal=True, title_outside=True),
    "layout tables": Page(layout_tables=True),
    "layout tables in a portal": Page(layout_tables=True, portal=True),
    "breaks": Page(breaks=True),
    "breaks in a portal": Page(breaks=True, portal=True),
    "nested values": Page(nested_values=True),
    "tracked": Page(tracked=True),
    "hidden": Page(hidden=True),
    "escaped twice": Page(escaped_twice=True),
    "wrapped": Page(wrapped=True),
    "heading rows": Page(heading_rows=True),
    "word sections in a portal": Page(word=True, sections=True, portal=True),
    "covered": Page(covered=True),
    "word, unfiltered": Page("gb18030", "gb2312", word=True, sizing_row=True),
    "everything": Page(
        "gb18030",
        "utf-8",
        word=True,
        portal=True,
        layout_tables=True,
        nested_values=True,
        tracked=True,
        hidden=True,
        wrapped=True,
    ),
}
#: The day of publication that a portal states.
PUBLISHED = "2025-01-20"

_NAVIGATION = (
    "首页",
    "走进我县",
    "政务公开",
    "办事服务",
    "互动交流",
    "政府信息公开年度报告",
    "2023年政府信息公开工作年度报告",
)
_FOOTER = (
    "【打印本页】 【关闭窗口】",
    "上一篇：2023年政府信息公开工作年度报告",
    "下一篇：没有了",
    "主办单位：青河县人民政府办公室　电话：0431-81234567",
    "版权所有：青河县人民政府　吉ICP备05001234号",
    "政府网站标识码：2201220001　网站地图",
)
_WORD_LINE = "style='text-align:center;mso-pagination:widow-orphan;line-height:15.0pt;mso-line-height-rule:exactly'"
_WORD_RUN = "style='font-size:10.5pt;font-family:宋体;mso-bidi-font-family:宋体;color:black;mso-font-kerning:0pt'"
_WORD_CELL = (
    " width=72 valign=center style='width:54.0pt;border-top:none;border-left:none;border-bottom:solid windowtext 1.0pt;"
    "border-right:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'"
)


def write(truth: Truth, variant: Variant = PLAIN, page: Page = SIMPLE) -> bytes:
    """The page's bytes. The same arguments give the same bytes."""
    rng = random.Random(truth.seed)
    body = _article(truth, variant, page, rng)
    if page.layout_tables:
        body = f'<table width="100%"><tr><td>{body}</td></tr></table>'
    body = f'<div class="v_news_{truth.seed}">{body}</div>'
    if page.portal:
        body = _portal(truth, body, page)
    charset = f'<meta http-equiv="Content-Type" content="text/html; charset={page.declared}">' if page.declared else ""
    meta = f'<meta name="PubDate" content="{PUBLISHED} 10:30">' if page.portal and truth.seed % 2 else ""
    text = (
        f"<!DOCTYPE html>\n<html><head>{charset}{meta}<title>{html.escape(truth.title)}_门户网站</title>"
        f"<style>td {{ width: 12px }}</style></head><body>{body}<script>var a = '<p>99</p>';</script></body></html>"
    )
    return text.encode(page.encoding)


def write_mht(truth: Truth, variant: Variant = PLAIN, page: Page = SIMPLE, transfer: str = "quoted-printable") -> bytes:
    """The page in a MIME archive with a picture, as a browser saves it."""
    data = write(truth, variant, page)
    coded = quopri.encodestring(data) if transfer == "quoted-printable" else base64.encodebytes(data)
    header = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="----=_Part_1"\n\n'
        "------=_Part_1\nContent-Type: image/gif\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAAAAACw=\n\n"
        f'------=_Part_1\nContent-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: {transfer}\n\n'
    )
    return header.encode() + coded + b"\n------=_Part_1--\n"


def _word_run(text: str) -> str:
    return f"<span lang=EN-US {_WORD_RUN}>{text}<o:p></o:p></span>"


def _article(truth: Truth, variant: Variant, page: Page, rng: random.Random) -> str:
    parts = []
    items = list(blocks(truth, variant))
    for index, item in enumerate(items):
        if isinstance(item, LayoutTable):
            before = items[index - 1]
            heading = before if isinstance(before, TextLine) and before.kind == "heading" else None
            table = _table(item, page, rng, heading if page.heading_rows else None)
            parts.append(
                f'</div><div class="WordSection2">{table}</div><div class="WordSection3">' if page.sections else table
            )
        elif not _printed_elsewhere(item, _next(items, index), page):
            parts.append(_line(item, page))
    text = "\n".join(parts)
    return f'<div class="WordSection1">{text}</div>' if page.sections else text


def _printed_elsewhere(line: TextLine, following: TextLine | LayoutTable | None, page: Page) -> bool:
    """Above the article, or in the first row of the table that follows."""
    if line.kind == "title":
        return page.title_outside
    return page.heading_rows and line.kind == "heading" and isinstance(following, LayoutTable)


def _next(items: list[TextLine | LayoutTable], index: int) -> TextLine | LayoutTable | None:
    return items[index + 1] if index + 1 < len(items) else None


def _escape(text: str, page: Page) -> str:
    text = html.escape(text, quote=False).replace("\u00a0", "&nbsp;")
    if page.escaped_twice:
        text = text.replace("&nbsp;", "&amp;nbsp;")
    if page.wrapped and len(text) > 30 and "&" not in text:
        text = f"{text[:20]}\r\n   {text[20:]}" if text[19] > "\u4e00" and text[20] > "\u4e00" else text
    return text


def _line(line: TextLine, page: Page) -> str:
    text = _escape(line.printed, page)
    if page.breaks:
        return f"　　{text}<br>"
    if page.hidden:
        text += '<span style="display: none">隐藏文字88件</span>'
    if page.word:
        return f"<p class=MsoNormal {_WORD_LINE}>{_word_run(text)}</p>"
    return f"<h2>{text}</h2>" if line.kind == "title" else f"<p>　　{text}</p>"


def _value(text: str, page: Page, rng: random.Random) -> str:
    """A printed number in the page's markup."""
    shown = _escape(text, page)
    if page.word and len(text) > 1 and "\u00a0" not in text:
        cut = rng.randint(1, len(text) - 1)
        shown = _word_run(_escape(text[:cut], page)) + _word_run(f"<b>{_escape(text[cut:], page)}</b>")
    if page.tracked and text.strip():
        shown = f"<del>7</del><ins>{shown}</ins>"
    if page.hidden:
        shown += '<span style="DISPLAY:none">9</span><!--8-->'
    return shown


def _cell(cell: LayoutCell, page: Page, rng: random.Random) -> str:
    if cell.key is not None:
        text = _value(cell.text, page, rng)
    else:
        text = "<br>".join(_escape(line, page) for line in cell.text.split("\n"))
    if page.word:
        text = f"<p class=MsoNormal align=center {_WORD_LINE}>{_word_run(text or '&nbsp;')}</p>"
    if page.nested_values and cell.key is not None:
        text = f"<table><tr><td>{text}</td></tr></table>"
    return text


def _table(table: LayoutTable, page: Page, rng: random.Random, heading: TextLine | None) -> str:
    wide = f"<tr><td colspan={table.columns}><b>{heading.printed}</b></td></tr>" if heading else ""
    rows = [wide] if wide else []
    for number, row in enumerate(table.rows, 1):
        cells = []
        for cell in row:
            last = number + cell.rowspan > len(table.rows)
            rowspan = (
                ("0" if cell.rowspan % 2 else str(cell.rowspan + 9)) if page.covered and last else str(cell.rowspan)
            )
            spans = f' rowspan="{rowspan}"' if rowspan != "1" else ""
            spans += f" colspan={cell.colspan}" if cell.colspan != 1 else ""
            spans += _WORD_CELL if page.word else ""
            cells.append(f"<td{spans}>{_cell(cell, page, rng)}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    if page.sizing_row:
        blanks = '<td width=29 style="border:none"></td>' * table.columns
        rows.append(f"<![if !supportMisalignedColumns]><tr height=0>{blanks}</tr><![endif]>")
    return f'<table border="1">{"".join(rows)}</table>'


def _portal(truth: Truth, body: str, page: Page) -> str:
    links = "".join(f'<li><a href="/{n}.html">{text}</a></li>' for n, text in enumerate(_NAVIGATION))
    date = "" if truth.seed % 2 else f"发布日期：{PUBLISHED}　"
    about = f"<div class=info>{date}来源：{truth.agency}　字号：【大 中 小】　浏览次数：128</div>"
    index = (
        f"<table class=xxgk><tr><td>索引号</td><td>11220122-2025-00{truth.seed}</td><td>发布机构</td><td>{truth.agency}</td></tr>"
        f"<tr><td>名称</td><td colspan=3>{truth.title}</td></tr></table>"
    )
    foot = "".join(f"<p>{line}</p>" for line in _FOOTER)
    title = f"<h1>{html.escape(truth.title)}</h1>"
    inner = f'{index}{title}{about}<div id="zoom">{body}</div>{foot}'
    framed = f"<div class=main>{inner}</div>"
    if page.layout_tables:
        menu = f"<td width=200><ul>{links}</ul></td>"
        framed = f"<table><tr>{menu}<td><table><tr><td>{inner}</td></tr></table></td></tr></table>"
    return (
        f'<div id=top><a href="/"><img src="logo.png"></a><ul>{links}</ul></div><div>当前位置：<a href="/">首页</a> &gt; '
        f"<a href=/a>政府信息公开年报</a> &gt; 正文</div>{framed}<div id=foot>{foot}</div>"
    )
