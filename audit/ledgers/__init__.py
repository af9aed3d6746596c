"""Ledgers that people filled in, read back: what they say that the record does not say yet, told first and then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy
from audit.ledgers._files import is_ledger, is_open_elsewhere

if TYPE_CHECKING:
    from audit.ledgers._changes import Taken
    from audit.ledgers._filled import FilledLedger, FilledRow, LedgerTrouble, filled
    from audit.ledgers._plan import ImportPlan, plan
    from audit.ledgers._preview import preview
    from audit.ledgers._taking import Imported, take
else:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "audit.ledgers._changes": ("Taken",),
            "audit.ledgers._filled": ("FilledLedger", "FilledRow", "LedgerTrouble", "filled"),
            "audit.ledgers._plan": ("ImportPlan", "plan"),
            "audit.ledgers._preview": ("preview",),
            "audit.ledgers._taking": ("Imported", "take"),
        },
    )

__all__ = [
    "FilledLedger",
    "FilledRow",
    "ImportPlan",
    "Imported",
    "LedgerTrouble",
    "Taken",
    "filled",
    "is_ledger",
    "is_open_elsewhere",
    "plan",
    "preview",
    "take",
]
