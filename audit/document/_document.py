"""A document as a reader saw it: paragraphs and tables, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

#: Tables that are told of one by one where a document's structure is told.
_TABLES = 30


class Place(NamedTuple):
    """Where something stands in the source document; None means that the format has no such thing.

    ``sheet`` is the name of a workbook's sheet, whose rows and columns the place then counts, or of a list beside the report.
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    sheet: str | None = None

    def span(self, start: int, end: int) -> Place:
        """The same place, narrowed to characters ``start`` to ``end`` (excluded) of what stands here.

        A place that is part of a paragraph already stays so: the characters are counted from its own start.
        """
        offset = self.start or 0
        page, table, row, column, line, paragraph, _, _, bbox, sheet = self
        return Place(page, table, row, column, line, paragraph, offset + start, offset + end, bbox, sheet)

    def as_cell(self) -> dict[str, Any]:
        """The place of a table cell for JSON: page, table, row, column, line; bbox and sheet where known."""
        data: dict[str, Any] = {name: getattr(self, name) for name in ("page", "table", "row", "column", "line")}
        return data | self._besides()

    def as_dict(self) -> dict[str, Any]:
        """The fields that are known, for JSON."""
        names = ("page", "table", "row", "column", "line", "paragraph", "start", "end")
        data: dict[str, Any] = {n: v for n in names if (v := getattr(self, n)) is not None}
        return data | self._besides()

    def _besides(self) -> dict[str, Any]:
        """What few places have."""
        return ({"bbox": list(self.bbox)} if self.bbox else {}) | (
            {"sheet": self.sheet} if self.sheet is not None else {}
        )

    def describe(self) -> str:
        """The place in Chinese, for people: “第2个表格第4行第4列”, “第5段”, “工作表“表三”E51”."""
        if self.sheet is not None and self.row and self.column:
            return f"工作表“{self.sheet}”{_letters(self.column)}{self.row}"
        if self.sheet is not None and self.line:
            return f"{self.sheet}第{self.line}行"
        parts = [
            f"第{value}{unit}"
            for value, unit in (
                (self.page, "页"),
                (self.table, "个表格"),
                (self.row, "行"),
                (self.column, "列"),
                (self.paragraph, "段"),
            )
            if value is not None
        ]
        if self.line is not None:
            parts.append(f"（文本第{self.line}行）" if parts else f"文本第{self.line}行")
        return "".join(parts)


def whole(place: Place) -> Place:
    """The place of the paragraph in which ``place`` is a span."""
    return place._replace(start=None, end=None)


def _letters(column: int) -> str:
    """The letters by which office programs call a column: 5 is E, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Paragraph(NamedTuple):
    """A paragraph as printed. ``gap`` says that a blank line stands before it (text files)."""

    text: str
    place: Place
    gap: bool = False


class Cell(NamedTuple):
    """A printed cell. ``row`` and ``column`` are its first grid line, from 1.

    ``column`` is None where a source keeps the order of a row's cells but not their columns.
    ``confidence`` is the reader's (below 1 for recognised pictures and guessed rulings).
    ``is_drawn`` is False for a blank place at the end of a sheet's row where nothing shows that it is a cell of the table:
    the row may have ended before it.
    """

    text: str
    place: Place
    row: int
    column: int | None = None
    rowspan: int = 1
    colspan: int = 1
    confidence: float = 1.0
    is_drawn: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one table, row by row and from left to right; a cell stands in its first row only."""

    cells: tuple[Cell, ...]
    place: Place

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The cells that begin in each row, from left to right; rows without any are skipped."""
        row: list[Cell] = []
        for cell in self.cells:
            if row and cell.row != row[0].row:
                yield tuple(row)
                row = []
            row.append(cell)
        if row:
            yield tuple(row)


SkippedKind = Literal["picture", "object", "external", "page", "attachment", "text_table"]


class Skipped(NamedTuple):
    """Something that the document shows and that was not read: it may hold what the report seems to lack.

    ``place`` counts the last paragraph before it, or gives its page; empty where that is not known.
    """

    kind: SkippedKind
    place: Place = Place()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read.

    ``format`` is the format by content ("docx", "text" …); ``meta`` holds what the file or page says of
    itself (title, published …), under "recognised" the numbers of the pages read as pictures, and of a text file that ends in
    a number that number as "last_number" and its line as "last_line"; ``skipped`` is what was shown and not read; ``notes`` are Chinese sentences about the reading.
    """

    blocks: tuple[Block, ...]
    format: str
    meta: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs outside tables, in reading order."""
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))

    @property
    def recognised(self) -> frozenset[int]:
        """The numbers of the pages that were read as pictures."""
        return frozenset(map(int, self.meta.get("recognised", "").split()))

    def structure(self) -> dict[str, int | str]:
        """What the document is made of, by counts alone: for the record of a fault, which holds no text."""
        paragraphs, tables = self.paragraphs, self.tables
        return {
            "format": self.format,
            "paragraphs": len(paragraphs),
            "characters": sum(len(paragraph.text) for paragraph in paragraphs),
            "longest paragraph": max((len(paragraph.text) for paragraph in paragraphs), default=0),
            "tables": len(tables),
            "rows by cells of tables": " ".join(f"{len(list(t.rows()))}x{len(t.cells)}" for t in tables[:_TABLES]),
            "characters in cells": sum(len(cell.text) for table in tables for cell in table.cells),
            "pages": max((block.place.page or 0 for block in self.blocks), default=0),
            "notes": len(self.notes),
        }

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in reading order; nested tables follow the table that holds them."""
        return tuple(b for b in self.blocks if isinstance(b, Table))
