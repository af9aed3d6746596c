"""A review that is open at the desk: how it comes to be open, what it holds, what of it is checked again, pictures of its pages."""

from __future__ import annotations

from audit.desk.opened._opening import Opening
from audit.desk.opened._pictures import Pictures
from audit.desk.opened._reportfiles import ReplacedError
from audit.desk.opened._work import STALE, Work, WorkVerb

__all__ = ["STALE", "Opening", "Pictures", "ReplacedError", "Work", "WorkVerb"]
