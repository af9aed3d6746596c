"""Text as it is compared and shown: folded, cut, traditional script read as simplified."""

from __future__ import annotations

from audit.text._script import as_simplified, is_traditional, simplified
from audit.text._text import (
    Value,
    added,
    apart,
    clean,
    decimal,
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
    "Value",
    "added",
    "apart",
    "as_simplified",
    "clean",
    "decimal",
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
    "without_cited",
]
