"""Where a report stands among its peers: percentile ranks and robust deviations, exact and in a fixed order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import TypeVar

from audit.metrics._compute import Metric

#: A group with fewer computed rates says nothing about its members.
SMALLEST_GROUP = 8
#: Modified z-scores beyond this are outliers (Iglewicz and Hoaglin 1993).
OUTLIER = Fraction(7, 2)
#: Makes the median absolute deviation of normally spread figures their standard deviation.
_NORMAL = Fraction(14826, 10000)

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PeerStanding:
    """One rate among the ``size`` peers that have it, the report itself included.

    ``percentile`` is the share (0 to 1) of peers below, those equal (itself too) counted half. ``deviation`` is the
    distance from ``median`` in robust standard deviations (1.4826 × median absolute deviation), None where more than half
    of the peers have the same value. ``group`` is the peers' group.
    """

    value: Fraction
    group: Hashable
    size: int
    percentile: Fraction
    median: Fraction
    deviation: Fraction | None

    @property
    def outlier(self) -> bool:
        """Whether the value lies far from the peers'."""
        return self.deviation is not None and abs(self.deviation) > OUTLIER

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        """The least and the largest value that would not lie far; None where the peers do not tell, or the value is theirs."""
        if not self.deviation:
            return None
        reach = OUTLIER * (self.value - self.median) / self.deviation
        return self.median - reach, self.median + reach


def percentiles(
    metrics: Mapping[Name, Mapping[str, Metric]],
    groups: Mapping[Name, Hashable],
    smallest: int = SMALLEST_GROUP,
) -> dict[Name, dict[str, PeerStanding]]:
    """The standing of each report's rates among the reports of its group, by report and rate.

    ``metrics`` are the rates by report; those that are not computed are left out.
    """
    values = {
        name: {key: metric.value for key, metric in rates.items() if metric.value is not None}
        for name, rates in metrics.items()
    }
    return standings(values, groups, smallest)


def standings(
    values: Mapping[Name, Mapping[str, Fraction]],
    groups: Mapping[Name, Hashable],
    smallest: int = SMALLEST_GROUP,
) -> dict[Name, dict[str, PeerStanding]]:
    """The standing of each value among those of the same key and group, by name and key.

    ``groups`` is what makes peers of names, (level, kind) as a rule. Names without a group (missing or None) and groups
    with fewer than ``smallest`` values are left out.
    """
    together: dict[tuple[Hashable, str], list[Fraction]] = {}
    for name, own in values.items():
        for key, value in own.items():
            if groups.get(name) is not None:
                together.setdefault((groups[name], key), []).append(value)
    summaries = {place: _Summary.of(found) for place, found in together.items() if len(found) >= smallest}
    return {
        name: {
            key: summaries[groups[name], key].standing(groups[name], value)
            for key, value in own.items()
            if (groups.get(name), key) in summaries
        }
        for name, own in values.items()
    }


@dataclass(frozen=True, slots=True)
class _Summary:
    """The ordered values of one rate in one group."""

    ordered: Sequence[Fraction]
    median: Fraction
    spread: Fraction

    @classmethod
    def of(cls, values: Sequence[Fraction]) -> _Summary:
        """The summary of ``values``, one at least; ``spread`` is in robust standard deviations."""
        ordered = sorted(values)
        middle = Fraction(median(ordered))
        return cls(ordered, middle, _NORMAL * Fraction(median(abs(value - middle) for value in ordered)))

    def standing(self, group: Hashable, value: Fraction) -> PeerStanding:
        """Where ``value``, one of those summed up, stands among them."""
        below, upto = bisect_left(self.ordered, value), bisect_right(self.ordered, value)
        size = len(self.ordered)
        deviation = (value - self.median) / self.spread if self.spread else None
        return PeerStanding(value, group, size, Fraction(below + upto, 2 * size), self.median, deviation)
