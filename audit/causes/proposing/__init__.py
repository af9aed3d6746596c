"""What to do about a cause: the ways to correct it, what holds then, and what is told of both."""

from __future__ import annotations

from audit.causes.proposing._effects import Appearing, Effect, Waiting, effect, further
from audit.causes.proposing._promises import words_of_effect
from audit.causes.proposing._proposals import (
    Way,
    correcting,
    has_proposal,
    sentence_of_ways,
    settling,
    ways,
    words_of_choice,
    words_of_rest,
    words_of_ways,
)

__all__ = [
    "Appearing",
    "Effect",
    "Waiting",
    "Way",
    "correcting",
    "effect",
    "further",
    "has_proposal",
    "sentence_of_ways",
    "settling",
    "ways",
    "words_of_choice",
    "words_of_effect",
    "words_of_rest",
    "words_of_ways",
]
