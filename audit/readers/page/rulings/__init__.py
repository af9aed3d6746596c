"""Strokes to the grids that they rule: cut where they run on too far, left out where they strike a figure out."""

from __future__ import annotations

from audit.readers.page.rulings._rulings import (
    INFERRED_CONFIDENCE,
    MAX_STROKES,
    Box,
    RuledGrid,
    Stroke,
    add_stroke,
    find_grids,
    merge_strokes,
)
from audit.readers.page.rulings._strays import cut_strays
from audit.readers.page.rulings._strikes import drop_struck

__all__ = [
    "INFERRED_CONFIDENCE",
    "MAX_STROKES",
    "Box",
    "RuledGrid",
    "Stroke",
    "add_stroke",
    "cut_strays",
    "drop_struck",
    "find_grids",
    "merge_strokes",
]
