"""Text as it is compared and shown: folded, cut, traditional script read as simplified."""

from __future__ import annotations

from audit.text._brackets import Bracket, brackets, with_round_brackets
from audit.text._script import as_simplified, is_traditional, simplified
from audit.text._text import (
    Value,
    added,
    clauses,
    clean,
    decimal,
    distance,
    fold,
    hundredths,
    is_near_slip,
    is_slip,
    minus,
    remembered,
    show,
    unbracketed,
    unspaced,
    visible,
    widened,
    without_cited,
)

__all__ = [
    "Bracket",
    "Value",
    "added",
    "as_simplified",
    "brackets",
    "clauses",
    "clean",
    "decimal",
    "distance",
    "fold",
    "hundredths",
    "is_near_slip",
    "is_slip",
    "is_traditional",
    "minus",
    "remembered",
    "show",
    "simplified",
    "unbracketed",
    "unspaced",
    "visible",
    "widened",
    "with_round_brackets",
    "without_cited",
]
