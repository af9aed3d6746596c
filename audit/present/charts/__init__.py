"""Charts: of one report, of one agency over its years, of many reports; each a figure that ``picture`` embeds."""

from __future__ import annotations

from audit.present.charts._bars import NO_FORM
from audit.present.charts._faults import FAMILIES, family, findings_by_rule, heat_map
from audit.present.charts._lines import lines
from audit.present.charts._report import CHARTS, applicants, disclosure, gallery, litigation, results
from audit.present.charts._sharing import clusters
from audit.present.charts._spread import distribution, rates
from audit.present.charts._style import SEVERITY_COLOURS, figure, message, picture

__all__ = [
    "CHARTS",
    "FAMILIES",
    "NO_FORM",
    "SEVERITY_COLOURS",
    "applicants",
    "clusters",
    "disclosure",
    "distribution",
    "family",
    "figure",
    "findings_by_rule",
    "gallery",
    "heat_map",
    "lines",
    "litigation",
    "message",
    "picture",
    "rates",
    "results",
]
