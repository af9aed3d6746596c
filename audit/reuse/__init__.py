"""Text reuse: what a report shares with another agency's, or with its own of the year before.

``find`` takes away what everybody writes, finds candidates by MinHash LSH over windows of text, and aligns only those.
"""

from audit.reuse._find import find
from audit.reuse._model import Copied, Group, Reuse, SectionShare, Shared, Source, Span
from audit.reuse._text import LONGEST

__all__ = ["LONGEST", "Copied", "Group", "Reuse", "SectionShare", "Shared", "Source", "Span", "find"]
