"""The assessment of many reports: on which terms, and everything found, for pages, ledger and data to show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from audit.assessment._examined import Examined
from audit.assessment._intake import BESIDES, OF_OTHER_YEAR, Intake, Tally
from audit.assessment._versions import Versions, versions
from audit.causes import Cause, Problems, by_outcome
from audit.corpus import Agency, Corpus, Roster
from audit.coverage import Coverage, coverage
from audit.decisions import OPEN, DecisionEvent, Standing, StateCounts
from audit.errors import Failure, OwnError
from audit.findings import Outcome, Severity
from audit.model import Report
from audit.profiles import Profile
from audit.reuse import Reuse
from audit.rulings import NO_RULINGS, Decided, ReportRulings
from audit.score import Rank, Rubric, Score, ranks
from audit.settings.worksettings import NO_OFFICE, Office


@dataclass(frozen=True, slots=True)
class Terms:
    """What reports are assessed by: earlier reports to compare with, roster, profiles, rubric, the day, what people decided.

    ``office`` is the one that checks, with the working days that it gives organs to put right what was found true.
    """

    previous: tuple[Report, ...] = ()
    roster: Roster | None = None
    profiles: tuple[Profile, ...] = ()
    rubric: Rubric | None = None
    asof: dt.date | None = None
    decided: Decided = field(default_factory=Decided)
    office: Office = NO_OFFICE


@dataclass(frozen=True)
class Assessment:
    """All reports of one review with all outcomes.

    ``audited`` pairs each report with the outcomes on it, those of the rules over many reports included, in the order
    of the sources; ``absent`` are the outcomes on agencies without a readable report. ``causes`` gather what fails or is
    undecided by the things to correct, by the report's source, ``absent_causes`` that of ``absent``. ``reuse`` is the comparison of
    texts. ``rulings`` are what people decided, by the report's source, ``absent_rulings`` those on ``absent_causes``.
    ``gone`` are the decisions of the year on
    causes that there are no more and how these were put right, by key, ``unmatched`` the decisions on causes that there are no more,
    ``elsewhere`` the UUIDs of those of them that are about organs outside of the review, ``of_other_years`` on how much of other
    years something was decided of which there is nothing here. ``scores`` are by source, and by name for agencies without a report; empty without a rubric. ``failed`` are the
    faults of our own that kept something back, by source or rule. ``covered`` says by source how much of a report's text was
    decided, where that was counted before; ``not_printed`` the cells that it surely does not print, of the earlier reports too.
    """

    terms: Terms
    corpus: Corpus
    audited: tuple[tuple[Report, Sequence[Outcome]], ...]
    absent: tuple[Outcome, ...] = ()
    reuse: Reuse | None = None
    scores: Mapping[str, Score] = field(default_factory=dict)
    failed: Mapping[str, OwnError] = field(default_factory=dict)
    causes: Mapping[str, tuple[Cause, ...]] = field(default_factory=dict)
    absent_causes: tuple[Cause, ...] = ()
    rulings: Mapping[str, ReportRulings] = field(default_factory=dict)
    absent_rulings: ReportRulings = NO_RULINGS
    gone: Mapping[str, Sequence[DecisionEvent]] = field(default_factory=dict)
    unmatched: tuple[DecisionEvent, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    of_other_years: int = 0
    covered: Mapping[str, Coverage] = field(default_factory=dict)
    not_printed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, object]:
        """Another process knows the same outcomes under other addresses."""
        return {name: value for name, value in self.__dict__.items() if name not in ("standings", "_by_outcome")}

    @cached_property
    def standings(self) -> Mapping[int, Standing]:
        """How the causes of outcomes stand on which people decided something, by the outcome's ``id()``."""
        found: dict[int, Standing] = {}
        for report, _ in self.audited:
            held = self.decided(report)
            for cause in self.causes.get(report.source, ()) if held.standings else ():
                if cause.key in held.standings:
                    found |= {id(outcome): held.standings[cause.key] for outcome in cause.outcomes}
        for cause in self.absent_causes:
            if cause.key in self.absent_rulings.standings:
                found |= {id(outcome): self.absent_rulings.standings[cause.key] for outcome in cause.outcomes}
        return found

    @cached_property
    def _by_outcome(self) -> Mapping[int, Cause]:
        return by_outcome(self.every_cause())

    @property
    def year(self) -> int | None:
        """The year under review."""
        return self.corpus.year

    def tally(self) -> Tally:
        """How many files came in, and what became of them."""
        unread = [report.absence for report, _ in self.audited if report.status == "unreadable"]
        others, nowhere = unread.count("other"), unread.count("nowhere")
        return Tally(len(self.audited) - len(unread), others, len(unread) - others - nowhere, nowhere)

    def intake(self) -> Intake:
        """How many agencies have filed, and which of the reports its numbers count."""
        roster, missing = self.corpus.roster, self.missing()
        readable = [report for report, _ in self.audited if report.status != "unreadable"]
        left = [self.left_out(report) for report in readable]
        return Intake(
            year=self.year,
            due=len(roster.agencies) if roster.given else None,
            missing=missing,
            unsettled=len(self.unfiled()) - missing,
            counted=left.count(""),
            of_other_years=left.count(OF_OTHER_YEAR),
            besides=left.count(BESIDES),
            undated=sum(self.is_counted(one) and self.corpus.by_source[one.source].year is None for one in readable),
        )

    def every_outcome(self) -> list[Outcome]:
        """All outcomes, those on agencies without a report last."""
        return [*(outcome for _, found in self.audited for outcome in found), *self.absent]

    def every_cause(self) -> list[Cause]:
        """All causes, those on agencies without a report last."""
        return [
            *(cause for report, _ in self.audited for cause in self.causes.get(report.source, ())),
            *self.absent_causes,
        ]

    def is_counted(self, report: Report) -> bool:
        """Whether the numbers of the review count ``report``: it is of its year, or of none that is known, and the one to go by."""
        return not self.left_out(report)

    def left_out(self, report: Report) -> str:
        """Why they do not (Chinese), see ``OF_OTHER_YEAR``; "" where they do."""
        filing = self.corpus.by_source[report.source]
        return OF_OTHER_YEAR if filing.year not in (self.year, None) else "" if self.corpus.counts(filing) else BESIDES

    def versions(self, report: Report) -> Versions | None:
        """Which of the reports of the agency and year of ``report`` counts; None where there is but this one."""
        filing = self.corpus.by_source.get(report.source)
        return versions(self.corpus, filing, self.decided(report).choices) if filing else None

    def problems(self, report: Report, outcomes: Sequence[Outcome]) -> Problems:
        """What fails or is left open on ``report``, with what people decided on it."""
        return Problems(outcomes, self.causes.get(report.source, ()), self.decided(report).verdicts)

    def decided(self, report: Report) -> ReportRulings:
        """What people decided on ``report``."""
        return self.rulings.get(report.source, NO_RULINGS)

    def unfiled(self) -> list[tuple[Agency, Outcome | None]]:
        """The agencies of a given roster without a report for the year under review, each with what was said of it.

        An undecided outcome says that the agency may have reported, or still has time; None that nobody judged it.
        """
        outcomes = {outcome.agency: outcome for outcome in self.absent if outcome.role == "not_filed"}
        return [(agency, outcomes.get(agency.name)) for agency in self.corpus.missing()]

    def ruled(self) -> StateCounts:
        """How many problems of the reports that its numbers count stand in which way by what people decided."""
        counted = (pair for pair in self.audited if pair[0].status != "unreadable" and self.is_counted(pair[0]))
        return StateCounts.total(
            self.decided(report).counts(self.problems(report, outcomes).all) for report, outcomes in counted
        )

    def coverage(self, report: Report, outcomes: Iterable[Outcome]) -> Coverage:
        """How much of the text of ``report``, on which ``outcomes`` were found, was decided."""
        return self.covered.get(report.source) or coverage(report, outcomes)

    def failures(self) -> dict[str, Failure]:
        """Every fault of our own by what it befell: reports that could not be read for it, and what it kept back."""
        reports = [*(report for report, _ in self.audited), *self.terms.previous]
        unread = {report.source: report.failure for report in reports if report.failure}
        return unread | {name: Failure(str(error), error.trace) for name, error in self.failed.items()}

    def missing(self) -> int:
        """How many agencies of a given roster surely have not reported."""
        return sum(self.is_missing(outcome) for _, outcome in self.unfiled())

    def is_missing(self, outcome: Outcome | None) -> bool:
        """Whether an agency, of which ``outcome`` says that it has no report, surely has not reported: nobody dismissed it."""
        return outcome is not None and self.is_fault(outcome)

    def is_fault(self, outcome: Outcome) -> bool:
        """Whether ``outcome`` counts as a fault: it fails and nobody dismissed its cause, or somebody confirmed that."""
        state = self.standing_of(outcome).state
        if state == "confirmed":
            return self._by_outcome[id(outcome)].confirms(outcome)
        return outcome.verdict == "fail" and state != "dismissed"

    def standing_of(self, outcome: Outcome) -> Standing:
        """How people decided on the cause of ``outcome``."""
        return self.standings.get(id(outcome), OPEN)

    def cause_of(self, outcome: Outcome) -> Cause | None:
        """The cause of ``outcome``; None for one that passes."""
        return self._by_outcome.get(id(outcome))

    def is_dismissed(self, outcome: Outcome) -> bool:
        """Whether a person found that ``outcome`` is no fault."""
        return self.standing_of(outcome).state == "dismissed"

    def severities(self) -> set[Severity]:
        """The severities of all that counts as a fault, what people added included."""
        found = {one.severity for one in self.every_outcome() if one.verdict != "pass" and self.is_fault(one)}
        return found | {one.severity for rulings in self.rulings.values() for one in rulings.added}

    def agency(self, report: Report) -> Agency | None:
        """The line of the roster that ``report`` was put to."""
        filing = self.corpus.by_source.get(report.source)
        return filing.agency if filing else None

    def examined(self) -> list[Examined]:
        """Each report with all that was found on it, in the order of the sources."""
        places = ranks(self.scores)
        disputed = {report.source: self.problems(report, outcomes).disputed for report, outcomes in self.audited}
        return [
            self.examine(report, outcomes, disputed.get, places.get(report.source)) for report, outcomes in self.audited
        ]

    def examine(
        self,
        report: Report,
        outcomes: Sequence[Outcome],
        disputed: Callable[[str], frozenset[str] | None],
        rank: Rank | None = None,
    ) -> Examined:
        """``report`` with ``outcomes`` and all else that was found on it.

        ``disputed`` gives by source the cells of an earlier report that do not agree, None where it was not checked; ``rank``
        is the place of its score, which all scores of the year give.
        """
        earlier = tuple(self.corpus.history(report))
        before = {one.source: disputed(one.source) for one in earlier}
        return Examined(
            report,
            tuple(outcomes),
            earlier,
            self.corpus.rates.get(report.source),
            tuple(pair for pair in self.reuse.of(report.source) if pair.kind != "majority") if self.reuse else (),
            self.scores.get(report.source),
            self.terms.profiles,
            self.reuse is not None and self.reuse.compared > 1,
            self.causes.get(report.source, ()),
            rank,
            {source: cells for source, cells in before.items() if cells is not None},
            self.decided(report),
            self.terms.asof,
            self.terms.office,
            self.versions(report),
            {one.source: self.not_printed[one.source] for one in earlier if one.source in self.not_printed},
        )
