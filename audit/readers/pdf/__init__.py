"""PDF files, by pdfium."""

from __future__ import annotations

__all__ = []
