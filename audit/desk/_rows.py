"""What the desk lists: an agency a row, and below it the causes of its report."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from audit import score as scoring
from audit.assessment import Assessment
from audit.causes import Cause, Level, Problem, Problems, level, level_name
from audit.corpus import Agency
from audit.decisions import OPEN, STATE_NAMES, Standing
from audit.findings import SEVERITY_NAMES, VERDICT_NAMES, Outcome
from audit.model import Report
from audit.persons import masked
from audit.present import decided, facts
from audit.present.headlines import headline
from audit.present.html import brief
from audit.rules import catalogue
from audit.rulings import NO_RULINGS, ReportRulings, note_of
from audit.score import Score
from audit.steering import harmless

#: Characters of what one line of a list says.
_MOST_SHOWN = 160
_UNREAD = "未能读取"
#: How a cause stands on which somebody has still to decide.
_DUE = frozenset({"open", "disputed", "lapsed"})


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
    #: Whether there are others of the same name and year, which only their files tell apart.
    is_one_of_several: bool = False

    @property
    def source(self) -> str:
        """The report's source; for an agency without one its name, as among the scores."""
        return self.report.source if self.report else self.name

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its causes, former ones too."""
        return tuple(key for cause in self.causes for key in (cause.key, *cause.former))

    def problem(self, key: str) -> Problem | None:
        """The problem that goes by ``key``; None where there is none."""
        return next((one for one in self.problems.all if key_of(one) == key), None)

    def standing(self, problem: Problem) -> Standing:
        """How ``problem`` stands."""
        return self.rulings.of(problem.cause) if problem.cause else OPEN


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
    return f"{problem.root.rule} {problem.kind} {problem.verdict}"


class Facet(NamedTuple):
    """What a problem is, by which it is looked for: its rule, the section of the report (0 for the whole of it, None where there is no report) and how grave it is."""

    rule: str
    section: int | None
    level: Level

    def fits(self, wanted: Mapping[str, str]) -> bool:
        """Whether it is what is ``wanted``: each by its name, "" is any."""
        return all(not value or str(getattr(self, name)) == value for name, value in wanted.items())


def facet_of(row: DeskRow, problem: Problem) -> Facet:
    """What ``problem`` of ``row`` is."""
    section = facts.section_of(problem.root, row.report) if row.report else None
    return Facet(problem.root.rule, section, level(problem))


def _facets(row: DeskRow) -> list[tuple[str, int | None, str, int, int]]:
    """What the problems of ``row`` are, each with how many are so, and on how many of these somebody has still to decide."""
    every = [
        (facet_of(row, one), one.cause is not None and row.standing(one).state in _DUE) for one in row.problems.all
    ]
    due = Counter(facet for facet, is_due in every if is_due)
    return [(*facet, number, due[facet]) for facet, number in Counter(facet for facet, _ in every).items()]


def shown_row(row: DeskRow) -> dict[str, Any]:
    """A row of the list of agencies."""
    counts = facts.ProblemCounts.of((*row.problems.standing, *row.rulings.added))
    unread = row.report is not None and row.report.status == "unreadable"
    words = decided.review_state(row.rulings, row.problems.all)
    return {
        "id": row.id,
        "name": row.name,
        "file": masked(facts.file_name(row.source), row.report.private) if row.report and row.is_one_of_several else "",
        "region": row.agency.region if row.agency else "",
        "kind": row.agency.kind if row.agency else "",
        "year": row.year,
        "grade": row.score.grade if row.score and row.score.total is not None else "",
        "score": scoring.figure(row.score) if row.score and row.score.total is not None else "",
        "decided": row.rulings.counts(row.problems.all).settled,
        "pending": row.rulings.counts(row.problems.all).pending,
        "causes": len(row.problems.all),
        "errors": counts.errors,
        "warnings": counts.doubts,
        "open": counts.open,
        "assigned": row.rulings.assigned,
        "stage": decided.stage_name(row.rulings),
        "status_words": _UNREAD if unread else words,
        "title": _title(row),
        "facets": _facets(row),
    }


def worst_first(rows: Iterable[DeskRow], year: int | None) -> list[DeskRow]:
    """The rows in the order in which they are listed: the year under review, then the worst, then by name.

    The worst are those on which most was found, whatever was decided since: nothing moves while somebody works.
    """

    def place(row: DeskRow) -> tuple[Any, ...]:
        counts = facts.ProblemCounts.of(row.causes)
        return (row.year not in (year, None), *(-number for number in counts), row.name, row.year or 0, row.source)

    return sorted(rows, key=place)


def shown_causes(row: DeskRow, alike: Mapping[str, int]) -> list[dict[str, Any]]:
    """The causes of a row's report, the gravest first; ``alike`` is by sort how many others are undecided in the review."""
    deducted = row.score.deducted() if row.score else {}
    return [_shown_cause(row, problem, deducted, alike) for problem in row.problems.all]


def shown_added(row: DeskRow) -> list[dict[str, Any]]:
    """What people added."""
    return [
        {
            "number": one.number,
            "title": brief(one.title, _MOST_SHOWN),
            "text": one.text,
            "level": one.severity,
            "level_name": level_name(one),
            "who": one.event.who,
        }
        for one in row.rulings.added
    ]


def _shown_cause(
    row: DeskRow, problem: Problem, deducted: Mapping[str, Any], alike: Mapping[str, int]
) -> dict[str, Any]:
    standing = row.standing(problem)
    points = [deducted[one.key] for one in problem.outcomes if one.key in deducted]
    own = standing.state == "open"
    return {
        **facet_of(row, problem)._asdict(),
        "key": key_of(problem),
        "number": problem.number,
        "level_name": level_name(problem),
        "headline": headline_of(row, problem),
        "where": where_of(row, problem),
        "state": standing.state,
        "state_name": STATE_NAMES[standing.state],
        "who": standing.who,
        "note": brief(note_of(standing.by[-1]), _MOST_SHOWN) if standing.by else "",
        "points": f"扣{sum(points):f}分" if any(points) else "",
        "alike": max(0, alike.get(sort_of(problem), 0) - own),
        "can_decide": problem.cause is not None,
        "cells": list(problem.root.cells),
    }


def headline_of(row: DeskRow, problem: Problem) -> str:
    """What is wrong and what to change, on one line (Chinese)."""
    return brief(headline(problem, row.report), _MOST_SHOWN)


def where_of(row: DeskRow, problem: Problem) -> str:
    """The part of the report (Chinese); "" for an agency without one."""
    if row.report is None:
        return ""
    return section_name(facts.section_of(problem.root, row.report))


def section_name(number: int) -> str:
    """What a section of a report is called (Chinese)."""
    return f"第{facts.SECTION_NAMES[number]}部分" if number else facts.SECTION_NAMES[0]


def _title(row: DeskRow) -> str:
    if row.report is None:
        return f"{row.name}：没有可以读取的报告"
    return f"{row.name}{f'　{row.year}年' if row.year else ''}　{harmless(masked(facts.file_name(row.report.source), row.report.private))}"


def facet_names() -> dict[str, list[tuple[str, str]]]:
    """What a facet of a problem is called (Chinese), by name of the facet, in the order in which it is offered."""
    levels = {**SEVERITY_NAMES, "open": VERDICT_NAMES["undecided"]}
    return {
        "rule": [(rule.id, f"{rule.id} {rule.title}") for rule in catalogue()],
        "section": [(str(number), section_name(number)) for number in facts.SECTION_NAMES],
        "level": list(levels.items()),
    }
