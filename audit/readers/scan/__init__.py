"""Scanned pages and pictures, recognised line by line."""

from __future__ import annotations

__all__ = []
