"""One file a format, each with ``read(data: bytes) -> Document``; the format is told by the content, never by the name."""

from __future__ import annotations

from audit.readers._choose import read, sniff

__all__ = ["read", "sniff"]
