"""Wrong, doubled and left-over words."""

from __future__ import annotations

from audit.rules.wording.words._confusions import Confusion, confused, confusions

__all__ = ["Confusion", "confused", "confusions"]
