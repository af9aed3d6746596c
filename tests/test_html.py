"""Web pages: what is printed comes out at its grid place, whatever the page is made of."""

from __future__ import annotations

import pytest

from audit.document import Document, Paragraph
from audit.readers import html
from tests.generate.html import PAGES, Page, write
from tests.generate.layout import LayoutTable, Variant, blocks
from tests.generate.truth import TextLine, Truth, make

VARIANTS = {
    "plain": Variant(),
    "blank zeros, vertical stub": Variant(blank_zeros=True, vertical_stub=True, broken_labels=True),
    "full width, separators, nbsp": Variant(full_width=True, separators=True, nbsp=True),
    "split": Variant(split=5, units=True),
    "split, header repeated": Variant(split=4, repeat_header=True, repeat_groups=True, narrative=True),
}


def printed(document: Document) -> list[str | dict[tuple[int, int], tuple[str, int, int]]]:
    """The document's blocks: lines as text without spaces, tables as (row, column) → text, spans."""
    return [
        _squeezed(block.text)
        if isinstance(block, Paragraph)
        else {
            (cell.row, cell.column or 0): (_squeezed(cell.text), cell.rowspan, cell.colspan)
            for cell in block.cells
            if cell.text.strip()
        }
        for block in document.blocks
    ]


def expected(truth: Truth, variant: Variant, page: Page) -> list[str | dict[tuple[int, int], tuple[str, int, int]]]:
    """What ``printed`` is to give for the generated report."""
    found: list[str | dict[tuple[int, int], tuple[str, int, int]]] = []
    heading = False
    for item in blocks(truth, variant):
        if isinstance(item, LayoutTable):
            below = 1 if page.heading_rows and heading else 0
            found.append(
                {
                    (row + below, column): (_squeezed(cell.text), cell.rowspan, cell.colspan)
                    for row, column, cell in item.placed()
                    if cell.text.strip()
                }
            )
        elif not (page.title_outside and item.kind == "title"):
            found.append(_squeezed(item.printed))
        heading = isinstance(item, TextLine) and item.kind == "heading"
    return [_squeezed(truth.title), *found] if page.title_outside else found


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace("&nbsp;", "")


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_everything_printed_is_read_in_order_and_at_its_grid_place(page: Page, variant: Variant) -> None:
    for seed, edition in ((1, "2021"), (2, "2019")):
        truth = make(seed, edition)
        document = html.read(write(truth, variant, page))
        assert document.format == "html"
        assert printed(document) == expected(truth, variant, page)
