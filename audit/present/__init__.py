"""Findings and reports made visible: charts, tables, sentences, widgets, the ledger; nothing here reads or judges."""

from __future__ import annotations

from audit.present import (
    charts,
    faults,
    filing,
    frames,
    handbook,
    ledger,
    originality,
    overview,
    prose,
    scores,
    tables,
    trend,
    widgets,
)
from audit.present.facts import Audited
from audit.present.html import Html

__all__ = [
    "Audited",
    "Html",
    "charts",
    "faults",
    "filing",
    "frames",
    "handbook",
    "ledger",
    "originality",
    "overview",
    "prose",
    "scores",
    "tables",
    "trend",
    "widgets",
]
