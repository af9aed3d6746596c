"""Pages of a generated report for fixed-layout formats: where each text and ruling stands, free of a file format.

Tables are laid out as one tall strip and the strip is cut into pages, between rows or through them. All positions
are in points from the page's top left; a text's ``y`` is its baseline.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.generate.report.layout import PLAIN, LayoutTable, Variant, blocks
from tests.generate.report.truth import TextLine, Truth


@dataclass(frozen=True, slots=True)
class Style:
    """How the pages are made; every difficulty is off by default.

    ``break_rows`` starts a new page after that many rows of a table; ``open_breaks`` draws no ruling at a page break.
    ``frame`` draws a frame around all of each page, ``table_share`` is the share of the width of the text that tables take.
    """

    size: float = 10.5
    landscape: bool = False
    rotated: bool = False  # the page is stored upright and displayed turned by /Rotate
    sideways: bool = False  # drawn turned, and displayed so
    page_numbers: str = ""  # "-{}-", "第{}页" …
    running_head: str = ""
    repeat_header: bool = False
    break_rows: int = 0
    cut_rows: bool = False
    open_breaks: bool = False
    thin_rectangles: bool = False
    double_frame: bool = False
    pieces: bool = False  # each ruling in pieces, one for each cell
    no_inner_verticals: bool = False
    no_value_verticals: bool = False
    no_outer_verticals: bool = False
    stray_verticals: bool = False  # the stub's ruling goes on through table 四’s head
    single_characters: bool = False
    twice: bool = False
    shuffled: bool = False
    frame: bool = False
    table_share: float = 1.0


CLEAN = Style()
#: Points between the text and the frame around it.
_FRAME = 2.0


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    text: str
    size: float


@dataclass(slots=True)
class Sheet:
    """One page: texts and rulings (x0, y0, x1, y1)."""

    width: float
    height: float
    texts: list[Text] = field(default_factory=list)
    rulings: list[tuple[float, float, float, float]] = field(default_factory=list)


def wide(text: str, size: float) -> float:
    """Width of ``text``: a full em for Chinese, half for the rest."""
    return sum(size if char > "\u2000" else size / 2 for char in text)


def wrap(text: str, room: float, size: float) -> Iterator[str]:
    """Lines of ``text``; numbers and words are kept whole where a line has room for them."""
    for paragraph in text.split("\n"):
        line = ""
        for token in re.findall(r"[!-~]+|.", paragraph):
            if line and wide(line + token, size) > room:
                yield line
                line = ""
            for char in token:
                if line and wide(line + char, size) > room:
                    yield line
                    line = ""
                line += char
        yield line


class _Flow:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.width, self.height = (
            (842.0, 595.0) if style.landscape or style.rotated or style.sideways else (595.0, 842.0)
        )
        self.margin = 72.0
        self.sheets: list[Sheet] = []
        self.new_page()

    @property
    def bottom(self) -> float:
        return self.height - self.margin

    def new_page(self) -> None:
        self.sheet = Sheet(self.width, self.height)
        self.sheets.append(self.sheet)
        self.y = self.margin
        style, number = self.style, len(self.sheets)
        if style.page_numbers:
            text = style.page_numbers.format(number)
            self.text((self.width - wide(text, 9)) / 2, self.height - 40, text, 9)
        if style.running_head:
            self.text(self.margin, 45, style.running_head, 9)

    def text(self, x: float, y: float, text: str, size: float) -> None:
        if text.strip():
            self.sheet.texts.append(Text(x, y, text, size))

    def paragraph(self, line: TextLine) -> None:
        size = 16.0 if line.kind == "title" else self.style.size
        left, right = self.margin, self.width - self.margin
        if line.kind == "title":
            lines = list(wrap(line.printed, right - left, size))
            starts = [(self.width - wide(part, size)) / 2 for part in lines]
        else:
            lines = list(wrap("\u3000\u3000" + line.printed, right - left, size))
            starts = [left] * len(lines)
        for x, part in zip(starts, lines, strict=True):
            if self.y + 1.6 * size > self.bottom:
                self.new_page()
            indent = len(part) - len(part.lstrip("\u3000"))
            self.text(x + indent * size, self.y + size, part.strip(), size)
            self.y += 1.6 * size

    def table(self, table: LayoutTable) -> None:
        strip = _Strip(table, self.style.table_share * (self.width - 2 * self.margin), self.style)
        start = 0.0
        while start < strip.bottom - 0.1:
            head = strip.head if self.style.repeat_header and start else 0.0
            room = self.bottom - self.y - head
            end = strip.end(start, room)
            if end <= start:
                self.new_page()
                continue
            if head:
                strip.draw(self, 0.0, strip.head)
                self.y += head
            strip.draw(self, start, end)
            self.y += end - start
            start = end
            if start < strip.bottom - 0.1:
                self.new_page()
        self.y += 14


class _Strip:
    """A table laid out without a page end: row and column edges, the lines of text, the rulings."""

    def __init__(self, table: LayoutTable, width: float, style: Style) -> None:
        self.style, size = style, style.size - 1.5
        columns, labels = table.columns, {"三": 3, "四": 0}.get(table.number, 1)
        label_width = {0: 0.0, 1: 0.3, 3: 0.46}[labels] * width
        shares = {3: (0.2, 0.32, 0.48)}.get(labels, (1.0,) * labels)
        widths = [label_width * share for share in shares] + [(width - label_width) / (columns - labels)] * (
            columns - labels
        )
        self.xs = [0.0]
        for part in widths:
            self.xs.append(self.xs[-1] + part)
        placed = [(r - 1, c - 1, cell) for r, c, cell in table.placed()]
        size = min(size, (self.xs[-1] - self.xs[-2]) / 2.6)
        pad, leading = 2.0 if columns > 10 else 4.0, 1.25 * size
        wrapped = {
            (r, c): list(wrap(cell.text, self.xs[c + cell.colspan] - self.xs[c] - 2 * pad, size))
            for r, c, cell in placed
        }
        heights = [leading + 8.0] * len(table.rows)
        for r, c, cell in sorted(placed, key=lambda item: item[2].rowspan):
            need = len(wrapped[r, c]) * leading + 8
            missing = need - sum(heights[r : r + cell.rowspan])
            if missing > 0:
                heights[r + cell.rowspan - 1] += missing
        self.ys = [0.0]
        for height in heights:
            self.ys.append(self.ys[-1] + height)
        self.bottom, self.head = self.ys[-1], self.ys[table.header_rows]
        self.size, self.texts = size, []
        for r, c, cell in placed:
            lines = wrapped[r, c]
            x0, x1 = self.xs[c], self.xs[c + cell.colspan]
            y = (self.ys[r] + self.ys[r + cell.rowspan] - len(lines) * leading) / 2
            for line in lines:
                x = x0 + pad if c < labels and len(lines) > 1 else (x0 + x1 - wide(line, size)) / 2
                self.texts.append((x, y + leading / 2, line))
                y += leading
        self.across, self.down = self._rulings(placed, table.number, labels)

    def _rulings(self, placed: list, number: str, labels: int) -> tuple[list, list]:
        style, xs, ys = self.style, self.xs, self.ys
        across, down = {(0, c) for c in range(len(xs) - 1)}, {(r, 0) for r in range(len(ys) - 1)}
        for r, c, cell in placed:
            across |= {(r + cell.rowspan, k) for k in range(c, c + cell.colspan)}
            down |= {(k, c + cell.colspan) for k in range(r, r + cell.rowspan)}
        last = len(xs) - 1
        if style.no_inner_verticals:
            down = {(r, c) for r, c in down if c in (0, last)}
        if style.no_value_verticals:
            down = {(r, c) for r, c in down if c <= labels or c == last}
        if style.no_outer_verticals:
            down = {(r, c) for r, c in down if c not in (0, last)}
        if style.stray_verticals and number == "四":
            down |= {(r, 2) for r in range(len(ys) - 1)}
        return (
            [(ys[r], xs[c], xs[c + 1]) for r, c in sorted(across)],
            [(xs[c], ys[r], ys[r + 1]) for r, c in sorted(down, key=lambda item: item[::-1])],
        )

    def end(self, start: float, room: float) -> float:
        """Where the page that begins at ``start`` of the strip ends."""
        if self.style.cut_rows:
            if self.bottom - start <= room:
                return self.bottom
            return start + room if room > 30 else start
        first = next(i for i, y in enumerate(self.ys) if y >= start - 0.1)
        limit = first + self.style.break_rows if self.style.break_rows else len(self.ys)
        fitting = [y for y in self.ys[first : limit + 1] if y - start <= room]
        return fitting[-1] if fitting else start

    def draw(self, flow: _Flow, start: float, end: float) -> None:
        style, sheet = self.style, flow.sheet
        dx, dy = flow.margin, flow.y - start
        for x, center, text in self.texts:
            if start <= center < end:
                # A line of text that the cut would go through moves up or down as a whole.
                middle = min(max(center, start + 0.6 * self.size), end - 0.6 * self.size)
                flow.text(x + dx, middle + dy + 0.36 * self.size, text, self.size)
        across = [(y, x0, x1) for y, x0, x1 in self.across if start - 0.1 <= y <= end + 0.1]
        down = [(x, max(y0, start), min(y1, end)) for x, y0, y1 in self.down if y0 < end - 0.1 and y1 > start + 0.1]
        if not style.open_breaks:
            across += [(y, self.xs[0], self.xs[-1]) for y in (start, end)]
        if not style.pieces:
            across, down = _long(across), _long(down)
        for y, x0, x1 in across:
            sheet.rulings.append((x0 + dx, y + dy, x1 + dx, y + dy))
        for x, y0, y1 in down:
            sheet.rulings.append((x + dx, y0 + dy, x + dx, y1 + dy))
        if style.double_frame:
            x0, x1 = dx - 2, dx + self.xs[-1] + 2
            sheet.rulings += [(x0, y0 + dy, x1, y0 + dy) for y0 in (start - 2, end + 2)]
            sheet.rulings += [(x, start + dy - 2, x, end + dy + 2) for x in (x0, x1)]


def _long(pieces: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Pieces of one line that meet, joined."""
    found: list[tuple[float, float, float]] = []
    for at, start, end in sorted(pieces):
        if found and abs(found[-1][0] - at) < 0.01 and start <= found[-1][2] + 0.01:
            found[-1] = (at, found[-1][1], max(end, found[-1][2]))
        else:
            found.append((at, start, end))
    return found


def pages(truth: Truth, variant: Variant = PLAIN, style: Style = CLEAN) -> list[Sheet]:
    """The report ``truth`` on pages."""
    flow = _Flow(style)
    for block in blocks(truth, variant):
        if isinstance(block, LayoutTable):
            flow.table(block)
        else:
            flow.paragraph(block)
    rng = random.Random(truth.seed)
    for sheet in flow.sheets:
        if style.frame:
            left, right = flow.margin - _FRAME, flow.width - flow.margin + _FRAME
            top, bottom = flow.margin - _FRAME, flow.bottom + _FRAME
            sheet.rulings += [(left, y, right, y) for y in (top, bottom)]
            sheet.rulings += [(x, top, x, bottom) for x in (left, right)]
        if style.single_characters:
            sheet.texts = [part for text in sheet.texts for part in _characters(text)]
        if style.twice:
            sheet.texts = [copy for t in sheet.texts for copy in (t, Text(t.x + 0.25, t.y, t.text, t.size))]
        if style.shuffled:
            rng.shuffle(sheet.texts)
    return flow.sheets


def _characters(text: Text) -> Iterator[Text]:
    x = text.x
    for char in text.text:
        yield Text(x, text.y, char, text.size)
        x += wide(char, text.size)
