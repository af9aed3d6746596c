"""Sentences whose lines were broken to the width of a page, as copying out of a PDF leaves them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from audit.document import Block, Document, Paragraph
from audit.match.rescue._linewords import ends_with_figures
from audit.patterns import regex
from audit.words import ORDINAL, PAGE_NUMBER

#: A line of sentences is at least so wide (a Chinese character is 2); the widest lines of a page differ by so much.
_LEAST_WIDTH, _WIDTHS_DIFFER = 40, 8
#: So many lines of about the page's width, and the share of them that end within a sentence, make a text wrapped.
_FULL_LINES, _SHARE_BROKEN = 5, 0.6
#: Lines of which one may be wider than the page: an address of the web is not broken.
_LINES_A_WIDE_ONE = 20
#: A line that is not the last of its paragraph fills at least this share of the width: words and addresses are not cut.
_SHARE_FILLED = 0.7
_SENTENCE_END = regex(r"[。！？!?][”’）)」』]*$")
_PARAGRAPH_START = regex(
    rf"""
    \s*
    (?: 第?[{ORDINAL}]{{1,3}}(?:、|部分|章)              # 一、 第一部分
      | [（(][{ORDINAL}\d]{{1,3}}[）)](?!项)            # （一）, but not 第（一）项
      | \d{{1,2}}[、.．)）](?!\d)                       # 1. 1）, but not 1.5
      | [①-⑳]
    )
    """,
    re.VERBOSE,
)


def sentences(document: Document) -> Document:
    """``document`` with each paragraph on one line; unchanged where its lines are not broken to one width."""
    blocks = document.blocks
    width = _width([block.text for block in blocks if isinstance(block, Paragraph)])
    if not width:
        return document
    result: list[Block] = []
    open_lines: list[Paragraph] = []
    page_numbers: list[Block] = []  # between two lines of one paragraph: they stand behind it from here on
    for block in blocks:
        if isinstance(block, Paragraph) and open_lines:
            if PAGE_NUMBER.fullmatch(block.text):
                page_numbers.append(block)
                continue
            if not _PARAGRAPH_START.match(block.text) and not ends_with_figures(block.text):
                open_lines.append(block)
                if not _runs_on(block, width):
                    result += [_joined(open_lines), *page_numbers]
                    open_lines, page_numbers = [], []
                continue
        if open_lines:
            result += [_joined(open_lines), *page_numbers]
            open_lines, page_numbers = [], []
        if isinstance(block, Paragraph) and _runs_on(block, width):
            open_lines = [block]
        else:
            result.append(block)
    if open_lines:
        result += [_joined(open_lines), *page_numbers]
    return replace(document, blocks=tuple(result))


def _joined(lines: Sequence[Paragraph]) -> Paragraph:
    first, *others = lines
    if not others:
        return first
    return first._replace(text=first.text.rstrip() + "".join(line.text.strip() for line in others))


def _runs_on(line: Paragraph, width: int) -> bool:
    """Whether a line fills the page and ends within a sentence."""
    text = line.text.rstrip()
    return (
        _wide(text) >= width * _SHARE_FILLED
        and not _SENTENCE_END.search(text[-10:])
        and not ends_with_figures(line.text)
    )


def _width(lines: Sequence[str]) -> int:
    """The width that ``lines`` are broken to, 0 where they are not."""
    widths = sorted((wide, line) for line in lines if (wide := _wide(line)) >= _LEAST_WIDTH)
    if len(widths) < _FULL_LINES:
        return 0
    width = widths[-1 - len(widths) // _LINES_A_WIDE_ONE][0]
    full = [line for wide, line in widths if wide >= width - _WIDTHS_DIFFER]
    broken = sum(not line.rstrip().endswith(tuple("。！？；：!?;:）)")) for line in full)
    return width if len(full) >= _FULL_LINES and broken >= len(full) * _SHARE_BROKEN else 0


def _wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line.strip())
