"""The record of decisions as the desk sees it: what others enter is noticed, and nothing is entered on what has not been seen."""

from __future__ import annotations

from audit.desk.kept._kept import KeptEvents
from audit.desk.kept._unseen import CauseEvidence, UnseenError, refuse_unseen
from audit.desk.kept._watch import RecordWatch

__all__ = ["CauseEvidence", "KeptEvents", "RecordWatch", "UnseenError", "refuse_unseen"]
