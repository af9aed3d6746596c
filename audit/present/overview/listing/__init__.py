"""The list of agencies: a line each, their filters and orders, and its parts where it is too long for one file."""

from __future__ import annotations

from audit.present.overview.listing._agencies import NOVELTY_NAMES, AgencyLine, gravest_words, lines
from audit.present.overview.listing._list import agencies, part, split
from audit.present.overview.listing._parts import MOST_LINES, LinePart

__all__ = [
    "MOST_LINES",
    "NOVELTY_NAMES",
    "AgencyLine",
    "LinePart",
    "agencies",
    "gravest_words",
    "lines",
    "part",
    "split",
]
