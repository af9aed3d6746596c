"""Statements on all or none of a set: 均, 全部, 无一, 零受理."""

from __future__ import annotations

from audit.match.claims.sets._setwords import set_words
from audit.match.claims.sets._statements import said_of_sets, speaks_of_sets

__all__ = ["said_of_sets", "set_words", "speaks_of_sets"]
