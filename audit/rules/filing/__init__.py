"""Who reported, who did not, and whose report each file is: rules over all reports of one review."""

from __future__ import annotations

from audit.rules.filing._versions import compared

__all__ = ["compared"]
