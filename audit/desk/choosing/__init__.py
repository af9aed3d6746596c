"""What the desk is opened on: given by a call or settings, chosen among folders, dropped, or remembered from the day before."""

from __future__ import annotations

from audit.desk.choosing._given import Given, given, hand_over
from audit.desk.choosing._memory import Memory
from audit.desk.choosing._paths import browsed, cleaned, found, read_settings
from audit.desk.choosing._receiving import MOST, Receiving, not_taken

__all__ = [
    "MOST",
    "Given",
    "Memory",
    "Receiving",
    "browsed",
    "cleaned",
    "found",
    "given",
    "hand_over",
    "not_taken",
    "read_settings",
]
