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
from audit.readers.flow import (
    Budget,
    DocumentBuilder,
    LineBuilder,
    Print,
    Span,
    filled_cell,
    is_read,
    whole_cell,
)
from audit.readers.odf._pictures import unread
from audit.readers.odf._styles import Styles, attribute, label, number, tag
from audit.readers.odf._tables import hidden_columns, is_hidden, rows_of

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
#: What stands for characters that are elements of their own, until blanks are collapsed.
_CHARACTERS = {"tab": "\x0e", "line-break": "\x0b"}


@dataclass(frozen=True, slots=True)
class OdfTable:
    """A table as rows of cells, not yet placed."""

    rows: tuple[tuple[Span, ...], ...]


#: What is skipped has no place yet.
OdfBlock = str | OdfTable | Skipped


@dataclass(slots=True)
class BodyWalk:
    """The state of one walk.

    ``builder`` decides what is read of text that is printed in a way of its own; ``zeros`` says whether zeros are printed;
    ``budget`` bounds the cells that are listed, repeated ones included; ``counts`` are the counters of the lists. ``cells`` are
    the cells that are open, ``coloured`` those elements around the text that state a ground of another colour than white.
    """

    styles: Styles
    builder: DocumentBuilder
    zeros: bool = True
    budget: Budget = field(default_factory=Budget)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: int = 0
    cells: int = 0
    coloured: int = 0
    line: LineBuilder = field(init=False)

    def __post_init__(self) -> None:
        """Begin the line that takes the text of one paragraph after the other."""
        self.line = self.builder.line()

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
        style = attribute(element, "style-name")
        if self._print(style) is Print.HIDDEN:
            return
        boxes: list[etree._Element] = []
        text = _collapse(self._text(element, style, boxes))
        for printed in text.split("\n"):
            if printed.strip():
                yield prefix + printed.strip()
                prefix = ""
        if len(element):
            yield from unread(element)
        for box in boxes:
            yield from self.blocks(box)

    def _text(self, element: etree._Element, style: str, boxes: list[etree._Element]) -> str:
        """What is read of a paragraph; its style prints all of it unless a span has one of its own."""
        coloured = style in self.styles.coloured
        self.coloured += coloured
        line = self.line
        self._inline(element, line, boxes)
        how = self._print(style)
        if how in (Print.STRUCK, Print.WHITE) and next(element.iterdescendants("{*}span"), None) is None:
            line.print_from(0, how)
        self.coloured -= coloured
        return line.take(in_cell=self.cells > 0)

    def _inline(self, element: etree._Element, line: LineBuilder, boxes: list[etree._Element]) -> None:
        """The characters of an element, with signs of their own for line breaks, tabs and spaces that stay."""
        line.parts.append(element.text or "")
        for child in element:
            name = tag(child)
            if name == "s":
                line.parts.append("\x0f" * min(number(attribute(child, "c"), 1), _MAX_SPACES))
            elif name in _CHARACTERS:
                line.parts.append(_CHARACTERS[name])
            elif name == "text-box":
                boxes.append(child)
            elif name == "span":
                self._span(child, line, boxes)
            elif name and name not in _DROPPED:
                self._inline(child, line, boxes)
            line.parts.append(child.tail or "")

    def _span(self, span: etree._Element, line: LineBuilder, boxes: list[etree._Element]) -> None:
        how = self._print(attribute(span, "style-name"))
        if how is None:
            self._inline(span, line, boxes)
        elif how is Print.RAISED:
            start = len(line.parts)
            self._inline(span, line, boxes)
            line.print_from(start, how)
        else:
            text = "".join(map(str, span.itertext()))
            if is_read(text, how):
                self._inline(span, line, boxes)
            else:
                line.add(text, how)

    def _print(self, style: str) -> Print | None:
        """How a style prints text on the ground that it has here."""
        how = self.styles.prints.get(style)
        return None if how is Print.WHITE and self.coloured else how

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
        coloured = attribute(element, "style-name") in self.styles.coloured
        self.coloured += coloured
        for row in rows_of(element):
            times = min(max(number(attribute(row, "number-rows-repeated"), 1), 1), MAX_ROWSPAN)
            spans: tuple[Span, ...] = ()
            if is_hidden(row):
                self.hidden_rows += any(text.strip() for text in row.itertext())
            else:
                spans = tuple(self._row(row, nested, unseen))
            blank = times > 1 and not any(span.text for span in spans)
            rows += [() if blank else spans] * times
            if len(rows) > _MAX_ROWS:
                raise ReadError(f"表格行数超过{_MAX_ROWS:,}行，远超年度报告所需，未读取。请核对文件内容。")
        self.coloured -= coloured
        if len(rows) == 1 and len(rows[0]) == 1:
            yield from rows[0][0].text.split("\n") if rows[0][0].text else ()
        elif any(span.text for row in rows for span in row):
            yield OdfTable(tuple(rows))
        yield from nested

    def _row(self, row: etree._Element, nested: list[OdfBlock], unseen: Set[int]) -> Iterator[Span]:
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
            text = self._cell_text(cell, nested)
            if times == MAX_SPAN and not text:
                # Sheets fill each row to their last column with empty places.
                continue
            columns = number(attribute(cell, "number-columns-spanned"), 1)
            spanned = number(attribute(cell, "number-rows-spanned"), 1)
            span = Span(text, columns, spanned)
            if not unseen:
                yield from [span] * times
                continue
            for place in range(first, column):
                # A cell of a hidden column is not blank: there is none.
                self.hidden_columns += place in unseen and bool(text)
                yield Span("", covered=True) if place in unseen else span

    def _cell_text(self, cell: etree._Element, nested: list[OdfBlock]) -> str:
        style = attribute(cell, "style-name")
        counts = self.builder.unseen
        struck = counts[Print.STRUCK]
        coloured = style in self.styles.coloured
        self.cells += 1
        self.coloured += coloured
        content = list(self.blocks(cell))
        how = self._print(style)
        self.cells -= 1
        self.coloured -= coloured
        inner = [block for block in content if isinstance(block, OdfTable)]
        nested += inner
        if not self.zeros and attribute(cell, "value") in ("0", "-0", "0.0"):
            return ""
        text = "\n".join(block for block in content if isinstance(block, str))
        if how is None and text and not inner:
            return text
        picture = "[图片]" if not text and cell.find(".//{*}image") is not None else ""
        text = filled_cell(text, tables=bool(inner), shown=picture, struck=counts[Print.STRUCK] > struck)
        if how not in (Print.STRUCK, Print.WHITE) or whole_cell(text, how) == text:
            return text
        counts[how] += 1
        return whole_cell(text, how)


def _collapse(text: str) -> str:
    return _BLANKS.sub(" ", text).replace("\x0b", "\n").replace("\x0e", "\t").replace("\x0f", " ")
