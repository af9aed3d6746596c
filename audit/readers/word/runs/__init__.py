"""The runs of a .docx paragraph as they are printed: their text, its fields, signs and pictures, and how each run looks."""

from __future__ import annotations

from audit.readers.word.runs._print import prints, prints_otherwise, take_styles
from audit.readers.word.runs._text import TextState, paragraph_text

__all__ = ["TextState", "paragraph_text", "prints", "prints_otherwise", "take_styles"]
