"""What a report has to correct: outcomes gathered under their causes, each with a key and a hash that decisions rest on."""

from __future__ import annotations

from audit.causes._cause import Cause, by_outcome
from audit.causes._gather import gather
from audit.causes._moved import Move, former_places, moves

__all__ = ["Cause", "Move", "by_outcome", "former_places", "gather", "moves"]
