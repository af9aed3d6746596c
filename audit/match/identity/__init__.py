"""Whose report a document is, of which year and period."""

from __future__ import annotations

from audit.match.identity._agency import organ_of_title
from audit.match.identity._identity import Identity, identify

__all__ = ["Identity", "identify", "organ_of_title"]
