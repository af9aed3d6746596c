"""What organs and regions are called: how names end, what they are for short, which of them are the same body's."""

from __future__ import annotations

from audit.words._bodies import Relation, bodies, parts, relation
from audit.words._endings import ending, is_phrase, town_kind
from audit.words._places import Stems, in_front, is_named, is_zone, same, stem, stems_of, together
from audit.words._towns import Town, town_before
from audit.words._ways import ways

__all__ = [
    "Relation",
    "Stems",
    "Town",
    "bodies",
    "ending",
    "in_front",
    "is_named",
    "is_phrase",
    "is_zone",
    "parts",
    "relation",
    "same",
    "stem",
    "stems_of",
    "together",
    "town_before",
    "town_kind",
    "ways",
]
