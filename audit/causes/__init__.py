"""What a report has to correct: outcomes gathered under their causes, each with a key and a hash that decisions rest on."""

from __future__ import annotations

from audit.causes._cause import Cause, Membership, by_outcome, membership
from audit.causes._gather import gather
from audit.causes._moved import Replacement, former_places, moves
from audit.causes._proposals import Way, correcting, has_proposal, settling, ways
from audit.causes._standing import CauseCounts, verdict

__all__ = [
    "Cause",
    "CauseCounts",
    "Membership",
    "Replacement",
    "Way",
    "by_outcome",
    "correcting",
    "former_places",
    "gather",
    "has_proposal",
    "membership",
    "moves",
    "settling",
    "verdict",
    "ways",
]
