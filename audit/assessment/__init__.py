"""Everything found in one review, on which terms, and what came in: for pages, ledger and data to show."""

from __future__ import annotations

from audit.assessment._assessment import Assessment, Terms
from audit.assessment._examined import Examined
from audit.assessment._intake import BESIDES, Intake, Tally
from audit.assessment._versions import Versions

__all__ = ["BESIDES", "Assessment", "Examined", "Intake", "Tally", "Terms", "Versions"]
