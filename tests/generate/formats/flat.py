"""Write a generated report as a converter flattens it: one cell a line with a tab in front, a blank line after each row.

A cell that goes on from the row above is a lone tab; further paragraphs of a cell stand without a tab. After the
last row of a table a second blank line follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.generate.report.layout import LayoutTable, Variant, blocks
from tests.generate.report.truth import TextLine, Truth


@dataclass(frozen=True, slots=True)
class Flattening:
    """How the text is left; the defaults are a converter's usual output. ``variant`` is what is printed."""

    variant: Variant = field(default_factory=Variant)
    tabs: bool = True
    empty_cells: bool = True  # else lines that print nothing are lost
    stub_padding: int = 0  # empty paragraphs before the stub label of table 三
    page_numbers: int = 0  # a page number “-3-” after so many rows
    bookmarks: bool = False  # [bookmark: _GoBack]


def write(truth: Truth, flattening: Flattening | None = None) -> str:
    """The flattened text of ``truth``."""
    how = flattening or Flattening()
    page = _Pages(how.page_numbers)
    parts = []
    for block in blocks(truth, how.variant):
        if isinstance(block, LayoutTable):
            parts.append(_table(block, how, page))
        else:
            parts.append(_line(block, how) + "\n")
    return "".join(parts)


@dataclass(slots=True)
class _Pages:
    every: int
    rows: int = 0
    page: int = 0

    def after_row(self) -> str:
        """The page number that stands after this row, if any."""
        self.rows += 1
        if not self.every or self.rows % self.every:
            return ""
        self.page += 1
        return f"-{self.page}-\n\n"


def _line(line: TextLine, how: Flattening) -> str:
    mark = "[bookmark: _GoBack]" if how.bookmarks and line.section == 6 and line.kind == "text" else ""
    return mark + line.printed


def _table(table: LayoutTable, how: Flattening, page: _Pages) -> str:
    begin = {(row, column): cell for row, column, cell in table.placed()}
    below = {(row + down, c): cell for (row, c), cell in begin.items() for down in range(1, cell.rowspan)}
    text = ""
    for number in range(1, len(table.rows) + 1):
        lines, column = [], 1
        while column <= table.columns:
            cell = begin.get((number, column))
            if cell is None:
                lines.append("")
                column += below[number, column].colspan
                continue
            padding = "\n" * how.stub_padding if column == 1 and cell.rowspan > 3 and cell.colspan == 1 else ""
            lines.append(padding + cell.text)
            column += cell.colspan
        tab = "\t" if how.tabs else ""
        text += "".join(f"{tab}{line}\n" for line in lines if line or how.empty_cells) + "\n" + page.after_row()
    return text + "\n"
