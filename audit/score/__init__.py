"""Scores after a rubric that the user edits: load it, score a report's outcomes, see what a changed rubric moves."""

from __future__ import annotations

from audit.score._load import load, shipped
from audit.score._moved import ItemMove, ScoreMove, moved
from audit.score._ranking import Rank, Ranked, by_year, ranks
from audit.score._result import Decision, Deduction, ItemScore, Score, VetoHit, manual_key
from audit.score._rubric import Grade, Rubric, RubricClause, RubricItem, Veto, unscored
from audit.score._score import score

__all__ = [
    "Decision",
    "Deduction",
    "Grade",
    "ItemMove",
    "ItemScore",
    "Rank",
    "Ranked",
    "Rubric",
    "RubricClause",
    "RubricItem",
    "Score",
    "ScoreMove",
    "Veto",
    "VetoHit",
    "by_year",
    "load",
    "manual_key",
    "moved",
    "ranks",
    "score",
    "shipped",
    "unscored",
]
