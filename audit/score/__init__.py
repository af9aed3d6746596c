"""Scores after a rubric that the user edits: load it, score a report's outcomes, see what a changed rubric moves."""

from __future__ import annotations

from audit.score._moved import ItemMove, ScoreMove, moved
from audit.score._ranking import Rank, Ranked, is_lowest, ranked_by_year, ranks
from audit.score._result import Decision, Deduction, ItemScore, Score, State, VetoHit, manual_key
from audit.score._score import score
from audit.score._words import (
    NO_VERDICT,
    NOTHING_UNGIVEN,
    Ungiven,
    amount,
    automatic,
    figure,
    full,
    grade,
    grade_and_rank,
    item_figure,
    item_state,
    open_grade,
    place,
    rank_mark,
    remarks,
    ungiven,
    why_open,
)
from audit.score.rubric import Grade, Rubric, RubricClause, RubricItem, Veto, load, shipped, unscored

__all__ = [
    "NOTHING_UNGIVEN",
    "NO_VERDICT",
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
    "State",
    "Ungiven",
    "Veto",
    "VetoHit",
    "amount",
    "automatic",
    "figure",
    "full",
    "grade",
    "grade_and_rank",
    "is_lowest",
    "item_figure",
    "item_state",
    "load",
    "manual_key",
    "moved",
    "open_grade",
    "place",
    "rank_mark",
    "ranked_by_year",
    "ranks",
    "remarks",
    "score",
    "shipped",
    "ungiven",
    "unscored",
    "why_open",
]
