"""The pages of a PDF, an OFD or a scan as they were taken apart, drawn: rulings, other lines, cells, text, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
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
#: The greatest and the least height of a letter in points, tried from the greatest on; the height of a line of letters and
#: what hangs below their foot, as shares of it.
_MOST_LETTER, _LEAST_LETTER, _LINE, _FOOT = 12, 4, 1.15, 0.18
#: Widths of a full-width and of any other character, as shares of the letter's height.
_FULL, _HALF = 1.0, 0.55


class DrawnLine(NamedTuple):
    """A line of text as it is drawn: where its foot stands; ``width`` where it must be pressed together, in points."""

    text: str
    foot: float
    width: float | None = None


class DrawnMark(NamedTuple):
    """A mark as it is drawn; ``size`` is the height of its letters in points."""

    mark: PageMark
    title: str
    size: float
    lines: tuple[DrawnLine, ...]


def drawing(layout: Layout, source: str, private: Sequence[str] = ()) -> str:
    """A web page of its own, without scripts, that shows how each page of ``source`` was taken apart.

    ``private`` are the words to hide that are known of the report.
    """
    pages = [{"page": one, "words": one.words(), "marks": _drawn(one, private)} for one in layout.pages]
    text: Html = page("layout.html.j2", source=masked(source, private), pages=pages, kinds=KIND_NAMES)
    return str(text.text)


def _drawn(layout: PageLayout, private: Sequence[str]) -> list[DrawnMark]:
    order = list(KIND_NAMES)
    marks = sorted(layout.marks, key=lambda mark: order.index(mark.kind))
    return [_mark(mark, whole) for mark, whole in zip(marks, _shown(marks, private), strict=True)]


def _shown(marks: Sequence[PageMark], private: Sequence[str]) -> Iterator[str]:
    """What each mark prints, on one line, private data hidden: of the lines of the text also what goes on in the next line."""
    texts = [" ".join(mark.text.split()) for mark in marks]
    going_on = iter(
        masked("".join(text for mark, text in zip(marks, texts, strict=True) if mark.kind == "line"), private)
    )
    for mark, text in zip(marks, texts, strict=True):
        yield masked("".join(islice(going_on, len(text))) if mark.kind == "line" else text, private)


def _mark(mark: PageMark, whole: str) -> DrawnMark:
    place = f"本页第{mark.table}个表格第{mark.row}行第{mark.column}列：" if mark.table else ""
    text = whole if len(whole) <= _MAX_DRAWN else f"{whole[:_MAX_DRAWN]}…"
    size, lines = _fitted(text, mark) if text else (0.0, ())
    return DrawnMark(mark, f"{KIND_NAMES[mark.kind]}　{place}{whole}", size, lines)


def _fitted(text: str, mark: PageMark) -> tuple[float, tuple[DrawnLine, ...]]:
    """The greatest letters in which ``text`` has room in its box, on several lines in a cell, and these lines."""
    x0, top, x1, bottom = mark.box
    for size in range(_MOST_LETTER, _LEAST_LETTER - 1, -1):
        lines = _broken(text, (x1 - x0) / size) if mark.kind == "cell" else [text]
        height = len(lines) * size * _LINE
        if height <= bottom - top + size * _FOOT and all(_width(line) * size <= x1 - x0 for line in lines):
            first = (top + bottom - height) / 2 + size * (_LINE - _FOOT)
            return size, tuple(DrawnLine(line, first + number * size * _LINE) for number, line in enumerate(lines))
    pressed = min(max(bottom - top, _LEAST_LETTER), _MOST_LETTER) * (1 - _FOOT)
    return pressed, (DrawnLine(text, (top + bottom + pressed) / 2 - pressed * _FOOT, x1 - x0),)


def _broken(text: str, room: float) -> list[str]:
    """``text`` in lines of at most ``room`` widths of a full-width character."""
    lines = [""]
    for char in text:
        if lines[-1] and _width(lines[-1] + char) > room:
            lines.append("")
        lines[-1] += char
    return lines


def _width(text: str) -> float:
    return sum(_FULL if char > "\u2e80" else _HALF for char in text)
