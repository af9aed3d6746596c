"""Sentences whose lines were broken to the width of a page, as copying out of a PDF leaves them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from audit.document import Block, Document, Paragraph
from audit.match.rescue._brokenrows import ends_with_figures
from audit.words import ORDINAL, PAGE_NUMBER

#: A line of sentences is at least so wide (a Chinese character is 2); the widest lines of a page differ by so much.
_SHORTEST_LINE, _RAGGED = 40, 8
#: So many lines of about the page's width, and the share of them that end within a sentence, make a text wrapped.
_ENOUGH_LINES, _MOST = 5, 0.6
#: One line in so many may be wider than the page: an address of the web is not broken.
_FEW = 20
#: A line that is not the last of its paragraph fills at least this share of the width: words and addresses are not cut.
_FULL = 0.7
_SENTENCE_END = re.compile(r"[。！？!?][”’）)」』]*$")
_PARAGRAPH_START = re.compile(
    rf"\s*(?:第?[{ORDINAL}]{{1,3}}(?:、|部分|章)|[（(][{ORDINAL}\d]{{1,3}}[）)](?!项)|\d{{1,2}}[、.．)）](?!\d)|[①-⑳])"
)


def sentences(document: Document) -> Document:
    """``document`` with each paragraph on one line; unchanged where its lines are not broken to one width."""
    blocks = document.blocks
    width = _width([block.text for block in blocks if isinstance(block, Paragraph)])
    if not width:
        return document
    result: list[Block] = []
    open_lines: list[Paragraph] = []
    numbers: list[Block] = []  # of pages, between two lines of one paragraph: they stand behind it from here on
    for block in blocks:
        if isinstance(block, Paragraph) and open_lines:
            if PAGE_NUMBER.fullmatch(block.text):
                numbers.append(block)
                continue
            if not _PARAGRAPH_START.match(block.text) and not ends_with_figures(block.text):
                open_lines.append(block)
                if not _runs_on(block, width):
                    result += [_joined(open_lines), *numbers]
                    open_lines, numbers = [], []
                continue
        if open_lines:
            result += [_joined(open_lines), *numbers]
            open_lines, numbers = [], []
        if isinstance(block, Paragraph) and _runs_on(block, width):
            open_lines = [block]
        else:
            result.append(block)
    if open_lines:
        result += [_joined(open_lines), *numbers]
    return replace(document, blocks=tuple(result))


def _joined(lines: Sequence[Paragraph]) -> Paragraph:
    first, *others = lines
    if not others:
        return first
    return first._replace(text=first.text.rstrip() + "".join(line.text.strip() for line in others))


def _runs_on(line: Paragraph, width: int) -> bool:
    """Whether a line fills the page and ends within a sentence."""
    text = line.text.rstrip()
    return _wide(text) >= width * _FULL and not _SENTENCE_END.search(text[-10:]) and not ends_with_figures(line.text)


def _width(lines: Sequence[str]) -> int:
    """The width that ``lines`` are broken to, 0 where they are not."""
    widths = sorted((wide, line) for line in lines if (wide := _wide(line)) >= _SHORTEST_LINE)
    if len(widths) < _ENOUGH_LINES:
        return 0
    width = widths[-1 - len(widths) // _FEW][0]
    full = [line for wide, line in widths if wide >= width - _RAGGED]
    broken = sum(not line.rstrip().endswith(tuple("。！？；：!?;:）)")) for line in full)
    return width if len(full) >= _ENOUGH_LINES and broken >= len(full) * _MOST else 0


def _wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line.strip())
