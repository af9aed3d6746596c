"""From outcomes to causes: what one correction would settle is gathered, with a key that stays and a hash of what it rests on."""

from __future__ import annotations

from audit.causes.gathering._gather import gather, gather_absent
from audit.causes.gathering._moved import Replacement, former_places, moves
from audit.causes.gathering._open import incompleteness

__all__ = ["Replacement", "former_places", "gather", "gather_absent", "incompleteness", "moves"]
