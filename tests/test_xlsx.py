"""Workbooks: what is printed comes out at its sheet row and column, prose as paragraphs, hidden figures not at all."""

from __future__ import annotations

import pytest

from audit.document import Document, Paragraph
from audit.readers import xlsx
from tests.generate.layout import LayoutTable, Variant, blocks
from tests.generate.truth import make
from tests.generate.xlsx import BOOKS, Book, write

VARIANTS = {
    "plain": Variant(),
    "blank zeros, vertical stub": Variant(blank_zeros=True, vertical_stub=True, broken_labels=True),
    "full width, separators, nbsp": Variant(full_width=True, separators=True, nbsp=True),
    "split": Variant(split=5, units=True),
    "split, header repeated": Variant(split=4, repeat_header=True, repeat_groups=True, narrative=True),
}
Printed = list[str | tuple[str, int, int, int, int]]


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(document: Document) -> Printed:
    """Paragraphs, and cells as text, row and column from the table’s first, spans; empty cells left out."""
    found: Printed = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(squeezed(block.text))
            continue
        top, left = min(cell.row for cell in block.cells), min(cell.column or 1 for cell in block.cells)
        for cell in block.cells:
            if cell.text.strip():
                place = cell.row - top + 1, (cell.column or 1) - left + 1
                found.append((squeezed(cell.text), *place, cell.rowspan, cell.colspan))
    return found


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_everything_printed_is_read_in_order_and_at_its_place(book: Book, variant: Variant) -> None:
    for seed, edition in ((1, "2021"), (2, "2019")):
        truth = make(seed, edition)
        document = xlsx.read(write(truth, variant, book))
        assert document.format == "xlsx"
        got = printed(document)
        want: Printed = []
        for item in blocks(truth, variant):
            if isinstance(item, LayoutTable):
                want += [
                    (squeezed(c.text), row, column, c.rowspan, c.colspan)
                    for row, column, c in item.placed()
                    if c.text.strip()
                ]
            else:
                want.append(squeezed(item.printed))
        assert [item for item in got if isinstance(item, str)] == [item for item in want if isinstance(item, str)]
        cells = [item for item in got if not isinstance(item, str)]
        assert [(c[0], *c[3:]) for c in cells] == [(c[0], *c[3:]) for c in want if not isinstance(c, str)]
        if not variant.split and not book.hidden and not book.gaps:
            assert got == want
