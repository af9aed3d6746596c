"""What a report has to correct: outcomes gathered under their causes, each with a key and a hash that decisions rest on."""

from __future__ import annotations

from audit.causes._cause import Cause, Membership, by_outcome, membership
from audit.causes._gather import gather
from audit.causes._moved import Move, former_places, moves

__all__ = ["Cause", "Membership", "Move", "by_outcome", "former_places", "gather", "membership", "moves"]
