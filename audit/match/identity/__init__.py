"""Whose report a document is, of which year, and whether it is one."""

from __future__ import annotations

from audit.match.identity._identity import Identity, identify
from audit.match.identity._nature import refusal

__all__ = ["Identity", "identify", "refusal"]
