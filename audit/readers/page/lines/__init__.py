"""Printed characters to lines of text: marks of notes among them, and rows of figures that no ruling encloses."""

from __future__ import annotations

from audit.readers.page.lines._figurerows import is_row_of_figures, join_labels
from audit.readers.page.lines._lines import (
    UNKNOWN,
    PageLine,
    Run,
    cell_text,
    compose_lines,
    continues_paragraph,
    drop_double_prints,
    fills_cell,
    is_garbled,
    join_line,
    make_run,
    mark_unknown,
    right_margin,
    split_at_gaps,
)
from audit.readers.page.lines._notemarks import settle_note_marks

__all__ = [
    "UNKNOWN",
    "PageLine",
    "Run",
    "cell_text",
    "compose_lines",
    "continues_paragraph",
    "drop_double_prints",
    "fills_cell",
    "is_garbled",
    "is_row_of_figures",
    "join_labels",
    "join_line",
    "make_run",
    "mark_unknown",
    "right_margin",
    "settle_note_marks",
    "split_at_gaps",
]
