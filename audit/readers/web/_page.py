"""A web page's text as a ``Document``: what a page saved as HTML and one saved as MHT have in common."""

from __future__ import annotations

from audit.document import Document
from audit.errors import ReadError
from audit.readers.flow import DocumentBuilder, grid, split_headings
from audit.readers.web._article import Article, find_article
from audit.readers.web._guard import decode, tame
from audit.readers.web._items import WebLine, WebPage
from audit.readers.web._tree import parse

#: What the page’s own metadata is called in ours (GB/T conventions of government sites, in lower case).
_META = {"columnname": "column", "sitename": "site", "contentsource": "source"}
#: Characters at the end of a page that tell whether it was cut.
_LENGTH_OF_TAIL = 20_000


def read_page(data: bytes, kind: str, charset: str | None = None, sheets: str = "") -> Document:
    """The report on the page ``data`` as a document of format ``kind``; ReadError where there is nothing to read.

    ``charset`` is what is said of the page outside it, ``sheets`` are the style sheets kept beside it.
    """
    text, broken = decode(data, charset)
    cut = _is_cut(text)
    page = parse(tame(text + "…" if cut else text), sheets)  # half a number must not be read as a number
    article = find_article(page)
    builder = _built(page, article)
    notes = _notes(page, article, builder, broken)
    if cut:
        notes.append("网页不完整，在一个单元格中间结束，该格未作为数据读取。请重新保存网页后再核查。")
    if not builder.blocks and not notes:
        raise ReadError(
            "网页中没有任何文字。页面可能由脚本生成，请用浏览器打开后另存为完整网页，或复制正文到文档后再核查。"
        )
    meta = {ours: page.meta[theirs] for theirs, ours in _META.items() if theirs in page.meta}
    if article.title:
        meta["title"] = article.title
    if article.published:
        meta["published"] = article.published.isoformat()
    return builder.document(kind, notes, meta)


def _is_cut(text: str) -> bool:
    """Whether the page ends within the text of a table cell."""
    tail = text[-_LENGTH_OF_TAIL:].lower()
    opened = max(tail.rfind("<td"), tail.rfind("<th"))
    closed = max(map(tail.rfind, ("</td", "</th", "</tr", "</table")))
    return opened > closed and tail.rfind(">") > tail.rfind("<") and not tail.rstrip().endswith(">")


def _built(page: WebPage, article: Article) -> DocumentBuilder:
    builder = DocumentBuilder(page.unseen)
    for item in article.items:
        if isinstance(item, WebLine):
            for kind in item.behind:
                builder.skip(kind)
            builder.paragraph(item.text)
        else:
            builder.pieces(split_headings(grid(item.groups, builder.tables + 1, builder.budget)))
    return builder


def _notes(page: WebPage, article: Article, builder: DocumentBuilder, broken: int) -> list[str]:
    notes = []
    if not article.headings and not builder.tables:
        if page.attachments:
            labels = "、".join(f"“{label}”" for label in dict.fromkeys(page.attachments[:5]))
            notes.append(f"页面正文没有报告，附件：{labels}，请下载附件后核查。")
        elif page.pictures and article.found:
            notes.append(f"页面正文没有文字报告，只有图片（{page.pictures}张），请向发布单位索取文字版后核查。")
    if builder.blocks and not article.found and not notes:
        notes.append("页面中没有找到年度报告的标题和各部分标题，已读取整个页面，可能混有网站导航等内容。")
    if article.headings and not builder.tables and page.pictures:
        notes.append(f"页面正文没有表格，但页面有图片（{page.pictures}张），其中的文字未读取。")
    notes += builder.notes("页面")
    if broken:
        notes.append(f"页面中有{broken}个字符编码损坏，显示为“\ufffd”。")
    return notes
