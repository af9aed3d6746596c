"""How a report was read: its figures, its rows, its pages, and why something was left out."""

from __future__ import annotations

from audit.explain._figures import Explanation, ReadFigure, ReadSentence, explained

__all__ = ["Explanation", "ReadFigure", "ReadSentence", "explained"]
