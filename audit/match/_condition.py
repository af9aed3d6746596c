"""In what condition a document came: what in it nobody can read, whether it ends in the midst, whether its tables are shattered.

What such a document seems to lack is not held against the organ.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from audit.document import Document, Paragraph, Place, Skipped, Table
from audit.forms import Form, FormTable
from audit.match.labels import Labels
from audit.match.rescue import consists_of_pieces
from audit.match.tables import TableMatch
from audit.model import Passage, Section, Unplaced, Unread, WhyUnplaced
from audit.numbering import numbering
from audit.text import clean
from audit.words import YEAR, ZERO, ending

#: What a cell or line holds instead of text where it shows something else.
_SHOWN = re.compile(r"\[(?:图片|内嵌对象|内嵌页面)\]")
#: What ends a sentence, a quotation, an entry of a list or a web address; a line without any of these goes on.
_ENDS = re.compile(r"[。！？；：!?;:…”’）)】》」\]]$")
#: Lines that end a text without a mark: dates, names of organs and files, contact, what a page prints below an article.
_CLOSING = re.compile(
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
#: A line of so many characters is running text.
_RUNNING = 15
#: So many lines, of so many characters at the most, end a text in its table.
_FEW_LINES, _SHORT = 3, 24
#: A longer line is no piece of a table.
_LONGEST = 60
#: Formats in which a table may be known by nothing but where its words stand.
_GRIDLESS = frozenset(("text", "pdf", "ofd", "picture"))
#: So many figures that found no place, beside so many lines that are pieces of labels, make the tables shattered.
_MANY_FIGURES, _MANY_PIECES = 20, 8


def unread(document: Document, sections: Sequence[Section]) -> Iterator[Unread]:
    """What ``document`` shows and nobody reads, with the sections that it may stand in."""
    for item in document.skipped:
        yield Unread(item.kind, _around(item, sections), item.place)
    starts = {section.place._replace(start=None, end=None): section.number for section in sections}
    current = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            current = starts.get(block.place, current)
            if _SHOWN.fullmatch(block.text.strip()):
                yield Unread("picture", frozenset({current}), block.place)
        else:
            for cell in block.cells:
                if _SHOWN.fullmatch(cell.text.strip()):
                    yield Unread("picture", frozenset({current}), cell.place)


def _around(item: Skipped, sections: Sequence[Section]) -> frozenset[int]:
    """The sections that ``item`` may stand in: one by its paragraph, several by its page, all where neither is known."""
    if item.place.paragraph is not None:
        before = [s.number for s in sections if (s.place.paragraph or 0) <= item.place.paragraph]
        return frozenset(before[-1:] or [0])
    if item.place.page is not None:
        pages = [(0, 0), *((s.place.page or 0, s.number) for s in sections)]
        earlier = [number for page, number in pages if page < item.place.page]
        return frozenset([*earlier[-1:], *(number for page, number in pages if page == item.place.page)])
    return frozenset([0, *(section.number for section in sections)])


def broken_off(document: Document, form: Form, sections: Sequence[Section], tables: TableMatch) -> Place | None:
    """The last thing of a document that ends in the midst of a sentence, heading or table, with parts still to come."""
    last = sections[-1].number if sections else 0
    if not sections or max(section.number for section in sections) >= max(form.sections) - 1 or not document.blocks:
        return None
    table = next((table for table in form.tables if table.section == last), None)
    if table and _begun(table, tables) and _ends_in_table(document):
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
    starts = {section.place._replace(start=None, end=None) for section in sections}
    places = [paragraph.place for paragraph in document.paragraphs]
    begin = max((index for index, place in enumerate(places) if place in starts), default=-1)
    later = (numbering(paragraph.text) for paragraph in document.paragraphs[begin + 1 :])
    return None if any(number and number.style == outer for number in later) else last


def _is_behind(place: Place, heading: Place) -> bool:
    """Whether ``place`` may stand behind ``heading``: by the lines of a text, else its paragraphs; else nothing excludes it."""
    if place.line is not None and heading.line is not None:
        return place.line > heading.line
    return place.paragraph is None or heading.paragraph is None or place.paragraph > heading.paragraph


def _begun(table: FormTable, tables: TableMatch) -> bool:
    """Whether the first lines of ``table`` are printed and the last is not."""
    printed = {label.key for label in tables.printed if label.kind == "line" and label.table == table.number}
    keys = [line.key for line in table.lines]
    return keys[0] in printed and keys[-1] not in printed and not table.across


def _ends_in_table(document: Document) -> bool:
    """Whether the last things of a document are a table, or lines as short as those of a table without its grid."""
    last = document.blocks[-_FEW_LINES:]
    return isinstance(last[-1], Table) or all(
        isinstance(block, Paragraph) and len(block.text.strip()) <= _SHORT and not _ENDS.search(block.text.strip())
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
    return len(text) >= _RUNNING and not _CLOSING.search(text)


def shattered(passages: Sequence[Passage], form: Form, known: Labels) -> frozenset[Passage]:
    """The passages that are lines of a table dumped without its grid: pieces of the form's words, and what stands among them."""
    found: set[Passage] = set()
    for table in form.tables:
        lines = [p for p in passages if p.section == table.section and not p.heading]
        pieces = [index for index, p in enumerate(lines) if "。" not in p.text and consists_of_pieces(p.text, known)]
        found |= (
            {p for p in lines[: pieces[-1] + 1] if "。" not in p.text and len(p.text) < _LONGEST} if pieces else set()
        )
    return frozenset(found)


def is_shattered(document: Document, tables: TableMatch, pieces: Collection[Passage]) -> bool:
    """Whether tables lost their grid, or have none, so far that figures and ``pieces`` of labels stand about singly."""
    return document.format in _GRIDLESS and len(tables.unplaced) >= _MANY_FIGURES and len(pieces) >= _MANY_PIECES


def without_blanks(tables: TableMatch) -> TableMatch:
    """Shattered ``tables`` without blanks and labels: a blank may be a lost figure, a label a piece of one."""
    blanks = [cell for cell in tables.cells.values() if cell.kind == "blank"]
    cells = {key: cell for key, cell in tables.cells.items() if cell.kind != "blank"}
    left_out = [Unplaced(cell.raw, cell.place, WhyUnplaced.SHATTERED) for cell in blanks]
    return replace(tables, cells=cells, unplaced=(*tables.unplaced, *left_out), printed=())


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
