"""Words that are written wrongly, and the fee under a name that is not its own."""

from __future__ import annotations

from audit.rules.wording.wrongwords._confusions import Confusion, confused, confusions

__all__ = ["Confusion", "confused", "confusions"]
