"""Printed pages of characters and rulings, out of which PDF, OFD and scans make tables and paragraphs."""

from __future__ import annotations

from audit.readers.page._drawn import laid_out
from audit.readers.page._layout import PrintedPages, assemble
from audit.readers.page._lines import UNKNOWN, Run, garbled, known, make_run
from audit.readers.page._rulings import MAX_STROKES, Stroke, grids, stroke_of
from audit.readers.page._sheets import Page, is_table
from audit.readers.page._troubles import (
    BROKEN,
    CROWDED,
    GARBLED,
    MAX_CHARACTERS,
    SCANNED,
    WORDY,
    check_total,
    is_scan,
    listed,
    notes_on,
)

__all__ = [
    "BROKEN",
    "CROWDED",
    "GARBLED",
    "MAX_CHARACTERS",
    "MAX_STROKES",
    "SCANNED",
    "UNKNOWN",
    "WORDY",
    "Page",
    "PrintedPages",
    "Run",
    "Stroke",
    "assemble",
    "check_total",
    "garbled",
    "grids",
    "is_scan",
    "is_table",
    "known",
    "laid_out",
    "listed",
    "make_run",
    "notes_on",
    "stroke_of",
]
