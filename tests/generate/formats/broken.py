"""Write a generated report as text copied out of a page: lines are broken to the width of the page and of each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tests.generate.report.layout import PLAIN, LayoutCell, LayoutTable, Variant, blocks
from tests.generate.report.truth import Truth

#: How far figures may stand out of their row, in lines.
_LEEWAY = 0.4


@dataclass(frozen=True, slots=True)
class Page:
    """How a page is set and copied. ``labels`` and ``heads`` are widths in characters; ``align`` is of figures and labels.

    ``raised`` is how much higher than their row's middle figures are set, in lines.
    """

    width: int = 42
    labels: int = 10
    heads: int = 2
    align: str = "middle"
    raised: float = 0.0
    by_cell: bool = False  # a cell's lines one after the other, else all that stands at one height on one line
    between: str = " "  # between words on one line
    gaps: bool = False  # a blank line behind each line
    numbered: int = 0  # a page number after so many lines


PAGES: dict[str, Page] = {
    "cell by cell": Page(by_cell=True),
    "cell by cell, blank lines": Page(by_cell=True, gaps=True),
    "by height, figures in the middle": Page(between="     "),
    "by height, figures at the top": Page(align="top"),
    "by height, figures at the bottom": Page(align="bottom"),
    "narrow labels": Page(labels=5, heads=1),
    "narrow labels, cell by cell": Page(labels=5, heads=1, by_cell=True),
    "one character a line": Page(labels=1, heads=1, by_cell=True),
    "figures set high": Page(raised=0.3),
    "figures set higher": Page(raised=0.7),
    "figures set low": Page(raised=-0.3),
    "page numbers": Page(by_cell=True, numbered=24),
    "wide labels": Page(labels=20, heads=4),
}


def write(truth: Truth, page: Page, variant: Variant = PLAIN) -> str:
    """The text of ``truth`` as copied out of ``page``."""
    lines: list[str] = []
    for block in blocks(truth, variant):
        lines += _table(block, page) if isinstance(block, LayoutTable) else _cut(block.printed, page.width)
    if page.numbered:
        for place in range(len(lines) // page.numbered, 0, -1):
            lines.insert(place * page.numbered, f"- {place} -")
    return ("\n\n" if page.gaps else "\n").join(lines) + "\n"


def _cut(text: str, width: int) -> list[str]:
    return [line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width)]


def _table(table: LayoutTable, page: Page) -> Iterator[str]:
    cells = [
        (row, column, cell, _lines(cell, page, in_head=row <= table.header_rows))
        for row, column, cell in table.placed()
    ]
    tops = {1: 0}
    for number in range(1, len(table.rows) + 1):
        heights = [len(lines) for row, _, cell, lines in cells if row == number and cell.rowspan == 1]
        tops[number + 1] = tops[number] + max(heights, default=1)
    if page.by_cell:
        yield from _by_cell([lines for _, _, _, lines in cells], [row for row, _, _, _ in cells], page)
        return
    heights_of: defaultdict[float, list[tuple[int, str]]] = defaultdict(list)
    for row, column, cell, lines in cells:
        room = tops[row + cell.rowspan] - tops[row] - len(lines)
        share = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[page.align]
        top = tops[row] + room * share
        if cell.key is not None:
            # Figures stay in their row: what is printed outside of it nobody can tell from another row's.
            top = min(max(top - page.raised, tops[row] - _LEEWAY), tops[row] + room + _LEEWAY)
        for number, line in enumerate(lines):
            heights_of[top + number].append((column, line))
    for height in sorted(heights_of):
        if words := [line for _, line in sorted(heights_of[height]) if line.strip()]:
            yield page.between.join(words)


def _by_cell(cells: list[list[str]], rows: list[int], page: Page) -> Iterator[str]:
    """Each cell's lines in turn; cells of one line that follow each other in a row share it."""
    line: list[str] = []
    before = 0
    for lines, row in zip(cells, rows, strict=True):
        if len(lines) == 1 and row == before:
            line += filter(str.strip, lines)
            continue
        if line:
            yield page.between.join(line)
        *above, last = lines
        yield from above
        line = [last] if last.strip() and not above else []
        if above:
            yield last
        before = row
    if line:
        yield page.between.join(line)


def _lines(cell: LayoutCell, page: Page, *, in_head: bool) -> list[str]:
    if cell.key is not None:
        return [cell.text]
    return _cut(cell.text, page.heads * cell.colspan if in_head else page.labels)
