"""What a report has to correct: outcomes gathered under their causes, each with a key and a hash that decisions rest on."""

from __future__ import annotations

from audit.causes._cause import Cause, Membership, by_outcome, membership
from audit.causes._problems import Problem, Problems, gravity
from audit.causes._standing import (
    DUE_NAMES,
    CauseCounts,
    Decidable,
    Due,
    Graded,
    Level,
    due,
    is_gathered,
    level,
    level_name,
)
from audit.causes.gathering import Replacement, former_places, gather, gather_absent, moves
from audit.causes.proposing import (
    Appearing,
    Effect,
    Waiting,
    Way,
    has_proposal,
    sentence_of_ways,
    ways,
    words_of_choice,
    words_of_rest,
    words_of_ways,
)

__all__ = [
    "DUE_NAMES",
    "Appearing",
    "Cause",
    "CauseCounts",
    "Decidable",
    "Due",
    "Effect",
    "Graded",
    "Level",
    "Membership",
    "Problem",
    "Problems",
    "Replacement",
    "Waiting",
    "Way",
    "by_outcome",
    "due",
    "former_places",
    "gather",
    "gather_absent",
    "gravity",
    "has_proposal",
    "is_gathered",
    "level",
    "level_name",
    "membership",
    "moves",
    "sentence_of_ways",
    "ways",
    "words_of_choice",
    "words_of_rest",
    "words_of_ways",
]
