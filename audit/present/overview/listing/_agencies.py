"""The agencies of a review, one line each: whether it has reported, what there is to correct, the gravest of it, its score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.assessment import BESIDES, Assessment, Versions
from audit.causes import Problem, gravity, is_gathered
from audit.decisions import STATE_NAMES, ReviewSteps, Standing, StateCounts
from audit.findings import Outcome, Severity
from audit.model import Report
from audit.present import facts
from audit.present.html import address
from audit.present.overview.decided import NOTHING_PUT_RIGHT, Closing, agency_marks
from audit.present.problems.headlines import headline
from audit.present.problems.problemcounts import FilingState, ProblemCounts, worst_first
from audit.rulings import AddedFinding
from audit.score import Rank, Score, is_lowest, ranks

#: What a report is that no earlier run has read, by what the list of pages calls it (Chinese).
NOVELTY_NAMES: Mapping[str, str] = {"arrived": "新到", "renewed": "新版本"}
#: What stands for the kind, or the region, of an agency where nobody has said it.
NO_KIND, NO_REGION = "类别未知", "地区未知"
_UNREAD = "报送的文件未能读取"
_UNCHECKED = "报告已读取，未能完成核对"


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency's report, or that there is none.

    ``href`` is its page, "" without one. ``counts`` is None where the causes are not known. ``problems`` are those
    of its page that count, in its order, ``added`` what people added there. ``progress`` is how many of its problems stand in which way, None
    where people keep no record, ``steps`` are those of its review, None where nothing of the year is passed on, ``closing`` how far they are put right, ``ruled`` what is said of that (Chinese), ``assigned`` whose work it is. ``place`` is its line in the roster, beyond all lines where it has none.
    ``current`` says that it is of the year under review, ``counted`` that it is the report to go by. ``novelty`` is a key
    of ``NOVELTY_NAMES``, "" where an earlier run has read it. ``excused`` says that a person found that it has no report to
    file, ``absence`` how grave it is that there is none, None where there is one or nobody judged it.
    """

    name: str
    state: FilingState
    year: int | None
    kind: str = ""
    region: str = ""
    place: int = 0
    note: str = ""
    href: str = ""
    counts: ProblemCounts | None = None
    problems: tuple[Problem, ...] = ()
    report: Report | None = None
    score: Score | None = None
    rank: Rank | None = None
    current: bool = True
    counted: bool = True
    novelty: str = ""
    added: tuple[AddedFinding, ...] = ()
    progress: StateCounts | None = None
    steps: ReviewSteps | None = None
    closing: Closing = NOTHING_PUT_RIGHT
    ruled: tuple[str, ...] = ()
    assigned: str = ""
    excused: bool = False
    absence: Severity | None = None

    @property
    def gravest(self) -> Problem | AddedFinding | None:
        """What is to be corrected first."""
        things: tuple[Problem | AddedFinding, ...] = (*self.problems, *self.added)
        return min(things, key=gravity, default=None)

    @property
    def confirmed_doubts(self) -> int:
        """How many of its doubts a person found true."""
        things: tuple[Problem | AddedFinding, ...] = (*self.problems, *self.added)
        return sum(one.verdict == "fail" and one.severity == "warning" and one.is_confirmed for one in things)

    @property
    def anchor(self) -> str:
        """Where on its page that stands."""
        first = self.gravest
        if first is None:
            return ""
        return f"#{'wt' if isinstance(first, Problem) else 'bc'}-{first.number}"

    @property
    def is_clean(self) -> bool:
        """Whether it was checked as far as it goes and nothing was found or left open."""
        return self.state == "checked" and self.counts == (0, 0, 0, 0)

    @property
    def is_listed(self) -> bool:
        """Whether the list has it for the agency: neither another year's report nor another file of the same report."""
        return self.current and self.counted

    def sortable(self, review: Assessment) -> tuple[object, ...]:
        """What lines are sorted by: the list's own first, then the worst, then by name."""
        return worst_first(
            self.state,
            self.counts,
            is_listed=self.is_listed,
            is_failed=is_lowest(self.score, review.terms.rubric),
            absence=self.absence,
            name=self.name,
            year=self.year,
            source=self.report.source if self.report else "",
        )


def lines(
    review: Assessment, pages: Mapping[str, str] | None = None, news: Mapping[str, str] | None = None
) -> list[AgencyLine]:
    """Every agency and every report that was read, the worst first; what does not stand for its agency in the year last.

    ``pages`` and ``news`` are by the reports' sources.
    """
    found = [*_checked(review, pages or {}, news or {}), *_unread(review), *_unreported(review)]
    return sorted(found, key=lambda line: line.sortable(review))


def gravest_words(line: AgencyLine) -> str:
    """What is to be corrected first, in one sentence (Chinese); "" where there is nothing."""
    first = line.gravest
    if isinstance(first, AddedFinding):
        return first.title
    return headline(first, line.report) if first else ""


def _checked(review: Assessment, pages: Mapping[str, str], news: Mapping[str, str]) -> Iterator[AgencyLine]:
    corpus, places, ranking = review.corpus, _places(review), ranks(review.scores)
    readable = [pair for pair in review.audited if pair[0].status != "unreadable"]
    files = facts.versions(readable)
    for report, outcomes in readable:
        filing = corpus.by_source[report.source]
        agency, causes = filing.agency, review.causes.get(report.source, ())
        every, rulings = review.problems(report, outcomes), review.decided(report)
        progress, closing = rulings.counts(every.all), Closing.of(rulings, every, review.terms)
        counted = corpus.counts(filing)
        several = review.versions(report)
        notes = (
            files.get(report.source, ""),
            _versions(several, report) if counted else BESIDES,
            facts.STATUS_NAMES["partial"] if facts.status(report, outcomes) == "partial" else "",
        )
        yield AgencyLine(
            name=facts.organ_name(report.agency, report.source, report.private),
            state="checked",
            year=filing.year,
            kind=agency.kind if agency else "",
            region=agency.region if agency else "",
            place=places.get(agency.name if agency else "", len(places)),
            note="　".join(filter(None, notes)),
            href=address(pages, report.source),
            counts=ProblemCounts.of((*every.standing, *rulings.added)) if is_gathered(outcomes, causes) else None,
            problems=every.standing,
            added=rulings.added,
            progress=progress if rulings.used else None,
            steps=rulings.steps if rulings.reviewing else None,
            closing=closing,
            ruled=tuple(agency_marks(rulings, progress, closing, len(report.corrected))),
            assigned=rulings.assigned,
            report=report,
            score=review.scores.get(report.source),
            rank=ranking.get(report.source),
            current=filing.year in (corpus.year, None),
            counted=counted,
            novelty=novelty if (novelty := news.get(report.source, "")) in NOVELTY_NAMES else "",
        )


def _versions(several: Versions | None, report: Report) -> str:
    """That there are further reports of the year beside the one that counts, and why it does (Chinese); "" where there are none."""
    if several is None or len(several.files) < 2:
        return several.words(report.source) if several else ""
    return f"本年度另有{len(several.files) - 1}份报告，计入的是本份（{several.why}）"


def _unread(review: Assessment) -> Iterator[AgencyLine]:
    """The agencies that handed in a file of which nothing could be checked."""
    corpus, places = review.corpus, _places(review)
    checked = {report.source for report, _ in review.audited if report.status != "unreadable"}
    filed = {f.agency.name: f.agency for f in corpus.filings if f.agency and f.year == corpus.year}
    for agency in filed.values():
        filings = corpus.filed(agency, corpus.year) if corpus.year else ()
        if any(filing.report.source in checked for filing in filings):
            continue
        unread = all(filing.report.status == "unreadable" for filing in filings)
        yield AgencyLine(
            name=agency.name,
            state="unread",
            year=corpus.year,
            kind=agency.kind,
            region=agency.region,
            place=places.get(agency.name, len(places)),
            note=_UNREAD if unread else _UNCHECKED,
        )


def _unreported(review: Assessment) -> Iterator[AgencyLine]:
    places, ranking = _places(review), ranks(review.scores)
    for agency, outcome in review.unfiled():
        held, closing = _held(review, outcome), _closing(review, outcome)
        said = [f"未报送的认定：{STATE_NAMES[held.state]}"] if held else []
        yield AgencyLine(
            name=agency.name,
            state="missing" if review.is_missing(outcome) else "open",
            year=review.year,
            kind=agency.kind,
            region=agency.region,
            place=places[agency.name],
            note=facts.local_filing(agency, outcome),
            score=review.scores.get(agency.name),
            rank=ranking.get(agency.name),
            closing=closing,
            ruled=(*said, *closing.words()),
            excused=held is not None and held.state == "dismissed",
            absence=outcome.severity if outcome else None,
        )


def _held(review: Assessment, outcome: Outcome | None) -> Standing | None:
    """How people decided on ``outcome``; None where nobody has."""
    held = review.standing_of(outcome) if outcome else None
    return held if held and held.state != "open" else None


def _closing(review: Assessment, outcome: Outcome | None) -> Closing:
    """How far it is put right that an agency has no report, of which ``outcome`` tells."""
    cause = review.cause_of(outcome) if outcome else None
    if outcome is None or cause is None:
        return NOTHING_PUT_RIGHT
    return Closing.of_one(
        review.absent_rulings.handling.get(cause.key, ()), cause, review.standing_of(outcome), review.terms
    )


def _places(review: Assessment) -> dict[str, int]:
    """The lines of a given roster by the agency's name; none where the agencies were only gathered from the reports."""
    roster = review.corpus.roster
    return {agency.name: place for place, agency in enumerate(roster.agencies)} if roster.given else {}
