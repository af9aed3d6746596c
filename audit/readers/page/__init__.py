"""Printed pages of characters and rulings, out of which PDF, OFD and scans make tables and paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.readers.page._drawn import laid_out
    from audit.readers.page._layout import PrintedPages, assemble
    from audit.readers.page._sheets import PrintedPage, is_table
    from audit.readers.page._troubles import (
        BROKEN,
        CROWDED,
        GARBLED,
        MAX_PAGE_CHARACTERS,
        SCANNED,
        WORDY,
        check_object_count,
        is_scanned,
        list_numbers,
        notes_on_unread_pages,
    )
    from audit.readers.page.lines import UNKNOWN, Run, is_garbled, make_run, mark_unknown
    from audit.readers.page.rulings import MAX_STROKES, Stroke, add_stroke, find_grids
else:
    # Every family of readers is asked for its formats, and few files are printed pages.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.readers.page._drawn": ("laid_out",),
            "audit.readers.page._layout": (
                "PrintedPages",
                "assemble",
            ),
            "audit.readers.page.lines": (
                "UNKNOWN",
                "Run",
                "is_garbled",
                "make_run",
                "mark_unknown",
            ),
            "audit.readers.page.rulings": (
                "MAX_STROKES",
                "Stroke",
                "add_stroke",
                "find_grids",
            ),
            "audit.readers.page._sheets": (
                "PrintedPage",
                "is_table",
            ),
            "audit.readers.page._troubles": (
                "BROKEN",
                "CROWDED",
                "GARBLED",
                "MAX_PAGE_CHARACTERS",
                "SCANNED",
                "WORDY",
                "check_object_count",
                "is_scanned",
                "list_numbers",
                "notes_on_unread_pages",
            ),
        },
    )

__all__ = [
    "BROKEN",
    "CROWDED",
    "GARBLED",
    "MAX_PAGE_CHARACTERS",
    "MAX_STROKES",
    "SCANNED",
    "UNKNOWN",
    "WORDY",
    "PrintedPage",
    "PrintedPages",
    "Run",
    "Stroke",
    "add_stroke",
    "assemble",
    "check_object_count",
    "find_grids",
    "is_garbled",
    "is_scanned",
    "is_table",
    "laid_out",
    "list_numbers",
    "make_run",
    "mark_unknown",
    "notes_on_unread_pages",
]
