"""Rows of cells out of lines of text, and what Markdown writes around words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from audit.patterns import regex

#: Text of a cell and the index of the line on which it begins.
Written = tuple[str, int]

#: Fewest lines of a run whose separators tell nothing by themselves.
LEAST_ROWS = 3
_BREAK = regex(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = regex(r"\*\*|(?<!\w)__|__(?!\w)")
_ESCAPE = regex(r"\\([\\`*_{}\[\]()#+.!|~<>-])")


class Row(NamedTuple):
    """One row; ``aligned`` says that all its cells are there, blank ones too, so that their number tells the column."""

    cells: tuple[Written, ...]
    aligned: bool = False


def plain(text: str) -> str:
    """``text`` of Markdown without its marks: emphasis, escapes, line breaks."""
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", _BREAK.sub("\n", text)))


def are_doubled(parts: Sequence[str]) -> bool:
    """Whether each separator is written twice: nothing but the first, third … part prints anything."""
    return len(parts) % 2 == 1 and not any(part.strip() for part in parts[1::2])
