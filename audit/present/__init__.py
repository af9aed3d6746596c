"""Findings and reports made visible: charts, tables, sentences, widgets, the ledger; nothing here reads or judges."""

from __future__ import annotations

from audit.present import charts, frames, handbook, ledger, overview, prose, scores, tables, widgets
from audit.present.facts import Audited
from audit.present.html import Html

__all__ = [
    "Audited",
    "Html",
    "charts",
    "frames",
    "handbook",
    "ledger",
    "overview",
    "prose",
    "scores",
    "tables",
    "widgets",
]
