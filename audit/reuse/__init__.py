"""Text reuse: what a report shares with another agency's, or with its own of the year before.

``find`` takes away what everybody writes, finds candidates by MinHash LSH over windows of text, and aligns only those.
"""

from audit.reuse._find import find
from audit.reuse._model import Copied, PassageSpan, ReportSource, Reuse, SectionShare, Shared, SharingGroup
from audit.reuse.text import MAX_COMPARED_CHARACTERS

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
