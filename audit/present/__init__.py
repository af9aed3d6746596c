"""Findings and reports made visible: pages, charts, widgets, workbooks; nothing here reads or judges."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from audit.present.facts import Audited
from audit.present.html import Html

if TYPE_CHECKING:
    from audit.present import agency, charts, handbook, overview, scores, trend, widgets, workbooks

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

if not TYPE_CHECKING:

    def __getattr__(name: str) -> ModuleType:
        """A module of this folder when it is first used: matplotlib, pandas and the widgets take a second, and few use all."""
        if name in __all__:
            return import_module(f"{__name__}.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
