"""OFD files (GB/T 33190—2016)."""

from __future__ import annotations

__all__ = []
