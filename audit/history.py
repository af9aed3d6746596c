"""Which earlier reports are of the same organ, and what they say at a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from audit.model import Report, ReportCell
from audit.words import bodies, relation


@dataclass(frozen=True, slots=True)
class Sought:
    """What else was seen where the organ's report of the year before was looked for.

    ``doubtful`` are reports of that year that may be the organ's, for their names leave it open.
    """

    doubtful: tuple[Report, ...] = ()


#: Nothing was seen that leaves a doubt.
NO_DOUBT = Sought()


def of_organ(report: Report, others: Iterable[Report]) -> list[Report]:
    """Those of ``others`` whose name is the same body's as that of ``report``, perhaps a longer or shorter form.

    A report whose organ was not read is nobody's: it is not known whose figures it gives.
    """
    named = [other for other in others if other.agency]
    body = _bodies(frozenset(one.agency for one in (report, *named) if one.agency))
    return [other for other in named if report.agency and body[other.agency or ""] == body[report.agency]]


@lru_cache(maxsize=256)  # every rule that compares years asks for the same reports
def _bodies(names: frozenset[str]) -> Mapping[str, str]:
    return bodies(names)


def sought(report: Report, others: Iterable[Report]) -> Sought:
    """What among ``others`` may be the organ's report of the year before, though nothing surely is."""
    before = [one for one in others if one.year == (report.year or 0) - 1 and one.status != "unreadable"]
    if not report.agency or of_organ(report, before):
        return NO_DOUBT
    return Sought(tuple(one for one in before if one.agency and relation(one.agency, report.agency) != "other"))


def by_year(report: Report, others: Iterable[Report]) -> dict[int, tuple[Report, ...]]:
    """The readable earlier reports of the organ of ``report``, newest year first; several where a year came twice."""
    years: dict[int, list[Report]] = {}
    for other in of_organ(report, others):
        if other.status == "unreadable" or other.year is None or report.year is None or other.year >= report.year:
            continue
        years.setdefault(other.year, []).append(other)
    return {year: tuple(years[year]) for year in sorted(years, reverse=True)}


def last_year(report: Report, others: Iterable[Report]) -> tuple[Report, ...]:
    """The readable reports of the same organ for the year before, in the order given; () where there is none."""
    return by_year(report, others).get((report.year or 0) - 1, ())


def readings(reports: Sequence[Report], key: str) -> list[tuple[Report, ReportCell]]:
    """The different readings of the cell ``key`` in versions of one year's report: [] where none could be read.

    A blank and 0 do not contradict each other: of the two the 0 is kept, and one reading is all there is.
    """
    found: list[tuple[Report, ReportCell]] = []
    for report in reports:
        cell = report.cells.get(key)
        if cell is None or cell.kind == "text":
            continue
        same = next((i for i, (_, other) in enumerate(found) if (other.value or 0) == (cell.value or 0)), None)
        if same is None:
            found.append((report, cell))
        elif found[same][1].value is None and cell.value is not None:
            found[same] = (report, cell)
    return found
