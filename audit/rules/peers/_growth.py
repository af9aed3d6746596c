"""How the watched figures of one agency grew in a year, and which growth is far from that of its peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from audit.metrics import PeerStanding
from audit.model import Report, ReportCell
from audit.words import watched

#: Smaller figures of last year give no rate; smaller changes are no jump; nearer to the median is no outlier.
_LEAST_LAST_YEAR, _LEAST_CHANGE, _LEAST_TIMES_MEDIAN = 10, 30, 2


@dataclass(frozen=True, slots=True)
class Growth:
    """How a figure of one agency grew from last year to this one: to so many ``times`` of it, ``by`` so much."""

    now: ReportCell
    last: ReportCell
    times: Fraction
    by: Fraction


def growths(report: Report, before: Report) -> Mapping[str, Growth]:
    """The growth of each watched figure by its cell's key; without those that are not read or too small in ``before``."""
    found = {}
    for key in (each.key for each in watched("peers")):
        now, last = report.cells.get(key), before.cells.get(key)
        if now is None or last is None or now.value is None or last.value is None or last.value < _LEAST_LAST_YEAR:
            continue
        found[key] = Growth(
            now, last, Fraction(now.value) / Fraction(last.value), Fraction(now.value) - Fraction(last.value)
        )
    return found


def is_far(growth: Growth, standing: PeerStanding) -> bool:
    """Whether a growth lies far from its peers' median, and is no small change either."""
    high, low = max(growth.times, standing.median), min(growth.times, standing.median)
    return standing.outlier and abs(growth.by) >= _LEAST_CHANGE and high >= _LEAST_TIMES_MEDIAN * low
