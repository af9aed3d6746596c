"""What all readers share: the grid, the headings inside tables, the size of pictures, what the eye does not see."""

from __future__ import annotations

from audit.readers.flow._headings import ends_title, is_heading, is_title
from audit.readers.flow._pictures import EMU, PIXELS, POINTS, has_room
from audit.readers.flow._rowtext import split_headings, split_prose
from audit.readers.flow._spans import Budget, Span, grid, table_of
from audit.readers.flow._unseen import COVERED, NOTE, STRUCK, WHITE, is_white, is_white_hex

__all__ = [
    "COVERED",
    "EMU",
    "NOTE",
    "PIXELS",
    "POINTS",
    "STRUCK",
    "WHITE",
    "Budget",
    "Span",
    "ends_title",
    "grid",
    "has_room",
    "is_heading",
    "is_title",
    "is_white",
    "is_white_hex",
    "split_headings",
    "split_prose",
    "table_of",
]
