"""What the command line is made of: its arguments, and the commands, each of which is loaded when it is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy

if TYPE_CHECKING:
    from audit.commands import batch, cache, check, decisions, desk, doctor, extract, fee, lab, rules
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.commands": (
                "batch",
                "cache",
                "check",
                "decisions",
                "desk",
                "doctor",
                "extract",
                "fee",
                "lab",
                "rules",
            )
        },
    )

__all__ = ["batch", "cache", "check", "decisions", "desk", "doctor", "extract", "fee", "lab", "rules"]
