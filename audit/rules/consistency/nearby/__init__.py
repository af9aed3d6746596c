"""What stands near a figure of the text: its sentence, its paragraph, its brackets."""

from __future__ import annotations

from audit.rules.consistency.nearby._brackets import (
    BRACKETS,
    enclosed,
    is_aside,
    is_inside,
    leaves_bracket,
    outside,
    without_brackets,
)
from audit.rules.consistency.nearby._counts import UNITS_OF_RATES, counts_before
from audit.rules.consistency.nearby._paragraphs import around, beside, between, by_sentence, near, paragraph

__all__ = [
    "BRACKETS",
    "UNITS_OF_RATES",
    "around",
    "beside",
    "between",
    "by_sentence",
    "counts_before",
    "enclosed",
    "is_aside",
    "is_inside",
    "leaves_bracket",
    "near",
    "outside",
    "paragraph",
    "without_brackets",
]
