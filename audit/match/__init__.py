"""Document + form → report; whatever found no certain place is kept as unplaced."""

from __future__ import annotations

from audit.match._match import match
from audit.match.identity import refusal

__all__ = ["match", "refusal"]
