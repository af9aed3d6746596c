"""What the assessment of many reports found, all in one place: everything that pages, ledger and data show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from audit.corpus import Agency, Corpus
from audit.findings import Outcome
from audit.model import Report
from audit.reuse import Reuse
from audit.score import Rubric, Score


@dataclass(frozen=True)
class Assessment:
    """All reports of one review with all outcomes.

    ``audited`` pairs each report with the outcomes on it, those of the rules over many reports included, in the order
    of the sources; ``absent`` are the outcomes on agencies without a report. ``reuse`` is the comparison of texts.
    ``scores`` are by source, and by name for agencies without a report; empty without a ``rubric``.
    """

    corpus: Corpus
    audited: tuple[tuple[Report, Sequence[Outcome]], ...]
    absent: tuple[Outcome, ...] = ()
    reuse: Reuse | None = None
    rubric: Rubric | None = None
    scores: Mapping[str, Score] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The year under review."""
        return self.corpus.year

    def every_outcome(self) -> list[Outcome]:
        """All outcomes, those on agencies without a report last."""
        return [*(outcome for _, found in self.audited for outcome in found), *self.absent]

    def agency(self, report: Report) -> Agency | None:
        """The line of the roster that ``report`` was put to."""
        filing = self.corpus.by_source.get(report.source)
        return filing.agency if filing else None
