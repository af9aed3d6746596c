"""The words that tell what a figure of the text counts, as data and compiled once."""

from __future__ import annotations

from audit.match.claims.lexicon._clauses import (
    MAX_LEAD,
    MAX_SENTENCE,
    ClauseSpan,
    blanked,
    clause_spans,
    lead_start,
    sentences,
    trail_end,
)
from audit.match.claims.lexicon._places import Places, compile_for_whole_text
from audit.match.claims.lexicon._search import as_pattern, compile_for_search
from audit.match.claims.lexicon._tags import Tag, tags
from audit.match.claims.lexicon._topics import Surroundings, Topics, topics_in
from audit.match.claims.lexicon._vocabulary import DECISIONS, LITIGATION, Vocabulary, vocabulary

__all__ = [
    "DECISIONS",
    "LITIGATION",
    "MAX_LEAD",
    "MAX_SENTENCE",
    "ClauseSpan",
    "Places",
    "Surroundings",
    "Tag",
    "Topics",
    "Vocabulary",
    "as_pattern",
    "blanked",
    "clause_spans",
    "compile_for_search",
    "compile_for_whole_text",
    "lead_start",
    "sentences",
    "tags",
    "topics_in",
    "trail_end",
    "vocabulary",
]
