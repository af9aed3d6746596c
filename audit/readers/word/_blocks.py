"""The paragraphs and tables of a .docx body, sent to the builder in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from audit.document import Skipped
from audit.readers.flow import Print, filled_cell
from audit.readers.word._counting import join
from audit.readers.word._tables import CELL, ROW, TABLE, OpenCell, OpenTable, cell_kind, framed, open_table, row_kind
from audit.readers.word._xml import ALTERNATE, WRAPPERS, W, chosen, members, properties_of
from audit.readers.word.runs import TextState, paragraph_text

_PARAGRAPH, _PARAGRAPH_PROPERTIES = W + "p", W + "pPr"
_BLOCKS, _EXTERNAL = frozenset((_PARAGRAPH, TABLE)), W + "altChunk"


@dataclass(slots=True)
class Body:
    """Goes over a body once, from its beginning to its end."""

    state: TextState

    def read(self, body: etree._Element) -> None:
        """Send what ``body`` prints, in order: paragraphs, with whether a blank one stands before each, tables, what nobody reads."""
        builder = self.state.builder
        gap = False
        for item in self._blocks(body, in_cell=False):
            if isinstance(item, Skipped):
                builder.skip(item.kind)
            elif isinstance(item, OpenTable):
                builder.table(item.placed(builder.tables + 1))
                gap = False
            elif item.strip():
                builder.paragraph(item.strip("\n"), gap=gap)
                gap = False
            else:
                gap = True

    def _blocks(self, container: etree._Element, *, in_cell: bool) -> list[str | OpenTable | Skipped]:
        """Paragraph texts and tables of ``container``; a paragraph whose mark is gone runs on into the next.

        What is shown and not read has a place of its own outside cells; a cell says itself that it is not blank.
        """
        state = self.state
        found: list[str | OpenTable | Skipped] = []
        begun = ""
        for element in self._elements(container):
            if element.tag == _EXTERNAL:
                found += [] if in_cell else [Skipped("external")]
                continue
            if element.tag == TABLE:
                if begun:
                    found.append(begun)
                    begun = ""
                frame = framed(element)
                for cell in frame:
                    found += self._blocks(cell, in_cell=in_cell)
                found += [] if frame else self._table(element)
                continue
            properties = properties_of(element, _PARAGRAPH_PROPERTIES)
            text = begun + self._paragraph(element, properties, in_cell=in_cell)
            boxes, state.boxes = state.boxes, []
            begun = text if properties is not None and state.prints.runs_on(properties) else ""
            if not begun:
                found.append(self._numbered(text, properties, in_cell=in_cell))
            for box in boxes:
                found += self._blocks(box, in_cell=in_cell)
            found += [] if in_cell else map(Skipped, state.unread)
            state.unread.clear()
        if begun:
            found.append(begun)
        return found

    def _elements(self, container: etree._Element) -> list[etree._Element]:
        """The paragraphs, tables and external parts of ``container``, those inside content controls included."""
        found: list[etree._Element] = []
        for child in container:
            tag = child.tag
            if tag in _BLOCKS:
                found.append(child)
            elif tag in WRAPPERS:
                found += self._elements(child)
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    found += self._elements(branch)
            elif tag == _EXTERNAL:
                self.state.notes["文档中有嵌入的外部内容块（altChunk），其中的内容未读取。"] = None
                found.append(child)
        return found

    def _paragraph(self, element: etree._Element, properties: etree._Element | None, *, in_cell: bool) -> str:
        text = paragraph_text(element, properties, self.state, in_cell=in_cell)
        how = self.state.prints.of_paragraph(properties)
        if how is None:
            return text
        self.state.builder.unseen[how] += bool(text.strip())
        return ""

    def _numbered(self, text: str, properties: etree._Element | None, *, in_cell: bool) -> str:
        """``text`` with its automatic number in front; an empty paragraph outside tables stays empty."""
        if not self.state.numbering.lists:
            return text
        number = self.state.numbering.number(properties)
        if not number or not (in_cell or text.strip()):
            return text
        if in_cell and text.lstrip()[:1].isdigit():
            # “1.” before “5” must not become 1.5; on two lines nobody takes it for one number.
            return f"{number}\n{text}"
        return join(number, text)

    def _table(self, element: etree._Element) -> list[OpenTable]:
        """The table, then the tables nested in its cells."""
        table, nested = open_table(element), list[OpenTable]()
        above: dict[int, OpenCell] = {}
        number = 0
        for row in members(element, ROW):
            kind = row_kind(row)
            if not kind.printed:
                continue
            number += 1
            found, above = self._row(row, number, kind.before, above, nested)
            table.add(found)
        return [table, *nested]

    def _row(
        self, row: etree._Element, number: int, before: int, above: dict[int, OpenCell], nested: list[OpenTable]
    ) -> tuple[list[OpenCell], dict[int, OpenCell]]:
        """The cells that begin in a row, and by column those that the row below may go on with."""
        found: list[OpenCell] = []
        below: dict[int, OpenCell] = {}
        column = 1 + before
        last: OpenCell | None = None
        for element in members(row, CELL):
            kind = cell_kind(element)
            if kind.deleted:
                continue
            self.state.builder.budget.take(kind.span)
            if kind.horizontal == "continue" and last is not None:
                last.colspan += kind.span if last.row == number else 0
                column += kind.span
                continue
            last = above.get(column) if kind.vertical == "continue" else None
            if last is not None:
                last.rowspan = number - last.row + 1
            else:
                last = OpenCell(self._cell_text(element, nested), number, column, kind.span)
                found.append(last)
            if kind.vertical:
                below[column] = last
            column += kind.span
        return found, below

    def _cell_text(self, cell: etree._Element, nested: list[OpenTable]) -> str:
        unseen = self.state.builder.unseen
        shown, struck = self.state.shown, unseen[Print.STRUCK]
        items = self._blocks(cell, in_cell=True)
        if len(items) == 1 and isinstance(text := items[0], str) and text.strip():
            return text.strip("\n")
        inner = [item for item in items if isinstance(item, OpenTable)]
        text = "\n".join(item for item in items if isinstance(item, str)).strip("\n")
        if not text.strip() and len(inner) == 1 and len(inner[0].cells) == 1:
            # The one cell of a table inside.
            return inner[0].cells[0].text
        nested += inner
        picture = "[图片]" if self.state.shown > shown else ""
        return filled_cell(text, tables=bool(inner), shown=picture, struck=unseen[Print.STRUCK] > struck)
