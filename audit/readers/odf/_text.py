"""Walk the body of an OpenDocument text: paragraphs and tables in reading order, as printed.

Deleted text stands apart from the body in this format, so what is walked is the accepted view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from lxml import etree

from audit.document import Skipped
from audit.errors import ReadError
from audit.readers._limits import MAX_ROWSPAN, MAX_SPAN
from audit.readers.flow import STRUCK, WHITE, Budget, Span, has_room
from audit.readers.odf._styles import Styles, attribute, label, number, tag

_BLANKS = re.compile(r"[ \t\r\n]+")
#: Parts of the body that are no part of the text.
_DROPPED = frozenset(
    re.findall(
        r"\S+",
        "tracked-changes annotation annotation-end note forms sequence-decls variable-decls user-field-decls ruby-text"
        " table-of-content alphabetical-index script hidden-text hidden-paragraph event-listeners desc title scripts"
        " table-column table-columns table-header-columns shapes named-expressions calculation-settings",
    )
)
#: Rows of one table, repeated ones included.
_MAX_ROWS = 50_000
_MAX_SPACES = 200
#: Centimetres of a frame that states no size: it may hold a table.
_LARGE = 100.0
#: Columns of a sheet.
MAX_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class OdtTable:
    """A table as rows of cells, not yet placed."""

    rows: tuple[tuple[Span, ...], ...]


#: What is skipped has no place yet.
OdtBlock = str | OdtTable | Skipped


@dataclass(slots=True)
class Walk:
    """The state of one walk: the styles, whether zeros are printed, the counters of the lists, what was left out."""

    styles: Styles
    zeros: bool = True
    budget: Budget = field(default_factory=Budget)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    struck: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    faint: int = 0

    def blocks(self, parent: etree._Element) -> Iterator[OdtBlock]:
        """The paragraphs and tables inside ``parent``, in order; a text box follows its paragraph."""
        for child in parent:
            name = tag(child)
            if name in ("p", "h"):
                yield from self._paragraph(child, "")
            elif name == "list":
                yield from self._list(child, "", 1)
            elif name == "table":
                yield from self._table(child)
            elif name == "frame":
                yield from unread(child)
                yield from self.blocks(child)
            elif name and name not in _DROPPED and attribute(child, "display") != "none":
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element, prefix: str) -> Iterator[OdtBlock]:
        if attribute(element, "style-name") in self.styles.hidden:
            return
        boxes: list[etree._Element] = []
        text = _collapse("".join(self._inline(element, boxes)))
        for line in text.split("\n"):
            if line.strip():
                yield prefix + line.strip()
                prefix = ""
        yield from unread(element)
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        """The characters of a paragraph, with signs of their own for line breaks, tabs and spaces that stay."""
        yield element.text or ""
        for child in element:
            name = tag(child)
            style = attribute(child, "style-name")
            if name == "s":
                yield "\x0f" * min(number(attribute(child, "c"), 1), _MAX_SPACES)
            elif name == "tab":
                yield "\x0e"
            elif name == "line-break":
                yield "\x0b"
            elif name == "text-box":
                boxes.append(child)
            elif name == "span" and style in self.styles.struck:
                self.struck += 1
            elif (
                name == "span"
                and style in self.styles.white
                and any(c.isdigit() for text in child.itertext() for c in str(text))
            ):
                self.faint += 1
                yield WHITE
            elif name == "span" and style in self.styles.raised:
                # A raised 1 behind 12 is a footnote: it must not make 121.
                yield from ("[", *self._inline(child, boxes), "]")
            elif name and name not in _DROPPED and not (name == "span" and style in self.styles.hidden):
                yield from self._inline(child, boxes)
            yield child.tail or ""

    def _list(self, element: etree._Element, inherited: str, depth: int) -> Iterator[OdtBlock]:
        style = attribute(element, "style-name") or inherited
        key = style, depth
        level = self.styles.lists.get(key)
        if level and attribute(element, "continue-numbering") != "true" and not attribute(element, "continue-list"):
            self.counts[key] = level.start - 1
        for item in element:
            if tag(item) not in ("list-item", "list-header"):
                continue
            self.counts[key] = number(attribute(item, "start-value"), self.counts.get(key, 0) + 1)
            given = item.find("{*}number")
            prefix = (given.text or "") if given is not None else label(level, self.counts[key])
            for child in item:
                name = tag(child)
                if name in ("p", "h"):
                    yield from self._paragraph(child, prefix)
                    prefix = ""
                elif name == "list":
                    yield from self._list(child, style, depth + 1)

    def _table(self, element: etree._Element) -> Iterator[OdtBlock]:
        rows: list[tuple[Span, ...]] = []
        nested: list[OdtBlock] = []
        unseen = _hidden_columns(element)
        for row in _rows(element):
            times = min(max(number(attribute(row, "number-rows-repeated"), 1), 1), MAX_ROWSPAN)
            spans: tuple[Span, ...] = ()
            if attribute(row, "visibility") in ("collapse", "filter"):
                self.hidden_rows += any(text.strip() for text in row.itertext())
            else:
                spans = tuple(self._row(row, nested, unseen))
            blank = times > 1 and not any(span.text for span in spans)
            rows += [() if blank else spans] * times
            if len(rows) > _MAX_ROWS:
                raise ReadError(f"表格行数超过{_MAX_ROWS:,}行，远超年度报告所需，未读取。请核对文件内容。")
        if len(rows) == 1 and len(rows[0]) == 1:
            yield from rows[0][0].text.split("\n") if rows[0][0].text else ()
        elif any(span.text for row in rows for span in row):
            yield OdtTable(tuple(rows))
        yield from nested

    def _row(self, row: etree._Element, nested: list[OdtBlock], unseen: Set[int]) -> Iterator[Span]:
        column = 0
        for cell in row:
            name = tag(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            times = min(max(number(attribute(cell, "number-columns-repeated"), 1), 1), MAX_SPAN)
            self.budget.take(times)
            first, column = column, column + times
            if name == "covered-table-cell":
                yield from [Span("", covered=True)] * times
                continue
            content = list(self.blocks(cell))
            inner = [block for block in content if isinstance(block, OdtTable)]
            nested += inner
            text = "\n".join(block for block in content if isinstance(block, str))
            if not text:
                text = "[内嵌表格]" if inner else "[图片]" if cell.find(".//{*}image") is not None else ""
            if times == MAX_SPAN and not text:
                # Sheets fill each row to their last column with empty places.
                continue
            columns = number(attribute(cell, "number-columns-spanned"), 1)
            spanned = number(attribute(cell, "number-rows-spanned"), 1)
            if not self.zeros and attribute(cell, "value") in ("0", "-0", "0.0"):
                text = ""
            span = Span(self._shown(text, attribute(cell, "style-name")), columns, spanned)
            if not unseen:
                yield from [span] * times
                continue
            for place in range(first, column):
                # A cell of a hidden column is not blank: there is none.
                self.hidden_columns += place in unseen and bool(text)
                yield Span("", covered=True) if place in unseen else span

    def _shown(self, text: str, style: str) -> str:
        """``text``, or what stands for it in a cell whose style strikes it out or prints it in white."""
        if not text or style not in self.styles.struck | self.styles.white:
            return text
        self.faint += 1
        return STRUCK if style in self.styles.struck else WHITE


def unread(element: etree._Element) -> Iterator[Skipped]:
    """The frames in ``element``, or it itself, with a picture or object and no text, that have room for a table.

    Those in a text box inside ``element`` come with the paragraphs of the box.
    """
    box = next(element.iterancestors("{*}text-box"), None)
    for frame in element.iter("{*}frame"):
        own = next(frame.iterancestors("{*}text-box"), None) is box
        if own and frame.find("{*}text-box") is None and not _is_small(frame):
            yield Skipped("object" if frame.find("{*}object") is not None else "picture")


def _is_small(frame: etree._Element) -> bool:
    """Whether a frame states a size in centimetres that leaves no room for a table."""
    sides = [re.fullmatch(r"(\d{1,3}(?:\.\d+)?)cm", attribute(frame, name)) for name in ("width", "height")]
    width, height = (float(side[1]) if side else _LARGE for side in sides)
    return not has_room(width, height)


def _hidden_columns(table: etree._Element) -> frozenset[int]:
    """The columns of a table that are hidden, from 0."""
    found: set[int] = set()
    column = 0
    for element in table.iter("{*}table-column"):
        times = min(number(attribute(element, "number-columns-repeated"), 1), MAX_COLUMNS)
        if attribute(element, "visibility") in ("collapse", "filter"):
            found.update(range(column, min(column + times, MAX_COLUMNS)))
        column += times
    return frozenset(found)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = tag(child)
        if name == "table-row":
            yield child
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child)


def _collapse(text: str) -> str:
    return _BLANKS.sub(" ", text).replace("\x0b", "\n").replace("\x0e", "\t").replace("\x0f", " ")
