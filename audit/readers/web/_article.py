"""Find the report on a web page: from its title to where the article ends, without the portal around it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.patterns import regex
from audit.readers.flow import ends_title, is_heading, is_title
from audit.readers.web._items import WebGrid, WebItem, WebLine, WebPage
from audit.text import fold
from audit.words import YEAR

_DATE = regex(rf"({YEAR})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})")
_PUBLISHED = regex(
    rf"""
    (?: 发布 | 公开 | 发文 | 上网 ) (?: 日期 | 时间 )           # 【发布日期】
    \]? [】:：\]\s\u00a0\u3000]*
    ( {YEAR} [-/.年] \d{{1,2}} [-/.月] \d{{1,2}} )             # 2025-01-20
    """,
    re.VERBOSE,
)
_META_DATES = ("pubdate", "publishdate", "publish_date", "publishtime", "article:published_time")
_META_TITLES = ("articletitle", "og:title")
#: Lines that portals print between a title and the text, or around an article.
_ABOUT = regex(
    rf"""
    [\[【(]?
    (?: (?:发布|公开|成文|生成|发文|更新|来源)? (?:日期|时间)                              # when, and by whom
      | (?:信息|文章|稿件)? 来源 | 发布(?:机构|单位|人) | 作者 | 编辑 | 责任编辑
      | 浏览(?:次数|量)? | 阅读(?:次数|量)? | 点击(?:次数|率|量)? | 访问(?:次数|量) # how often it is read
      | 索引号 | 信息索引 | 文号 | 发文字号 | 主题分类                                     # where it is filed
      | 字[体号](?:大小)? | 视力保护色 | 保护视力色 | 背景色 | 语音播报 | 无障碍           # how it is shown
      | 分享 | 打印 | 收藏
    )
    [\]】)]? (?: [:：\[【(] | 大 | 小 | 到 | 本 | $ | {YEAR} | \d )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FOOTER = regex(
    r"""
    [\[【(<>|]*
    (?: 上一[篇条页] | 下一[篇条页] | 返回(?:顶部|首页|上一?页|列表)                       # to other pages
      | 打印(?: 本页 | 此页 | 文章 | 页面 | $ | [\]】)|] ) | 关闭(?: 本页 | 窗口 | 页面 | $ | [\]】)|] )
      | 版权所有 | copyright | © | (?:主办|承办|技术支持|建设|维护)(?:单位)?[:：]          # whose site it is
      | 网站(?:地图|标识码|声明|导航|支持) | 政府网站(?:标识|找错) | .{0,3}ICP备 | .{0,3}公网安备 | .{0,6}政府网站标识码
      | 联系我们 | 关于我们 | 隐私(?:声明|政策) | 微信公众号 | 手机(?:版|扫) | 您是第 | 浏览次数
      | 分享(?:到|至) | 扫一扫 | 责任编辑 | (?:信息|文章|稿件)来源[:：]                    # of this page
      | 相关(?:链接|附件|文件|阅读|新闻|稿件|信息|文档) | 友情链接 | 附件下载 | 【?字体
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_FOOTER_LINE = 120
_LONGEST_TITLE_LINE = 40


@dataclass(frozen=True, slots=True)
class Article:
    """What of a page is the report. ``found`` says whether a title or section heading was seen at all."""

    items: tuple[WebItem, ...]
    title: str
    published: dt.date | None
    found: bool
    headings: int


def find_article(page: WebPage) -> Article:
    """The report on ``page``; all of the page but its links where neither title nor section heading is found."""
    items = page.items
    headings = [i for i, item in enumerate(items) if isinstance(item, WebLine) and is_heading(item.text)]
    headings = [i for i in headings if not _linked(items[i])] or headings
    start, shown, after = _title(items, headings[0] if headings else len(items), bool(headings), page)
    title = next((page.meta[key] for key in _META_TITLES if key in page.meta), "") or shown or page.title
    published = _published(page)
    if not headings and start is None:
        kept = tuple(item for item in items if not _linked(item))
        return Article(kept, title, published, False, 0)
    last = headings[-1] if headings else after - 1
    holder = _holder(page, headings, start)
    end = _end(page, last, holder)
    if start is None:
        start = after = next(i for i, item in enumerate(items) if page.holds(holder, item.holder))
    body = headings[0] if headings else after
    kept = (
        *items[start:after],
        *(item for item in items[after:body] if not _about_page(item)),
        *items[body:end],
    )
    return Article(kept, title, published, True, len(headings))


def _linked(item: WebItem) -> bool:
    return isinstance(item, WebLine) and item.linked


def _title(items: Sequence[WebItem], before: int, nearest: bool, page: WebPage) -> tuple[int | None, str, int]:
    """First line, text and first line behind the title: the nearest before line ``before``, or the first of all."""
    order = range(before - 1, -1, -1) if nearest else range(before)
    for index in order:
        item = items[index]
        if not isinstance(item, WebLine) or item.linked or not ends_title(item.text):
            continue
        first = index
        while first > 0 and index - first < 2 and _belongs(items[first - 1], item, page):
            first -= 1
        text = "".join(line.text for line in items[first : index + 1] if isinstance(line, WebLine))
        if is_title(text):
            return first, text, index + 1
    return None, "", before


def _belongs(item: WebItem, title: WebLine, page: WebPage) -> bool:
    """Whether ``item`` is an upper line of the title: a short line without punctuation in the same block."""
    if not isinstance(item, WebLine) or item.linked or len(item.text) > _LONGEST_TITLE_LINE:
        return False
    same = item.holder == title.holder or page.parents[item.holder] == page.parents[title.holder]
    plain = not re.search(r"[。，；：:,;|>【\[]", item.text) and not _about_page(item)
    return same and plain and not is_title(item.text)


def _about_page(item: WebItem) -> bool:
    """Whether an item between title and text tells of the page (date, source, print) rather than of the report."""
    if isinstance(item, WebLine):
        return item.linked or (len(item.text) <= _LONGEST_FOOTER_LINE and _ABOUT.match(item.text) is not None)
    text = "".join(span.text for group in item.groups for row in group for span in row)
    return "索引号" in text or "发布机构" in text or "发文字号" in text


def _holder(page: WebPage, headings: Sequence[int], start: int | None) -> int:
    """The block that holds the article: around all its headings, or around title and heading where there is but one."""
    marks = [page.items[i].holder for i in headings]
    if start is not None and len(set(marks)) < 2:
        marks.append(page.items[start].holder)
    holder = marks[0]
    for mark in marks[1:]:
        holder = page.common(holder, mark)
    if len(set(marks)) < 2:
        holder = page.parents[holder]
    # Word writes a report's sections as sister divisions; headings may all stand in one of them.
    inner = holder
    while inner:
        if inner in page.word_sections:
            holder = page.parents[inner]
        inner = page.parents[inner]
    return holder


def _end(page: WebPage, last: int, holder: int) -> int:
    """The first item behind the article, of which ``last`` is the last heading."""
    links = 0
    for index in range(last + 1, len(page.items)):
        item = page.items[index]
        if not page.holds(holder, item.holder):
            return index
        if not isinstance(item, WebLine):
            links = 0
            continue
        if len(item.text) <= _LONGEST_FOOTER_LINE and _FOOTER.match(item.text):
            return index
        links = links + 1 if item.linked else 0
        # One link is an attachment or an address; three in a row are a portal’s navigation.
        if links == 3:
            return index - 2
    return len(page.items)


def _published(page: WebPage) -> dt.date | None:
    """The day of publication that the page states in its metadata, or else in print."""
    for key in _META_DATES:
        if key in page.meta and (day := _date(page.meta[key])):
            return day
    for text in _printed(page.items):
        if (match := _PUBLISHED.search(text)) and (day := _date(match[1])):
            return day
    return None


def _printed(items: Iterable[WebItem]) -> Iterable[str]:
    for item in items:
        if isinstance(item, WebLine):
            yield item.text
        elif isinstance(item, WebGrid):
            for group in item.groups:
                yield from (" ".join(span.text for span in row) for row in group)


def _date(text: str) -> dt.date | None:
    match = _DATE.search(fold(text))
    if not match:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
