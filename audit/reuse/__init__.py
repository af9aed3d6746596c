"""Text reuse: what a report shares with another agency's, or with its own of the year before.

``find`` takes away what everybody writes, finds candidates by MinHash LSH over windows of text, and aligns only those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy
from audit.reuse._model import (
    MAX_COMPARED_CHARACTERS,
    Copied,
    PassageSpan,
    ReportSource,
    Reuse,
    SamePiece,
    SectionShare,
    Shared,
    SharingGroup,
)

if TYPE_CHECKING:
    from audit.reuse._find import find
    from audit.reuse._literal import literal
else:
    # Most of the toolkit shows or judges what was found; the libraries are for those who search or compare.
    __getattr__, __dir__ = lazy(__name__, {"audit.reuse._find": ("find",), "audit.reuse._literal": ("literal",)})

__all__ = [
    "MAX_COMPARED_CHARACTERS",
    "Copied",
    "PassageSpan",
    "ReportSource",
    "Reuse",
    "SamePiece",
    "SectionShare",
    "Shared",
    "SharingGroup",
    "find",
    "literal",
]
