"""Faults of our own at the desk: a record of each is kept, and one sentence is told."""

from __future__ import annotations

from audit.errors import Failure, OwnError
from audit.machine import records


def told_as_own(error: Exception) -> str:
    """Keep a record of ``error``, which is our fault; what to tell of it (Chinese)."""
    own = OwnError.of(error)
    records.keep({"核查台": Failure(str(own), own.trace)})
    return str(own)
