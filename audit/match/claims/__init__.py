"""The figures of the text, each with what it counts."""

from __future__ import annotations

from audit.match.claims._walk import MAX_CLAIMS, claims, read_claims
from audit.match.claims.lexicon import Places, anywhere, clauses, sentences, vocabulary
from audit.match.claims.sets import set_words

__all__ = [
    "MAX_CLAIMS",
    "Places",
    "anywhere",
    "claims",
    "clauses",
    "read_claims",
    "sentences",
    "set_words",
    "vocabulary",
]
