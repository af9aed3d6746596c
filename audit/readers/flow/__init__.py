"""What readers of running text share: the builder that decides what is read, the grid, headings inside tables, sizes of pictures."""

from __future__ import annotations

from audit.readers.flow._document import DocumentBuilder
from audit.readers.flow._headings import ends_title, is_heading, is_title
from audit.readers.flow._line import LineBuilder
from audit.readers.flow._notemarks import marks_note, may_mark_note
from audit.readers.flow._pictures import EMU, PIXELS, POINTS, has_room
from audit.readers.flow._policy import (
    NOTE,
    POLICY,
    TINY_POINTS,
    Print,
    Unseen,
    filled_cell,
    is_read,
    is_same_colour,
    is_white,
    is_white_hex,
    nothing_unseen,
    whole_cell,
)
from audit.readers.flow._rowtext import split_headings, split_prose
from audit.readers.flow._spans import Budget, Span, grid

__all__ = [
    "EMU",
    "NOTE",
    "PIXELS",
    "POINTS",
    "POLICY",
    "TINY_POINTS",
    "Budget",
    "DocumentBuilder",
    "LineBuilder",
    "Print",
    "Span",
    "Unseen",
    "ends_title",
    "filled_cell",
    "grid",
    "has_room",
    "is_heading",
    "is_read",
    "is_same_colour",
    "is_title",
    "is_white",
    "is_white_hex",
    "marks_note",
    "may_mark_note",
    "nothing_unseen",
    "split_headings",
    "split_prose",
    "whole_cell",
]
