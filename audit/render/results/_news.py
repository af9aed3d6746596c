"""What is new among the reports of a batch: held against all runs that the folder's record tells of.

A report is new to the first run that read its content. Marked is what the latest run found to which anything was new;
where the same reports are audited once more, on other terms for instance, they stay marked as they are. So the same input
in the same folder gives the same marks, whether a batch ran through or was killed and started again: one that did not end
is not on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from audit.model import Report
from audit.persons import masked

#: A report whose content no earlier run has read: in a file that none has read either, or in one that has changed since.
Novelty = Literal["arrived", "renewed"]


@dataclass(frozen=True, slots=True)
class News:
    """The novelty of reports by source, of those that have any; ``found_now`` says whether this run was the first to read them."""

    by_source: Mapping[str, Novelty] = field(default_factory=dict)
    found_now: bool = False

    def count(self, novelty: Novelty) -> int:
        """How many reports are new to this run in that way."""
        return sum(one == novelty for one in self.by_source.values()) if self.found_now else 0


def news(reports: Iterable[Report], runs: Iterable[Mapping[str, str]]) -> News:
    """What is new among ``reports``; ``runs`` give the SHA-256 of what each earlier one read by masked source, the first one first."""
    read = {report.source: report.sha256 for report in reports if report.status != "unreadable"}
    now = {masked(source): sha256 for source, sha256 in read.items()}
    known: set[str] = set()
    files: set[str] = set()
    latest: dict[str, Novelty] = {}
    found_now = False
    for run in (*runs, now):
        new: dict[str, Novelty] = {
            sha256: "renewed" if source in files else "arrived" for source, sha256 in run.items() if sha256 not in known
        }
        if new:
            latest = new if files else {}  # to the first run everything is new
            found_now = run is now
        known |= set(run.values())
        files |= run.keys()
    marked = {source: latest[sha256] for source, sha256 in read.items() if sha256 in latest}
    return News(marked, found_now and bool(marked))
