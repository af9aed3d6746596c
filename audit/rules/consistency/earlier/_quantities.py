"""What the organ's reports of an earlier year give, and which year a sentence compares with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.findings import Counted, Side
from audit.forms import load
from audit.history import by_year
from audit.model import Claim, Report
from audit.patterns import regex
from audit.rules.consistency.earlier._cells import file_name, in_reports
from audit.rules.consistency.figures import figure, quantity
from audit.rules.kit import Case, Evidence
from audit.words import YEAR

_YEARS_SAID = regex(rf"(?:上一?年|去年|同比|({YEAR})(?=年))")


def compared_year(case: Case, claim: Claim) -> tuple[int, tuple[Report, ...]]:
    """The year that the claim compares with, the last that its sentence names before, and the organ's reports of it."""
    own, before = case.report.year or 0, (case.report.year or 0) - 1
    named = [match[1] for match in _YEARS_SAID.finditer(claim.sentence, 0, claim.end)]
    years = [int(year) if year else before for year in named]
    year = next((year for year in reversed(years) if year != own), before)
    return year, by_year(case.report, case.previous).get(year, ())


def earlier_sides(case: Case, versions: Sequence[Report], year: int, subject: str) -> list[Side]:
    """What ``subject`` may have been in the reports of ``year``, by each of them and each way of counting."""
    return [
        Side("earlier_report", found.name, found.value, found.cells, year=year, source=file_name(report))
        for report in versions
        for found in _then(case, report, subject)
    ]


def _then(case: Case, report: Report, subject: str) -> Iterator[Counted]:
    """What ``subject`` may have been in an earlier report, in the ways of counting that the edition of its form has."""
    form = load(report.edition) if report.edition else None
    in_tables = quantity(subject, form) if form else None
    earlier = replace(case, report=report, known_form=form, known={})
    for way in in_tables.ways if in_tables else ():
        found = figure(earlier, way)
        if found.value is not None:
            yield found


def earlier_places(report: Report, usual: Sequence[Side]) -> Iterator[Evidence]:
    """The cells of the earlier report behind the usual way of counting; of a long sum none is shown."""
    keys = [key for side in usual for key in side.cells]
    for key in keys if len(keys) <= 2 else ():
        side = in_reports((report,), key)
        if side.printed:
            yield side.printed.evidence
