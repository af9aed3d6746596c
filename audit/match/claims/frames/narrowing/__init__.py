"""Words that make what a number counts a part, leave it open, or that nobody knows."""

from __future__ import annotations

from audit.match.claims.frames.narrowing._narrowing import narrowing_words, words_of_part
from audit.match.claims.frames.narrowing._unknown import first_unknown_word, is_filler, may_be_part, unknown_words
from audit.match.claims.frames.narrowing._vague import OF_EACH, OF_KINDS, POINTING, vague_words, words_narrowing_here

__all__ = [
    "OF_EACH",
    "OF_KINDS",
    "POINTING",
    "first_unknown_word",
    "is_filler",
    "may_be_part",
    "narrowing_words",
    "unknown_words",
    "vague_words",
    "words_narrowing_here",
    "words_of_part",
]
