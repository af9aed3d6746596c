"""What is found once all reports of a review are there: their causes, scores and common texts, kept for the next opening."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from audit.assessment import Assessment, Terms
from audit.cache import Cache, pack
from audit.causes import Cause
from audit.corpus import Corpus
from audit.findings import Outcome
from audit.model import Report
from audit.reuse import Reuse
from audit.rulings import NO_RULINGS, ReportRulings
from audit.score import Score


@dataclass(frozen=True, slots=True)
class JoinedReport:
    """What was found on one report: ``own`` of the outcomes on itself, the others in comparison with all reports.

    ``score`` is None where none was given; it was with what ``rulings`` hold of the decisions.
    """

    outcomes: tuple[Outcome, ...]
    own: int
    causes: tuple[Cause, ...]
    rulings: ReportRulings
    score: Score | None


class Joined:
    """What was kept on the reports of ``corpus``, and what is to be kept of them.

    ``code`` is a digest of the code that scores, ``named`` gives what the outcomes on a report follow from. What was kept holds
    where the comparison with the other reports and the decisions give what they gave then, which ``pipeline.assess`` sees to.
    """

    def __init__(self, cache: Cache, code: str, corpus: Corpus, terms: Terms, named: Callable[[Report], str]) -> None:
        self._cache, self._code, self._corpus, self._terms, self._named = cache, code, corpus, terms, named
        self._kept: dict[str, JoinedReport] = {}
        self._reuse: Reuse | None = cache.take(self._reuse_name)

    def take(self, report: Report) -> Sequence[Outcome] | None:
        """The outcomes on ``report`` itself; None where nothing was kept."""
        known: JoinedReport | None = self._cache.take(self._name(report))
        if known is None:
            return None
        self._kept[report.source] = known
        return known.outcomes[: known.own]

    def before(self) -> Assessment:
        """What was taken, as an assessment that the new one goes on from."""
        every = [f.report for f in self._corpus.filings]
        known = self._kept
        return Assessment(
            self._terms,
            self._corpus,
            tuple((report, known[report.source].outcomes) for report in every if report.source in known),
            reuse=self._reuse,
            scores={source: one.score for source, one in known.items() if one.score},
            causes={source: one.causes for source, one in known.items()},
            rulings={source: one.rulings for source, one in known.items()},
        )

    def keep(self, review: Assessment, own: Mapping[str, Sequence[Outcome]]) -> None:
        """Keep what of ``review`` was not kept as it is; ``own`` are the outcomes on each report itself."""
        if review.reuse is not None and review.reuse is not self._reuse:
            self._cache.keep(self._reuse_name, pack(review.reuse))
        for report, found in review.audited:
            causes, score = review.causes.get(report.source), review.scores.get(report.source)
            known = self._kept.get(report.source)
            is_kept = known is not None and (known.causes is causes) and known.score is score
            if causes is not None and not is_kept:
                held = review.rulings.get(report.source, NO_RULINGS)
                made = JoinedReport(tuple(found), len(own[report.source]), causes, held, score)
                self._cache.keep(self._name(report), pack(made))

    def _name(self, report: Report) -> str:
        filing = self._corpus.by_source[report.source]
        agency = filing.agency.name if filing.agency and self._corpus.roster.given else ""
        return repr(("joined", self._named(report), agency, self._rubric))

    @cached_property
    def _rubric(self) -> str:
        return f"{self._code} {self._terms.rubric!r}" if self._terms.rubric else ""

    @cached_property
    def _reuse_name(self) -> str:
        corpus = self._corpus
        texts = [
            (r.source, r.sha256, r.agency, r.year, r.status, one.agency.name if one.agency else "")
            for one in (*corpus.filings, *corpus.background)
            for r in (one.report,)
        ]
        return repr(("reuse", len(corpus.filings), texts))
