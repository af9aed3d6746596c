"""What a batch made and what it could not make; the pages among it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audit.assessment import Tally
from audit.decisions import StateCounts
from audit.findings import Severity
from audit.model import Report
from audit.render.results.store import StoredPage


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch made: pages by source, and what was not made or not read as (source, Chinese reason).

    ``severities`` are those of all that counts as a fault; ``reused`` counts the pages that an earlier run had already made from the
    same input by the same toolkit; ``missing`` the agencies of the roster without a report. ``index`` is the overview,
    None where there is none; it also lists the ``earlier`` pages, which the folder holds of reports outside of this batch.
    ``tally`` counts what came in; ``others`` are the files among the ``unreadable`` that were read and are no reports.
    ``arrived`` counts the reports that no run before has read, ``renewed`` those whose file has changed since; both are
    0 in a folder without a record of earlier runs.
    ``ledger`` is the name of the ledger in the folder; ``notes`` (Chinese) say what else should be known of it and of decisions.
    ``ruled`` counts how the problems of the reports that count stand by what people decided.
    ``record`` is the file that tells our own faults, if there were any. ``refused`` (Chinese) says why nothing was made, where no report could be read.
    """

    pages: Mapping[str, Path]
    failed: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    severities: frozenset[Severity] = frozenset()
    reused: int = 0
    missing: int = 0
    index: Path | None = None
    earlier: int = 0
    record: Path | None = None
    refused: str = ""
    tally: Tally = field(default_factory=Tally)
    others: frozenset[str] = frozenset()
    arrived: int = 0
    renewed: int = 0
    ledger: str = ""
    notes: tuple[str, ...] = ()
    ruled: StateCounts = field(default_factory=StateCounts)

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some input was not read or there was none, 3 a failure of our own."""
        return 3 if self.failed else 1 if self.unreadable or not self.pages else 0


def unreadable(reports: Iterable[Report], failed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The ``reports`` that were not read, with the reasons; our own faults, which are ``failed``, are told apart."""
    unread = {report.source: report.error or "" for report in reports if report.status == "unreadable"}
    return tuple((source, why) for source, why in unread.items() if source not in failed)


def others(reports: Iterable[Report]) -> frozenset[str]:
    """The sources of the ``reports`` that were read and are other documents."""
    return frozenset(report.source for report in reports if report.absence == "other")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a batch by source, how many were up to date, and those of earlier batches that stay beside them."""

    made: Mapping[str, Path]
    reused: int
    earlier: Sequence[StoredPage]
