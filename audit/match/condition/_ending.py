"""Whether a document ends in the midst of a report: within a sentence, a table or a number, or behind its first parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from audit.document import Document, Paragraph, Place, Table, whole
from audit.forms import Form, FormTable
from audit.match.tables import TableMatch
from audit.model import Section, Unplaced, Unread, WhyUnplaced
from audit.patterns import regex
from audit.text import clean
from audit.words import YEAR, ZERO, ending
from audit.words.numbering import numbering

#: What ends a sentence, a quotation, an entry of a list or a web address; a line without any of these goes on.
_ENDS = regex(r"[。！？；：!?;:…”’）)】》」\]]$")
#: Lines that end a text without a mark: dates, names of organs and files, contact, what a page prints below an article.
_CLOSING = regex(
    rf"""
      (?: {YEAR} | 二[{ZERO}]\d?\w{{2}} ) 年 \d?\w{{1,3}} 月               # a day
    | (?: {ending("government", "bureau", "office", "town_office", "centre")} | 办 ) $
    | ^附[件表图：:]
    | \d{{3,4}}-\d{{7,8}} | https?: | www\.                               # whom to ask
    | ^(?: 来源 | 作者 | 编辑 | 责任编辑 | 打印 | 关闭 | 扫一扫 | 分享 | 上一篇 | 下一篇 | 主办 | 承办 | 版权 )
    """,
    re.VERBOSE,
)
#: So many parts at the end of which nothing is there are lost with the rest of a file: no organ leaves out table 四 and all behind.
_LOST_PARTS = 3
#: Fewest characters of a line that is running text.
_LEAST_RUNNING_TEXT = 15
#: Lines that end a text in its table, and characters of the longest of them.
_LAST_LINES, _LONGEST_LAST_LINE = 3, 24


def broken_off(document: Document, form: Form, sections: Sequence[Section], tables: TableMatch) -> Place | None:
    """The last thing of a document that ends in the midst of a sentence, heading or table, with parts still to come."""
    last = sections[-1].number if sections else 0
    if not sections or max(section.number for section in sections) >= max(form.sections) - 1 or not document.blocks:
        return None
    table = next((table for table in form.tables if table.section == last), None)
    if table and _is_begun(table, tables) and _ends_in_table(document):
        return document.blocks[-1].place
    block = document.blocks[-1]
    if not isinstance(block, Paragraph) or not any("。" in paragraph.text for paragraph in document.paragraphs):
        return None  # a list of headings is no text that could break off
    return block.place if _goes_on(clean(block.text).strip()) else None


def ends_after(
    document: Document, form: Form, sections: Sequence[Section], tables: TableMatch, shown: Collection[Unread]
) -> int | None:
    """The part after which a document ends that holds the beginning of a report only, as an excerpt or one page of several does.

    Nothing of the parts behind it is there: no heading, known or not, no line of a table, no picture (of ``shown``) that may
    hold one.
    """
    found = {section.number for section in sections}
    last = max(found, default=0)
    if not found or found != set(range(1, last + 1)) or last > max(form.sections) - _LOST_PARTS or shown:
        return None
    behind = {table.number for table in form.tables if table.section > last}
    if any(_is_behind(item.place, sections[-1].place) for item in tables.unplaced):
        return None
    if any(label.table in behind for label in tables.printed):
        return None
    if not any("。" in paragraph.text for paragraph in document.paragraphs):
        return None  # a list of headings, or a form's
    style = numbering(sections[-1].printed)
    outer = style.style if style else "section"
    starts = {whole(section.place) for section in sections}
    places = [paragraph.place for paragraph in document.paragraphs]
    begin = max((index for index, place in enumerate(places) if place in starts), default=-1)
    later = (numbering(paragraph.text) for paragraph in document.paragraphs[begin + 1 :])
    return None if any(number and number.style == outer for number in later) else last


def _is_behind(place: Place, heading: Place) -> bool:
    """Whether ``place`` may stand behind ``heading``: by the lines of a text, else its paragraphs; else nothing excludes it."""
    if place.line is not None and heading.line is not None:
        return place.line > heading.line
    return place.paragraph is None or heading.paragraph is None or place.paragraph > heading.paragraph


def _is_begun(table: FormTable, tables: TableMatch) -> bool:
    """Whether the first lines of ``table`` are printed and the last is not."""
    printed = {label.key for label in tables.printed if label.kind == "line" and label.table == table.number}
    keys = [line.key for line in table.lines]
    return keys[0] in printed and keys[-1] not in printed and not table.across


def _ends_in_table(document: Document) -> bool:
    """Whether the last things of a document are a table, or lines as short as those of a table without its grid."""
    last = document.blocks[-_LAST_LINES:]
    return isinstance(last[-1], Table) or all(
        isinstance(block, Paragraph)
        and len(block.text.strip()) <= _LONGEST_LAST_LINE
        and not _ENDS.search(block.text.strip())
        for block in last
    )


def _goes_on(text: str) -> bool:
    """Whether ``text``, the last line of a document, wants to go on: a sentence without its end, a heading without text."""
    if text.endswith(tuple("。！？；!?;")):
        return False
    if any(text.count(left) > text.count(right) for left, right in ("《》", "（）", "“”")):
        return True
    if _ENDS.search(text):
        return False
    if numbering(text):
        return True
    return len(text) >= _LEAST_RUNNING_TEXT and not _CLOSING.search(text)


def without_cut_number(document: Document, tables: TableMatch) -> TableMatch:
    """``tables`` without the last number of a text file that ends in it: the rest may be cut off.

    A whole report ends with its last part. Other formats show by their own marks whether a cell is complete.
    """
    last = document.meta.get("last_line"), document.meta.get("last_number")
    cut = [cell for cell in tables.cells.values() if (str(cell.place.line), cell.raw.strip()) == last]
    if not cut:
        return tables
    keys = {cell.key for cell in cut}
    left_out = [Unplaced(cell.raw, cell.place, WhyUnplaced.CUT_OFF) for cell in cut]
    cells = {key: cell for key, cell in tables.cells.items() if key not in keys}
    return replace(tables, cells=cells, unplaced=(*tables.unplaced, *left_out))
