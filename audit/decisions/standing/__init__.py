"""What holds at present of the events on one thing, whose it is, and what a new one takes the place of."""

from __future__ import annotations

from audit.decisions.standing._standing import (
    OPEN,
    STATE_NAMES,
    WHOLE,
    IsOurs,
    Standing,
    Standings,
    State,
    Thing,
    thing,
)
from audit.decisions.standing._succession import Succession
from audit.decisions.standing._tally import StateCounts
from audit.decisions.standing._whose import apart, is_unnamed, kinship, organ, unnamed

__all__ = [
    "OPEN",
    "STATE_NAMES",
    "WHOLE",
    "IsOurs",
    "Standing",
    "Standings",
    "State",
    "StateCounts",
    "Succession",
    "Thing",
    "apart",
    "is_unnamed",
    "kinship",
    "organ",
    "thing",
    "unnamed",
]
