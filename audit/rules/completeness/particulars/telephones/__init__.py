"""Telephone numbers: how reports print them, and how many digits they have to have."""

from __future__ import annotations

from audit.rules.completeness.particulars.telephones._lengths import telephone_outcome
from audit.rules.completeness.particulars.telephones._telephones import telephones

__all__ = ["telephone_outcome", "telephones"]
