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
    SectionShare,
    Shared,
    SharingGroup,
)

if TYPE_CHECKING:
    from audit.reuse._find import find
else:
    # Most of the toolkit shows or judges what was found; numpy is for those who search.
    __getattr__, __dir__ = lazy(__name__, {"audit.reuse._find": ("find",)})

__all__ = [
    "MAX_COMPARED_CHARACTERS",
    "Copied",
    "PassageSpan",
    "ReportSource",
    "Reuse",
    "SectionShare",
    "Shared",
    "SharingGroup",
    "find",
]
