"""Findings and reports made visible: pages, charts, workbooks; nothing here reads or judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.doors import lazy
from audit.present.facts import Audited
from audit.present.html import Html

if TYPE_CHECKING:
    from audit.present import agency, charts, handbook, overview, scores, trend, workbooks
else:
    # matplotlib and pandas take a second, and few use all.
    __getattr__, __dir__ = lazy(
        __name__,
        {"audit.present": ("agency", "charts", "handbook", "overview", "scores", "trend", "workbooks")},
    )

__all__ = [
    "Audited",
    "Html",
    "agency",
    "charts",
    "handbook",
    "overview",
    "scores",
    "trend",
    "workbooks",
]
