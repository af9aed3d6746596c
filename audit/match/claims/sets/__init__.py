"""Statements on all or none of a set: 均, 全部, 无一, 零受理."""

from __future__ import annotations

from audit.match.claims.sets._setwords import places_of_set_words, set_words
from audit.match.claims.sets._statements import may_speak_of_sets, read_set_statements

__all__ = [
    "may_speak_of_sets",
    "places_of_set_words",
    "read_set_statements",
    "set_words",
]
