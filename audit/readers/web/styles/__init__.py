"""What a web page's styles hide, strike out or raise, and what of it nobody can know."""

from __future__ import annotations

from audit.readers.web.styles._styles import element_prints, style_print

__all__ = ["element_prints", "style_print"]
