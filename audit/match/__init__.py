"""Document + form → report; whatever found no certain place is kept as unplaced.

``match`` gives the report; ``match_in_stages`` what each stage found on the way to it, for showing how it was read.
"""

from __future__ import annotations

from audit.match._match import match, match_in_stages
from audit.match._stages import EditionReading, Stages
from audit.match.nature import refusal

__all__ = ["EditionReading", "Stages", "match", "match_in_stages", "refusal"]
