"""Writes a new rule and its cases as a skeleton, which fails until every place that it marks is filled in."""

from __future__ import annotations

from audit.rules._rule import TO_FILL_IN
from audit.rules.skeleton._write import Skeleton, new_rule

__all__ = ["TO_FILL_IN", "Skeleton", "new_rule"]
