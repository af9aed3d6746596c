"""The six sections of a report, by their headings."""

from __future__ import annotations

from audit.match.sections._outline import Heading, candidates
from audit.match.sections._sections import find_sections

__all__ = ["Heading", "candidates", "find_sections"]
