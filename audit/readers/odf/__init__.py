"""OpenDocument texts and sheets."""

from __future__ import annotations

__all__ = []
