"""The rows of the desk: a report each, or an agency without one, and what tells those of one name apart."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from audit.assessment import Assessment, Versions
from audit.causes import Cause, Problem, Problems, is_gathered
from audit.corpus import Agency
from audit.decisions import OPEN, STAGE_NAMES, DecisionEvent, Standing
from audit.findings import Outcome
from audit.model import Report
from audit.persons import masked
from audit.present import facts
from audit.present.problems import problemcounts
from audit.rulings import NO_RULINGS, ReportRulings
from audit.score import Score, is_lowest


@dataclass(slots=True)
class DeskRow:
    """One report of the review, or one agency without a readable report (``report`` is None), as it stands at present.

    ``id`` is the same whenever the same file is opened; ``rulings`` and ``problems`` are those of the record; ``score`` is
    None where none is given.
    """

    id: str
    name: str
    year: int | None
    report: Report | None
    outcomes: tuple[Outcome, ...]
    causes: tuple[Cause, ...]
    agency: Agency | None = None
    rulings: ReportRulings = NO_RULINGS
    problems: Problems = field(default_factory=lambda: Problems((), ()))
    score: Score | None = None
    #: The name of its file where there are others of the same name and year.
    file: str = ""
    #: Whether its year has to be said: it is another one than that under review, or there are rows of its name with others.
    is_dated: bool = False
    #: Whether the numbers of the overview count it.
    is_counted: bool = False
    #: Which of several reports of its organ and year counts; None where there is but this one.
    versions: Versions | None = None
    #: What else tells it from other rows of its name, and from the reports that count (Chinese), in short.
    apart: tuple[str, ...] = ()
    #: Whether it is as it was before somebody corrected cells, or chose a report, since checking it again failed.
    is_stale: bool = False

    @property
    def source(self) -> str:
        """The report's source; for an agency without one its name, as among the scores."""
        return self.report.source if self.report else self.name

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its causes, former ones too."""
        return tuple(key for cause in self.causes for key in (cause.key, *cause.former))

    @property
    def unsure(self) -> tuple[DecisionEvent, ...]:
        """What was entered that may be on it, or on another organ of the same name, and counts for neither."""
        keys = self.keys
        return tuple(one for one in self.rulings.unsure if self.report is not None or one.about in keys)

    @property
    def is_final(self) -> bool:
        """Whether the last step of its review was passed."""
        return self.rulings.stage == list(STAGE_NAMES)[-1]

    def problem(self, key: str) -> Problem | None:
        """The problem that goes by ``key``; None where there is none."""
        return next((one for one in self.problems.all if key_of(one) == key), None)

    def standing(self, problem: Problem) -> Standing:
        """How ``problem`` stands."""
        return self.rulings.of(problem.cause) if problem.cause else OPEN


def tell_apart(rows: Collection[DeskRow], review: Assessment) -> None:
    """Give each of ``rows`` what tells it from others of its name: the year, the file, that it is not the report to go by, or that it is not known whose it is."""
    files = facts.versions(review.audited)
    years, shared = defaultdict[str, set[int | None]](set), defaultdict[tuple[str, int | None], list[str]](list)
    for row in rows:
        row.file = files.get(row.source, "") if row.report else ""
        years[row.name].add(row.year)
        shared[row.name, row.year].append(row.file)
    for row in rows:
        if row.report is None:
            continue
        is_of_year, row.is_counted = row.year in (review.year, None), review.is_counted(row.report)
        row.is_dated = not is_of_year or len(years[row.name]) > 1
        apart = [facts.shortened(row.file, shared[row.name, row.year])] if row.file else []
        apart += ["另一份"] if is_of_year and not row.is_counted else []
        if row.report.status != "unreadable":
            apart += [
                f"{words}未能确定" for words, known in (("机关", row.report.agency), ("年度", row.year)) if not known
            ]
        row.apart, row.versions = tuple(apart), review.versions(row.report)


def called(row: DeskRow) -> str:
    """What a row is called where others of its name may stand beside it (Chinese)."""
    apart = (f"{row.year}年" if row.is_dated and row.year else "", absence(row), *row.apart)
    return f"{row.name}{f'（{words}）' if (words := '，'.join(filter(None, apart))) else ''}"


def absence(row: DeskRow) -> str:
    """What is known of the report of an agency of which none is at hand (Chinese), by what was decided on that; "" of a row with a report."""
    found = not_filed(row)
    if found is None:
        return ""
    if not found.stands:
        return "不作未报送处理"
    return "未报送" if found.verdict == "fail" else "未能确定是否报送"


def not_filed(row: DeskRow) -> Problem | None:
    """What was found of there being no report."""
    return next((one for one in row.problems.all if not row.report and one.root.role == "not_filed"), None)


def row_id(source: str) -> str:
    """By what the browser knows a row."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def assessed_rows(review: Assessment, before: Mapping[str, DeskRow]) -> Iterable[DeskRow]:
    """The rows of ``review``; what was worked out ``before`` on what is the same still is not worked out once more."""
    for report, outcomes in review.audited:
        filing = review.corpus.by_source.get(report.source)
        held = review.decided(report)
        found, causes = tuple(outcomes), review.causes.get(report.source, ())
        known = before.get(row_id(report.source))
        is_same = known is not None and (known.outcomes is found) and known.rulings == held
        yield DeskRow(
            row_id(report.source),
            report.agency or masked(facts.file_name(report.source), report.private),
            report.year,
            report,
            found,
            causes,
            filing.agency if filing else None,
            held,
            known.problems if known and is_same else Problems(found, causes, held.verdicts),
            review.scores.get(report.source),
        )
    by_agency = {agency.name: agency for agency in review.corpus.roster.agencies}
    absent: dict[str, list[int]] = defaultdict(list)
    for number, outcome in enumerate(review.absent):
        absent[outcome.agency or outcome.source].append(number)
    for name, numbers in absent.items():
        own = tuple(review.absent[number] for number in numbers)
        own_ids = {id(outcome) for outcome in own}
        causes = tuple(cause for cause in review.absent_causes if id(cause.root) in own_ids)
        held = review.absent_rulings
        problems = Problems(own, causes, held.verdicts)
        yield DeskRow(
            row_id(f"\0{name}"), name, review.year, None, own, causes, by_agency.get(name), held, problems,
            review.scores.get(name),
        )  # fmt: skip


def key_of(problem: Problem) -> str:
    """By what the browser knows a problem; one whose cause is not known cannot be decided on."""
    return problem.cause.key if problem.cause else f"-{problem.number}"


def sort_of(problem: Problem) -> str:
    """What is the same for problems of one sort in different reports, which are shown as alike."""
    root = problem.root
    return f"{root.rule} {problem.kind} {problem.verdict} {root.facts.sort if root.facts else ''}"


def worst_first(rows: Iterable[DeskRow], review: Assessment) -> list[DeskRow]:
    """The rows in the order of the overview that would be made of ``review``, with what is decided there.

    Nothing moves while somebody works: what is decided afterwards counts when the review is opened again.
    """

    def place(row: DeskRow) -> tuple[Any, ...]:
        found = not_filed(row)
        is_known = is_gathered(row.outcomes, row.causes)
        return problemcounts.worst_first(
            _state(row, review),
            problemcounts.ProblemCounts.of((*row.problems.standing, *row.rulings.added)) if is_known else None,
            is_listed=row.report is None or row.is_counted,
            is_failed=is_lowest(row.score, review.terms.rubric),
            absence=found.root.severity if found else None,
            name=row.name,
            year=row.year,
            source=row.report.source if row.report else "",
        )

    return sorted(rows, key=place)


def _state(row: DeskRow, review: Assessment) -> problemcounts.FilingState:
    if row.report is None:
        found = not_filed(row)
        return "missing" if found and review.is_missing(found.root) else "open"
    return "unread" if row.report.status == "unreadable" else "checked"
