"""The words that tell what a figure of the text counts, as data and compiled once."""

from __future__ import annotations

from audit.match.claims.lexicon._clauses import (
    MAX_LEAD,
    MAX_SENTENCE,
    Clause,
    blanked,
    clauses,
    lead_start,
    sentences,
    trail_end,
)
from audit.match.claims.lexicon._heads import headed
from audit.match.claims.lexicon._places import Places, anywhere
from audit.match.claims.lexicon._subjects import Surroundings, Topics, topics_in
from audit.match.claims.lexicon._tags import Tag, tags
from audit.match.claims.lexicon._vocabulary import DECISIONS, LITIGATION, Vocabulary, vocabulary

__all__ = [
    "DECISIONS",
    "LITIGATION",
    "MAX_LEAD",
    "MAX_SENTENCE",
    "Clause",
    "Places",
    "Surroundings",
    "Tag",
    "Topics",
    "Vocabulary",
    "anywhere",
    "blanked",
    "clauses",
    "headed",
    "lead_start",
    "sentences",
    "tags",
    "topics_in",
    "trail_end",
    "vocabulary",
]
