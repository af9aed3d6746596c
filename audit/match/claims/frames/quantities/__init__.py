"""What a figure counts, kind by kind, and the quantity that these kinds name together."""

from __future__ import annotations

from audit.match.claims.frames.quantities._dimensions import (
    CARRIED,
    NOTHING,
    NOUNS,
    PRIMARY,
    Dimensions,
    Named,
    adds,
    dimensions_of,
    names_quantity,
    refines,
    tags_name_quantity,
)
from audit.match.claims.frames.quantities._subject import ENDED, LINES, SUITS, subject

__all__ = [
    "CARRIED",
    "ENDED",
    "LINES",
    "NOTHING",
    "NOUNS",
    "PRIMARY",
    "SUITS",
    "Dimensions",
    "Named",
    "adds",
    "dimensions_of",
    "names_quantity",
    "refines",
    "subject",
    "tags_name_quantity",
]
