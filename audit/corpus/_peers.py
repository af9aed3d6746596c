"""The rates of the reports under review, each with its standing among peers of the same level and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from audit.corpus._filing import Filing
from audit.metrics import Metric, PeerStanding, compute, percentiles


@dataclass(frozen=True, slots=True)
class Rates:
    """All rates of one report by key, ``standings`` of those that enough peers have; ``group`` names the peers."""

    metrics: Mapping[str, Metric]
    standings: Mapping[str, PeerStanding] = field(default_factory=dict)
    group: str = ""


def rates(filings: Iterable[Filing]) -> dict[str, Rates]:
    """The rates of each filing's report by its source; one without agency, level or kind has no peers."""
    chosen = {filing.report.source: filing for filing in filings}
    metrics = {source: compute(filing.report) for source, filing in chosen.items()}
    groups = {
        source: filing.agency.level + filing.agency.kind
        for source, filing in chosen.items()
        if filing.agency and filing.agency.level and filing.agency.kind
    }
    standings = percentiles(metrics, groups)
    return {source: Rates(metrics[source], standings[source], groups.get(source, "")) for source in chosen}
