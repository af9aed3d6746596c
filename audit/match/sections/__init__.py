"""The six sections of a report, by their headings."""

from __future__ import annotations

from audit.match.sections._headings import Heading, candidates
from audit.match.sections._sections import Outline, find_sections

__all__ = ["Heading", "Outline", "candidates", "find_sections"]
