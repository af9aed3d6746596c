"""The stage before the tables: text that has lost its grid, gathered into rows and whole sentences again."""

from __future__ import annotations

from audit.match.rescue._brokenrows import ends_with_figures, of_pieces
from audit.match.rescue._gather import gather
from audit.match.rescue._sentences import sentences

__all__ = ["ends_with_figures", "gather", "of_pieces", "sentences"]
