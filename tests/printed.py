"""A document as read and a generated layout in one form, so that a test compares them with ==."""

from __future__ import annotations

from audit.document import Document, Paragraph
from tests.generate.report.layout import LayoutTable, Variant, blocks
from tests.generate.report.truth import Truth

#: Wordings and shapes that each format is tried with.
VARIANTS = {
    "plain": Variant(),
    "blank zeros, vertical stub": Variant(blank_zeros=True, vertical_stub=True, broken_labels=True),
    "full width, separators, nbsp": Variant(full_width=True, separators=True, nbsp=True),
    "split": Variant(split=5, units=True),
    "split, header repeated": Variant(split=4, repeat_header=True, repeat_groups=True, narrative=True),
}
#: A line, or a table as (row, column) → text, rowspan, colspan. Empty cells are left out, spaces too.
Printed = list[str | dict[tuple[int, int], tuple[str, int, int]]]


def squeezed(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())


def printed(document: Document) -> Printed:
    """What a reader found."""
    return [
        squeezed(block.text)
        if isinstance(block, Paragraph)
        else {
            (cell.row, cell.column or 0): (squeezed(cell.text), cell.rowspan, cell.colspan)
            for cell in block.cells
            if cell.text.strip()
        }
        for block in document.blocks
    ]


def expected(truth: Truth, variant: Variant) -> Printed:
    """What is to be found."""
    return [
        {
            (row, column): (squeezed(cell.text), cell.rowspan, cell.colspan)
            for row, column, cell in item.placed()
            if cell.text.strip()
        }
        if isinstance(item, LayoutTable)
        else squeezed(item.printed)
        for item in blocks(truth, variant)
    ]
