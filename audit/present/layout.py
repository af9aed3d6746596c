"""The pages of a PDF, an OFD or a scan as they were taken apart, drawn: rulings, other lines, cells, text, headers and footers."""

from __future__ import annotations

from typing import NamedTuple

from audit.document import Layout, MarkKind, PageLayout, PageMark
from audit.persons import masked
from audit.present.html import Html, page

#: What each kind of mark is called, in the order in which they are drawn: what lies on top comes last.
KIND_NAMES: dict[MarkKind, str] = {
    "cell": "单元格",
    "furniture": "页眉、页脚和页码（不作为正文）",
    "line": "正文的行",
    "stroke": "其他线条（下划线、删除线、边框）",
    "ruling": "表格线",
}
#: Characters of one cell or line that are drawn; what it prints stands whole in its title.
_MAX_DRAWN = 60
#: The height of a letter as a share of the line's, its least and its greatest in points, and the share of that height
#: that hangs below the letter's foot.
_LETTER, _LEAST_LETTER, _MOST_LETTER, _FOOT = 0.8, 4.0, 12.0, 0.18
#: Widths of a full-width and of any other character, as shares of the letter's height.
_FULL, _HALF = 1.0, 0.55


class DrawnMark(NamedTuple):
    """A mark as it is drawn; ``size`` is the height of its letters, ``width`` that of its text where it must be pressed together."""

    mark: PageMark
    text: str
    title: str
    size: float
    width: float | None
    foot: float


def drawing(layout: Layout, source: str) -> str:
    """A web page of its own, without scripts, that shows how each page of ``source`` was taken apart."""
    pages = [{"page": one, "words": one.words(), "marks": _drawn(one)} for one in layout.pages]
    text: Html = page("layout.html.j2", source=source, pages=pages, kinds=KIND_NAMES)
    return str(text.text)


def _drawn(layout: PageLayout) -> list[DrawnMark]:
    order = list(KIND_NAMES)
    return [_mark(mark) for mark in sorted(layout.marks, key=lambda mark: order.index(mark.kind))]


def _mark(mark: PageMark) -> DrawnMark:
    x0, top, x1, bottom = mark.box
    whole = masked(" ".join(mark.text.split()))
    text = whole if len(whole) <= _MAX_DRAWN else f"{whole[:_MAX_DRAWN]}…"
    size = min(max((bottom - top) * _LETTER, _LEAST_LETTER), _MOST_LETTER) if text else 0.0
    natural = size * sum(_FULL if char > "\u2e80" else _HALF for char in text)
    room = x1 - x0
    foot = (top + bottom + size) / 2 - size * _FOOT
    place = f"本页第{mark.table}个表格第{mark.row}行第{mark.column}列：" if mark.table else ""
    return DrawnMark(
        mark, text, f"{KIND_NAMES[mark.kind]}　{place}{whole}", size, room if natural > room else None, foot
    )
