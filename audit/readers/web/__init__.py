"""Web pages, saved as HTML or as one MHT file."""

from __future__ import annotations

__all__ = []
