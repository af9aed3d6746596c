"""How a report was read: its headings, its rows, its figures, and why something was left out.

Typed objects; ``words`` of each says the same in Chinese. ``gkaudit extract --explain`` prints both.
"""

from __future__ import annotations

from audit.explain._explanation import Explanation, explained
from audit.explain._figures import ReadFigure, ReadSentence, read_sentences
from audit.explain._rows import ReadRow
from audit.explain._tables import ReadTables
from audit.explain._unread import UnreadLine

__all__ = [
    "Explanation",
    "ReadFigure",
    "ReadRow",
    "ReadSentence",
    "ReadTables",
    "UnreadLine",
    "explained",
    "read_sentences",
]
