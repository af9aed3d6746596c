"""Holds a figure of the text against the tables."""

from __future__ import annotations

from audit.rules.consistency.comparison._comparison import (
    ALTERNATIVE_CONFIDENCE,
    UNCLEAR_CONFIDENCE,
    against_tables,
    check_subjects,
    is_of_part,
    judged,
    text_evidence,
    text_side,
)

__all__ = [
    "ALTERNATIVE_CONFIDENCE",
    "UNCLEAR_CONFIDENCE",
    "against_tables",
    "check_subjects",
    "is_of_part",
    "judged",
    "text_evidence",
    "text_side",
]
