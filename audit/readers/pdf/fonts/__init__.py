"""Fonts that a PDF does not embed."""

from __future__ import annotations

from audit.readers.pdf.fonts._fontmapper import draws_boxes, install, is_borrowed

__all__ = ["draws_boxes", "install", "is_borrowed"]
