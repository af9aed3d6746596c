"""Names of organs that a report should not have."""

from __future__ import annotations

from audit.rules.wording.organs._names import same_organ

__all__ = ["same_organ"]
