"""The rubric: read from the file that inspectors edit, checked as a whole, and asked which of its clauses a finding falls under."""

from __future__ import annotations

from audit.score.rubric._load import load, shipped
from audit.score.rubric._rubric import WILDCARD, Grade, Per, Rubric, RubricClause, RubricItem, Veto, names, unscored

__all__ = [
    "WILDCARD",
    "Grade",
    "Per",
    "Rubric",
    "RubricClause",
    "RubricItem",
    "Veto",
    "load",
    "names",
    "shipped",
    "unscored",
]
