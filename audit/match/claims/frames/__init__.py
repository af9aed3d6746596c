"""What a number counts by the words around it: its own, what is divided, what is said before."""

from __future__ import annotations

from audit.match.claims.frames._compared import MONTHLY, ends_in_earlier_year, is_aside, is_next_step, rises, step_words
from audit.match.claims.frames._frame import Frame
from audit.match.claims.frames._frames import Frames
from audit.match.claims.frames._spots import BREAK, clauses_between
from audit.match.claims.frames.narrowing import (
    OF_EACH,
    first_unknown_word,
    is_filler,
    may_be_part,
    narrowing_words,
    unknown_words,
)
from audit.match.claims.frames.quantities import (
    ENDED,
    LINES,
    NOTHING,
    PRIMARY,
    SUITS,
    Dimensions,
    dimensions_of,
    names_quantity,
    subject,
    tags_name_quantity,
)

__all__ = [
    "BREAK",
    "ENDED",
    "LINES",
    "MONTHLY",
    "NOTHING",
    "OF_EACH",
    "PRIMARY",
    "SUITS",
    "Dimensions",
    "Frame",
    "Frames",
    "clauses_between",
    "dimensions_of",
    "ends_in_earlier_year",
    "first_unknown_word",
    "is_aside",
    "is_filler",
    "is_next_step",
    "may_be_part",
    "names_quantity",
    "narrowing_words",
    "rises",
    "step_words",
    "subject",
    "tags_name_quantity",
    "unknown_words",
]
