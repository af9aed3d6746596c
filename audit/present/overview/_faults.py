"""Faults that agencies have in common: what is to be corrected, by the rule that shows it, with everyone who has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audit.causes import Problem
from audit.findings import GRAVEST_FIRST, Severity
from audit.present.html import Html, page
from audit.present.overview.listing import AgencyLine
from audit.present.problems.headlines import headline

#: Agencies whose names one fault lists; the ledger has all.
_MOST_NAMES = 1000
#: Agencies with an error whose names are also printed on paper.
_MOST_PRINTED = 60


@dataclass(frozen=True, slots=True)
class FaultyReport:
    """A report that has a fault: its line, how many problems of it, and the first of them."""

    line: AgencyLine
    number: int
    first: Problem


@dataclass(frozen=True, slots=True)
class CommonFault:
    """Problems of one severity that one rule shows, over all reports; ``reports`` by name."""

    rule: str
    title: str
    severity: Severity
    reports: tuple[FaultyReport, ...]

    @property
    def agencies(self) -> int:
        """How many agencies have it."""
        return len({one.line.name for one in self.reports})

    @property
    def number(self) -> int:
        """How many problems there are."""
        return sum(one.number for one in self.reports)


def gathered(lines: Iterable[AgencyLine]) -> list[CommonFault]:
    """The faults of the year under review, the gravest first, of one severity what most agencies have first."""
    found: dict[tuple[str, Severity], list[FaultyReport]] = {}
    for line in lines:
        if line.is_listed:
            for key, one in _of(line).items():
                found.setdefault(key, []).append(one)
    faults = [
        CommonFault(rule, reports[0].first.root.title, severity, tuple(sorted(reports, key=lambda one: one.line.name)))
        for (rule, severity), reports in found.items()
    ]
    return sorted(faults, key=lambda fault: (GRAVEST_FIRST[fault.severity], -fault.agencies, -fault.number, fault.rule))


def _of(line: AgencyLine) -> dict[tuple[str, Severity], FaultyReport]:
    """The faults of one report by rule and severity."""
    by_fault: dict[tuple[str, Severity], list[Problem]] = {}
    for problem in line.problems:
        if problem.verdict == "fail":
            by_fault.setdefault((problem.root.rule, problem.severity), []).append(problem)
    return {key: FaultyReport(line, len(each), each[0]) for key, each in by_fault.items()}


def common(faults: Iterable[CommonFault], handbook: str = "") -> Html:
    """The faults with their agencies, folded; ``handbook`` is the address of the rules' page, "" where there is none."""
    every = list(faults)
    return page(
        "overview/faults.html.j2",
        faults=every,
        handbook=handbook,
        most=_MOST_NAMES,
        printed=_MOST_PRINTED,
        words=_words,
    )


def _words(one: FaultyReport) -> str:
    """What is wrong in one report, as an example."""
    return headline(one.first, one.line.report)
