"""Scores after a rubric that the user edits: load it, score a report's outcomes, see what a changed rubric moves."""

from __future__ import annotations

from audit.score._load import load, shipped
from audit.score._moved import ItemMove, Move, moved
from audit.score._result import Decision, Deduction, ItemScore, Score, VetoHit, manual_key
from audit.score._rubric import Clause, Grade, Item, Rubric, Veto, unscored
from audit.score._score import score

__all__ = [
    "Clause",
    "Decision",
    "Deduction",
    "Grade",
    "Item",
    "ItemMove",
    "ItemScore",
    "Move",
    "Rubric",
    "Score",
    "Veto",
    "VetoHit",
    "load",
    "manual_key",
    "moved",
    "score",
    "shipped",
    "unscored",
]
