"""Sentences whose lines were broken to the width of a page, as copying out of a PDF leaves them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from audit.document import Block, Document, Paragraph
from audit.text import read_cell

#: A line of sentences is at least so wide (a Chinese character is 2); the widest lines of a page differ by so much.
_SHORTEST_LINE, _RAGGED = 40, 8
#: So many lines of about the page's width, and the share of them that end within a sentence, make a text wrapped.
_ENOUGH_LINES, _MOST = 5, 0.6
#: One line in so many may be wider than the page: an address of the web is not broken.
_FEW = 20
#: A line that is not the last of its paragraph fills at least this share of the width: words and addresses are not cut.
_FULL = 0.7
_SENTENCE_END = re.compile(r"[。！？!?][”’）)」』]*\s*$")
_PARAGRAPH_START = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}(?:、|部分|章)|[（(][一二三四五六七八九十\d]{1,3}[）)](?!项)|\d{1,2}[、.．)）](?!\d)|[①-⑳])"
)
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d{1,3}\s*页(?:.{0,3}共\s*\d{1,3}\s*页)?|\d{1,3})\s*")


def sentences(document: Document) -> Document:
    """``document`` with each paragraph on one line; unchanged where its lines are not broken to one width."""
    blocks = document.blocks
    width = _width([block.text for block in blocks if isinstance(block, Paragraph)])
    if not width:
        return document
    result: list[Block] = []
    numbers: list[Block] = []
    open_line = False
    for block in blocks:
        if not isinstance(block, Paragraph):
            result += numbers
            numbers, open_line = [], False
            result.append(block)
            continue
        if open_line and _PAGE_NUMBER.fullmatch(block.text):
            numbers.append(block)  # it stands between two lines of one paragraph, and behind it from here on
            continue
        last = result[-1] if result else None
        if open_line and isinstance(last, Paragraph) and not _PARAGRAPH_START.match(block.text) and not _is_row(block):
            result[-1] = last._replace(text=last.text.rstrip() + block.text.strip())
        else:
            result += [*numbers, block]
            numbers = []
        open_line = _wide(block.text) >= width * _FULL and not _SENTENCE_END.search(block.text) and not _is_row(block)
        if not open_line:
            result += numbers
            numbers = []
    return replace(document, blocks=(*result, *numbers))


def _width(lines: Sequence[str]) -> int:
    """The width that ``lines`` are broken to, 0 where they are not."""
    widths = sorted((wide, line) for line in lines if (wide := _wide(line)) >= _SHORTEST_LINE)
    if len(widths) < _ENOUGH_LINES:
        return 0
    width = widths[-1 - len(widths) // _FEW][0]
    full = [line for wide, line in widths if wide >= width - _RAGGED]
    broken = sum(not re.search(r"[。！？；：!?;:）)]\s*$", line) for line in full)
    return width if len(full) >= _ENOUGH_LINES and broken >= len(full) * _MOST else 0


def _wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line.strip())


def _is_row(paragraph: Paragraph) -> bool:
    """Whether a line ends with several figures, as a row of a table does."""
    words = paragraph.text.split()
    return len(words) > 1 and all(read_cell(word).kind != "text" for word in words[-2:])
