"""What a number counts by the words around it: its own, what is divided, what is said before."""

from __future__ import annotations

from audit.match.claims.frames._compared import MONTHLY, is_aside, is_next_step, rises, step_words
from audit.match.claims.frames._dimensions import (
    ENDED,
    LINES,
    NOTHING,
    PRIMARY,
    SUITS,
    Dimensions,
    gathered,
    is_primary,
    name_all,
    subject,
)
from audit.match.claims.frames._frames import Frames
from audit.match.claims.frames._levels import Frame
from audit.match.claims.frames._narrowing import (
    OF_EACH,
    is_filler,
    may_be_part,
    narrowing_words,
    unknown_word,
    unknown_words,
)
from audit.match.claims.frames._spots import BREAK, clauses_between

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
    "gathered",
    "is_aside",
    "is_filler",
    "is_next_step",
    "is_primary",
    "may_be_part",
    "name_all",
    "narrowing_words",
    "rises",
    "step_words",
    "subject",
    "unknown_word",
    "unknown_words",
]
