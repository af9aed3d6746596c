"""Facts of reports: what they print or lack, their files, wording, copied text, what is left open."""

from __future__ import annotations

from audit.findings.reports._copies import RepeatedText, SameTables, SharedSection, SharedText
from audit.findings.reports._filing import DifferingCells, Mismatch, VersionCell
from audit.findings.reports._open import SKIPPED_NAMES, BrokenOff, NotRead, Shattered, TooMuch
from audit.findings.reports._parts import AbsentParts, CountedParts, FewParts
from audit.findings.reports._printed import (
    Differs,
    Label,
    Miscounted,
    Missing,
    MissingCells,
    Named,
    OtherPeriod,
    Part,
    Parts,
    Period,
    Recognised,
    differs,
    lacks,
    miscounted,
)
from audit.findings.reports._words import Data, PersonalData, WrongWords

__all__ = [
    "SKIPPED_NAMES",
    "AbsentParts",
    "BrokenOff",
    "CountedParts",
    "Data",
    "DifferingCells",
    "Differs",
    "FewParts",
    "Label",
    "Miscounted",
    "Mismatch",
    "Missing",
    "MissingCells",
    "Named",
    "NotRead",
    "OtherPeriod",
    "Part",
    "Parts",
    "Period",
    "PersonalData",
    "Recognised",
    "RepeatedText",
    "SameTables",
    "SharedSection",
    "SharedText",
    "Shattered",
    "TooMuch",
    "VersionCell",
    "WrongWords",
    "differs",
    "lacks",
    "miscounted",
]
