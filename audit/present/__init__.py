"""Findings and reports made visible: pages, charts, widgets, workbooks; nothing here reads or judges."""

from __future__ import annotations

from audit.present import agency, charts, handbook, overview, scores, trend, widgets, workbooks
from audit.present.facts import Audited
from audit.present.html import Html

__all__ = [
    "Audited",
    "Html",
    "agency",
    "charts",
    "handbook",
    "overview",
    "scores",
    "trend",
    "widgets",
    "workbooks",
]
