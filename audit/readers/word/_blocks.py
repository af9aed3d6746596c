"""The paragraphs and tables of a .docx body, with every table on its grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from audit.document import Skipped
from audit.errors import ReadError
from audit.readers import _limits
from audit.readers.word import _numbering as _docx_numbering
from audit.readers.word._grid import Grid, GridCell
from audit.readers.word._numbering import W
from audit.readers.word._text import ALTERNATE, OFF, WRAPPERS, Flow, chosen, ends_hidden, paragraph_text

_VAL = W + "val"
_P, _TBL, _TR, _TC = W + "p", W + "tbl", W + "tr", W + "tc"
_P_PR, _TR_PR, _TC_PR = W + "pPr", W + "trPr", W + "tcPr"
_BLOCKS, _ALT_CHUNK = frozenset((_P, _TBL)), W + "altChunk"
_DELETED, _HIDDEN, _GRID_BEFORE = W + "del", W + "hidden", W + "gridBefore"
_HEIGHT, _RULE = W + "trHeight", W + "hRule"
_GRID_SPAN, _V_MERGE, _H_MERGE, _CELL_DELETED = W + "gridSpan", W + "vMerge", W + "hMerge", W + "cellDel"
#: Twips; a column or row below this is there for alignment only and prints nothing.
_SPACER = 30


@dataclass(slots=True)
class _RowKind:
    """Whether a row is printed, on how many empty columns it begins, and whether it has no height."""

    dropped: bool = False
    before: int = 0
    flat: bool = False


@dataclass(slots=True)
class _CellKind:
    """Columns spanned; ``vertical`` and ``horizontal`` are the merges: "", "restart" or "continue"."""

    span: int = 1
    vertical: str = ""
    horizontal: str = ""
    deleted: bool = False


@dataclass(slots=True)
class Body:
    """One pass over a body; ``area`` counts the grid places of all tables against the bound."""

    flow: Flow
    area: int = 0

    def items(self, body: etree._Element) -> Iterator[tuple[str, bool] | Grid | Skipped]:
        """The printed paragraphs, each with whether a blank one stands before it, the tables, and what nobody reads, in order."""
        gap = False
        for item in self._blocks(body, in_cell=False):
            if isinstance(item, Skipped):
                yield item
            elif isinstance(item, Grid):
                gap = False
                yield item
            elif item.strip():
                yield item.strip("\n"), gap
                gap = False
            else:
                gap = True

    def _blocks(self, container: etree._Element, *, in_cell: bool) -> list[str | Grid | Skipped]:
        """Paragraph texts and tables of ``container``; a paragraph whose mark is gone runs on into the next.

        What is shown and not read has a place of its own outside cells; a cell says itself that it is not blank.
        """
        found: list[str | Grid | Skipped] = []
        begun = ""
        for element in self._elements(container):
            if element.tag == _ALT_CHUNK:
                found += [] if in_cell else [Skipped("external")]
                continue
            if element.tag == _TBL:
                if begun:
                    found.append(begun)
                    begun = ""
                frame = _frame(element)
                for cell in frame:
                    found += self._blocks(cell, in_cell=in_cell)
                found += [] if frame else self._table(element)
                continue
            properties = _properties(element, _P_PR)
            text = begun + self._paragraph(element, properties)
            boxes, self.flow.boxes = self.flow.boxes, []
            begun = text if properties is not None and ends_hidden(properties, self.flow) else ""
            if not begun:
                found.append(self._numbered(text, properties, in_cell=in_cell))
            for box in boxes:
                found += self._blocks(box, in_cell=in_cell)
            found += [] if in_cell else map(Skipped, self.flow.unread)
            self.flow.unread.clear()
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
            elif tag == _ALT_CHUNK:
                self.flow.notes["文档中有嵌入的外部内容块（altChunk），其中的内容未读取。"] = None
                found.append(child)
        return found

    def _paragraph(self, element: etree._Element, properties: etree._Element | None) -> str:
        text = paragraph_text(element, self.flow)
        if self.flow.hidden_styles and properties is not None:
            style = next(properties.iterchildren(W + "pStyle"), None)
            if style is not None and style.get(_VAL) in self.flow.hidden_styles:
                return ""
        return text

    def _numbered(self, text: str, properties: etree._Element | None, *, in_cell: bool) -> str:
        """``text`` with its automatic number in front; an empty paragraph outside tables stays empty."""
        if not self.flow.numbering.lists:
            return text
        number = self.flow.numbering.number(properties)
        if not number or not (in_cell or text.strip()):
            return text
        if in_cell and text.lstrip()[:1].isdigit():
            # “1.” before “5” must not become 1.5; on two lines nobody takes it for one number.
            return f"{number}\n{text}"
        return _docx_numbering.join(number, text)

    def _table(self, table: etree._Element) -> list[Grid]:
        """The table, then the tables nested in its cells."""
        widths = [_twips(column.get(W + "w")) for grid in table.iterchildren(W + "tblGrid") for column in grid]
        grid, nested = Grid(widths=widths), list[Grid]()
        above: dict[int, GridCell] = {}
        number = 0
        for row in _members(table, _TR):
            kind = _row_kind(row)
            if kind.dropped or (kind.flat and not any(text.text for text in row.iter(W + "t"))):
                continue
            number += 1
            found, above = self._row(row, number, kind.before, above, nested)
            grid.cells += [cell for cell in found if cell.text or not _is_spacer(cell, widths)]
        return [grid, *nested]

    def _row(
        self, row: etree._Element, number: int, before: int, above: dict[int, GridCell], nested: list[Grid]
    ) -> tuple[list[GridCell], dict[int, GridCell]]:
        """The cells that begin in a row, and by column those that the row below may go on with."""
        found: list[GridCell] = []
        below: dict[int, GridCell] = {}
        column = 1 + before
        last: GridCell | None = None
        for element in _members(row, _TC):
            kind = _cell_kind(element)
            if kind.deleted:
                continue
            self._count(kind.span)
            if kind.horizontal == "continue" and last is not None:
                last.colspan += kind.span if last.row == number else 0
                column += kind.span
                continue
            last = above.get(column) if kind.vertical == "continue" else None
            if last is not None:
                last.rowspan = number - last.row + 1
            else:
                last = GridCell(self._cell_text(element, nested), number, column, kind.span)
                found.append(last)
            if kind.vertical:
                below[column] = last
            column += kind.span
        return found, below

    def _cell_text(self, cell: etree._Element, nested: list[Grid]) -> str:
        before = self.flow.shown
        items = self._blocks(cell, in_cell=True)
        inner = [item for item in items if isinstance(item, Grid)]
        text = "\n".join(item for item in items if isinstance(item, str)).strip("\n")
        if text.strip() or not (inner or self.flow.shown > before):
            nested += inner
            return text
        # Something is shown, so that the cell is not blank: the one cell of a table inside, or what cannot be read.
        if len(inner) == 1 and len(inner[0].cells) == 1:
            return inner[0].cells[0].text
        nested += inner
        return "[内嵌表格]" if inner else "[图片]"

    def _count(self, places: int) -> None:
        self.area += places
        if self.area > _limits.MAX_CELLS:
            raise ReadError(
                f"文档中的表格单元格超过{_limits.MAX_CELLS}个，超出上限，未读取。请确认文件是一份年度报告。"
            )


def _members(parent: etree._Element, tag: str) -> list[etree._Element]:
    """The children called ``tag``, those inside content controls and the like included."""
    found: list[etree._Element] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in WRAPPERS:
            found += _members(child, tag)
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                found += _members(branch, tag)
    return found


def _frame(table: etree._Element) -> list[etree._Element]:
    """The cells of a table that only frames others: one cell a row, tables in them; [] for every other table."""
    if next(table.iterdescendants(_TBL), None) is None:
        return []
    rows = [_members(row, _TC) for row in _members(table, _TR) if not _row_kind(row).dropped]
    alone = all(len(cells) == 1 and not _cell_kind(cells[0]).deleted for cells in rows)
    return [cells[0] for cells in rows] if alone else []


def _properties(element: etree._Element, tag: str) -> etree._Element | None:
    """The child called ``tag``: the first one where the file keeps to the schema."""
    for child in element:
        return child if child.tag == tag else next(element.iterchildren(tag), None)
    return None


def _row_kind(row: etree._Element) -> _RowKind:
    found = _RowKind()
    for properties in row.iterchildren(_TR_PR):
        for child in properties:
            tag = child.tag
            if tag == _DELETED or (tag == _HIDDEN and child.get(_VAL) not in OFF):
                found.dropped = True
            elif tag == _GRID_BEFORE:
                found.before = _span(child.get(_VAL), 0)
            elif tag == _HEIGHT and child.get(_RULE) == "exact":
                found.flat = _twips(child.get(_VAL)) < _SPACER
    return found


def _cell_kind(cell: etree._Element) -> _CellKind:
    found = _CellKind()
    properties = _properties(cell, _TC_PR)
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == _GRID_SPAN:
            found.span = max(_span(child.get(_VAL), 1), 1)
        elif tag == _V_MERGE:
            found.vertical = child.get(_VAL) or "continue"
        elif tag == _H_MERGE:
            found.horizontal = child.get(_VAL) or "continue"
        elif tag == _CELL_DELETED:
            found.deleted = True
    return found


def _span(text: str | None, default: int) -> int:
    """The columns a property states; a number that no table can have is an attack or damage."""
    digits = (text or "").strip()
    if not digits.isdecimal():
        return default
    if len(digits) > 9 or int(digits) > _limits.MAX_SPAN:
        raise ReadError(
            f"表格中有单元格跨{digits[:12]}列，超过上限（{_limits.MAX_SPAN}列），未读取。请用办公软件打开后另存一份再核查。"
        )
    return int(digits)


def _twips(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _is_spacer(cell: GridCell, widths: list[int]) -> bool:
    """Whether an empty cell only fills columns of no width, as Word leaves them where rows are not aligned."""
    own = widths[cell.column - 1 : cell.column - 1 + cell.colspan]
    return len(own) == cell.colspan and sum(own) < _SPACER <= sum(widths)
