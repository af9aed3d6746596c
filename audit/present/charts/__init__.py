"""Charts: of one report, of one agency over its years, of many reports; each says in words what it shows."""

from __future__ import annotations

from audit.present.charts._chart import Chart, picture, side_by_side
from audit.present.charts._faults import findings_by_rule, heat_map
from audit.present.charts._lines import lines
from audit.present.charts._report import CHARTS, gallery
from audit.present.charts._sharing import clusters
from audit.present.charts._spread import distribution, rates

__all__ = [
    "CHARTS",
    "Chart",
    "clusters",
    "distribution",
    "findings_by_rule",
    "gallery",
    "heat_map",
    "lines",
    "picture",
    "rates",
    "side_by_side",
]
