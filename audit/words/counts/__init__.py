"""What reports count: figures, results, channels, units of measure."""

from __future__ import annotations

from audit.words.counts._channels import channels
from audit.words.counts._figures import WatchedFigure, figure_groups, figures, watched
from audit.words.counts._measures import CELL_MEASURE, MEASURE, TEXT_MEASURE, TIMES, measures
from audit.words.counts._results import RESULTS, RESULTS_SAID

__all__ = [
    "CELL_MEASURE",
    "MEASURE",
    "RESULTS",
    "RESULTS_SAID",
    "TEXT_MEASURE",
    "TIMES",
    "WatchedFigure",
    "channels",
    "figure_groups",
    "figures",
    "measures",
    "watched",
]
