"""A web page's text as a ``Document``: what a page saved as HTML and one saved as MHT have in common."""

from __future__ import annotations

from collections.abc import Iterator

from audit.document import Block, Document, Paragraph, Place, Skipped, Table
from audit.errors import ReadError
from audit.readers.flow import NOTE, Budget, grid, split_headings, table_of
from audit.readers.web._article import Article, find_article
from audit.readers.web._guard import decode, tame
from audit.readers.web._items import Line, Page
from audit.readers.web._tree import parse

#: What the page’s own metadata is called in ours (GB/T conventions of government sites, in lower case).
_META = {"columnname": "column", "sitename": "site", "contentsource": "source"}
_MAX_PARAGRAPHS = 100_000
#: Characters at the end of a page that tell whether it was cut.
_TAIL = 20_000


def read_page(data: bytes, kind: str, charset: str | None = None, sheets: str = "") -> Document:
    """The report on the page ``data`` as a document of format ``kind``; ReadError where there is nothing to read.

    ``charset`` is what is said of the page outside it, ``sheets`` are the style sheets kept beside it.
    """
    text, broken = decode(data, charset)
    cut = _is_cut(text)
    page = parse(tame(text + "…" if cut else text), sheets)  # half a number must not be read as a number
    article = find_article(page)
    blocks = _blocks(article)
    notes = _notes(page, article, blocks, broken)
    if cut:
        notes.append("网页不完整，在一个单元格中间结束，该格未作为数据读取。请重新保存网页后再核查。")
    if not blocks and not notes:
        raise ReadError(
            "网页中没有任何文字。页面可能由脚本生成，请用浏览器打开后另存为完整网页，或复制正文到文档后再核查。"
        )
    meta = {ours: page.meta[theirs] for theirs, ours in _META.items() if theirs in page.meta}
    if article.title:
        meta["title"] = article.title
    if article.published:
        meta["published"] = article.published.isoformat()
    return Document(tuple(blocks), kind, meta, tuple(notes), tuple(_skipped(article)))


def _is_cut(text: str) -> bool:
    """Whether the page ends within the text of a table cell."""
    tail = text[-_TAIL:].lower()
    opened = max(tail.rfind("<td"), tail.rfind("<th"))
    closed = max(map(tail.rfind, ("</td", "</th", "</tr", "</table")))
    return opened > closed and tail.rfind(">") > tail.rfind("<") and not tail.rstrip().endswith(">")


def _blocks(article: Article) -> list[Block]:
    blocks: list[Block] = []
    budget = Budget()
    paragraphs = tables = 0
    for item in article.items:
        if isinstance(item, Line):
            paragraphs += 1
            blocks.append(Paragraph(item.text, Place(paragraph=paragraphs)))
            continue
        for piece in split_headings(grid(item.groups, tables + 1, budget)):
            if isinstance(piece, str):
                paragraphs += 1
                blocks.append(Paragraph(piece, Place(paragraph=paragraphs)))
            else:
                tables += 1
                blocks.append(table_of(piece, tables))
    if paragraphs > _MAX_PARAGRAPHS:
        raise ReadError("网页段落数量远超正常报告，未读取。请只保存报告正文所在页面后再核查。")
    return blocks


def _skipped(article: Article) -> Iterator[Skipped]:
    """What the article shows and nobody reads, outside data tables."""
    lines = (item for item in article.items if isinstance(item, Line))
    for number, line in enumerate(lines):
        yield from (Skipped(kind, Place(paragraph=number)) for kind in line.behind)


def _notes(page: Page, article: Article, blocks: list[Block], broken: int) -> list[str]:
    notes = []
    has_tables = any(isinstance(block, Table) for block in blocks)
    if not article.headings and not has_tables:
        if page.attachments:
            labels = "、".join(f"“{label}”" for label in dict.fromkeys(page.attachments[:5]))
            notes.append(f"页面正文没有报告，附件：{labels}，请下载附件后核查。")
        elif page.pictures and article.found:
            notes.append(f"页面正文没有文字报告，只有图片（{page.pictures}张），请向发布单位索取文字版后核查。")
    if blocks and not article.found and not notes:
        notes.append("页面中没有找到年度报告的标题和各部分标题，已读取整个页面，可能混有网站导航等内容。")
    if article.headings and not has_tables and page.pictures:
        notes.append(f"页面正文没有表格，但页面有图片（{page.pictures}张），其中的文字未读取。")
    if page.struck:
        notes.append(f"页面中有{page.struck}处带删除标记的文字，按已删除处理，未读取。")
    if page.faint:
        notes.append(f"页面的表格中{NOTE.format(page.faint)}")
    if broken:
        notes.append(f"页面中有{broken}个字符编码损坏，显示为“\ufffd”。")
    return notes
