"""Walk the body of an OpenDocument text: paragraphs and tables in reading order, as printed.

Deleted text stands apart from the body in this format, so what is walked is the accepted view.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from lxml import etree

from audit.document import Skipped
from audit.errors import ReadError
from audit.patterns import regex
from audit.readers._limits import MAX_ROWSPAN, MAX_SPAN
from audit.readers.flow import (
    Budget,
    DocumentBuilder,
    LineBuilder,
    Print,
    Span,
    filled_cell,
)
from audit.readers.odf._looks import TextLook
from audit.readers.odf._pictures import unread
from audit.readers.odf._styles import Styles, label
from audit.readers.odf._tables import column_styles, ended, hidden_columns, is_hidden, rows_of
from audit.readers.odf._xml import attribute, number, tag

_BLANKS = regex(r"[ \t\r\n]+")
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
#: What stands for characters that are elements of their own, until blanks are collapsed.
_CHARACTERS = {"tab": "\x0e", "line-break": "\x0b"}
#: What prints nothing.
_SIGNS = " \t\r\n\u3000\xa0\x0e\x0b\x0f"


@dataclass(frozen=True, slots=True)
class OdfTable:
    """A table as rows of cells, not yet placed."""

    rows: tuple[tuple[Span, ...], ...]


#: What is skipped has no place yet.
OdfBlock = str | OdfTable | Skipped


@dataclass(slots=True)
class BodyWalk:
    """The state of one walk.

    ``builder`` decides what is read of text that is printed in a way of its own; ``zeros`` says whether zeros are printed, ``sheets`` whether tables are sheets;
    ``budget`` bounds the cells that are listed, repeated ones included; ``counts`` are the counters of the lists. ``cells`` are
    the cells that are open, ``look`` is that of the text, as far as what is around it says.
    """

    styles: Styles
    builder: DocumentBuilder
    zeros: bool = True
    sheets: bool = False
    budget: Budget = field(default_factory=Budget)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: int = 0
    cells: int = 0
    look: TextLook = field(init=False)
    line: LineBuilder = field(init=False)

    def __post_init__(self) -> None:
        """Begin the line that takes the text of one paragraph after the other."""
        self.line = self.builder.line()
        self.look = self.styles.looks.usual

    def blocks(self, parent: etree._Element) -> Iterator[OdfBlock]:
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

    def _paragraph(self, element: etree._Element, prefix: str) -> Iterator[OdfBlock]:
        around, self.look = (
            self.look,
            self.styles.looks.of("paragraph", attribute(element, "style-name")).on(self.look),
        )
        if _is_hidden_paragraph(element):
            self.look = self.look._replace(hidden=True)
        boxes: list[etree._Element] = []
        self._inline(element, boxes)
        self.look = around
        for printed in _collapse(self.line.take(in_cell=self.cells > 0)).split("\n"):
            if printed.strip():
                yield prefix + printed.strip()
                prefix = ""
        if len(element):
            yield from unread(element)
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, element: etree._Element, boxes: list[etree._Element]) -> None:
        """The characters of an element, with signs of their own for line breaks, tabs and spaces that stay."""
        self._put(element.text)
        for child in element:
            name = tag(child)
            if name == "s":
                self._put("\x0f" * min(number(attribute(child, "c"), 1), _MAX_SPACES))
            elif name in _CHARACTERS:
                self._put(_CHARACTERS[name])
            elif name == "text-box":
                boxes.append(child)
            elif name == "span":
                self._span(child, boxes)
            elif name == "placeholder":
                self._within(child, self.look._replace(odd=True), boxes)
            elif name and name not in _DROPPED:
                self._inline(child, boxes)
            self._put(child.tail)

    def _put(self, text: str | None) -> None:
        """Send characters to the line, by what the look of the text makes of them; raised ones come as a whole."""
        how = self.look.how if text else None
        if not text or how is None or how is Print.RAISED or (how is not Print.HIDDEN and not text.strip(_SIGNS)):
            self.line.parts.append(text or "")
        else:
            self.line.add(text, how)

    def _span(self, span: etree._Element, boxes: list[etree._Element]) -> None:
        self._within(span, self.styles.looks.of("text", attribute(span, "style-name")).on(self.look), boxes)

    def _within(self, element: etree._Element, look: TextLook, boxes: list[etree._Element]) -> None:
        """The characters of an element in a look of its own."""
        around, self.look = self.look, look
        start = len(self.line.parts)
        self._inline(element, boxes)
        if look.how is Print.RAISED and around.how is not Print.RAISED:
            self.line.print_from(start, Print.RAISED)
        self.look = around

    def _list(self, element: etree._Element, inherited: str, depth: int) -> Iterator[OdfBlock]:
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

    def _table(self, element: etree._Element) -> Iterator[OdfBlock]:
        rows: list[tuple[Span, ...]] = []
        nested: list[OdfBlock] = []
        unseen = hidden_columns(element)
        usual = column_styles(element, MAX_SPAN) if self.sheets else []
        around, own = self.look, self.styles.looks.of("table", attribute(element, "style-name"))
        self.look = TextLook(ground=own.ground).on(around)
        for row in rows_of(element):
            times = min(max(number(attribute(row, "number-rows-repeated"), 1), 1), MAX_ROWSPAN)
            spans: tuple[Span, ...] = ()
            if is_hidden(row):
                self.hidden_rows += any(text.strip() for text in row.itertext())
            else:
                spans = tuple(self._row(row, nested, unseen, usual))
                spans = ended(spans) if self.sheets else spans
            blank = times > 1 and not any(span.text for span in spans)
            rows += [() if blank else spans] * times
            if len(rows) > _MAX_ROWS:
                raise ReadError(f"表格行数超过{_MAX_ROWS:,}行，远超年度报告所需，未读取。请核对文件内容。")
        self.look = around
        if len(rows) == 1 and len(rows[0]) == 1:
            yield from rows[0][0].text.split("\n") if rows[0][0].text else ()
        elif any(span.text for row in rows for span in row):
            yield OdfTable(tuple(rows))
        yield from nested

    def _row(
        self, row: etree._Element, nested: list[OdfBlock], unseen: Set[int], usual: Sequence[str]
    ) -> Iterator[Span]:
        column = 0
        of_row = attribute(row, "default-cell-style-name")
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
            style = attribute(cell, "style-name") or of_row or (usual[first] if first < len(usual) else "")
            text = self._cell_text(cell, style, nested)
            if times == MAX_SPAN and not text:
                # Sheets fill each row to their last column with empty places.
                continue
            columns = number(attribute(cell, "number-columns-spanned"), 1)
            spanned = number(attribute(cell, "number-rows-spanned"), 1)
            is_merged = columns > 1 or spanned > 1
            ruled = not self.sheets or self.styles.looks.of("table-cell", style).ruled
            span = Span(text, columns, spanned, is_drawn=bool(text or is_merged or ruled))
            if not unseen:
                yield from [span] * times
                continue
            for place in range(first, column):
                # A cell of a hidden column is not blank: there is none.
                self.hidden_columns += place in unseen and bool(text)
                yield Span("", covered=True) if place in unseen else span

    def _cell_text(self, cell: etree._Element, style: str, nested: list[OdfBlock]) -> str:
        counts = self.builder.unseen
        struck = counts[Print.STRUCK]
        around, self.look = self.look, self.styles.looks.of("table-cell", style).on(self.look)
        self.cells += 1
        content = list(self.blocks(cell))
        self.cells -= 1
        self.look = around
        inner = [block for block in content if isinstance(block, OdfTable)]
        nested += inner
        if not self.zeros and attribute(cell, "value") in ("0", "-0", "0.0"):
            return ""
        text = "\n".join(block for block in content if isinstance(block, str))
        picture = "[图片]" if not text and cell.find(".//{*}image") is not None else ""
        return filled_cell(text, tables=bool(inner), shown=picture, struck=counts[Print.STRUCK] > struck)


def _is_hidden_paragraph(paragraph: etree._Element) -> bool:
    """Whether a condition that is met hides a paragraph."""
    return any(attribute(mark, "is-hidden") == "true" for mark in paragraph.iterchildren("{*}hidden-paragraph"))


def _collapse(text: str) -> str:
    return _BLANKS.sub(" ", text).replace("\x0b", "\n").replace("\x0e", "\t").replace("\x0f", " ")
