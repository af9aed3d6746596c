"""What is shown of an opened review: the lists, and the evidence of one problem."""

from __future__ import annotations

from audit.desk.showing._evidence import at, evidence, standing_words
from audit.desk.showing._showing import VERBS, changed, everything, looked_at, pictured_evidence, sight, whole

__all__ = [
    "VERBS",
    "at",
    "changed",
    "everything",
    "evidence",
    "looked_at",
    "pictured_evidence",
    "sight",
    "standing_words",
    "whole",
]
