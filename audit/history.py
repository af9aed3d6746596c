"""Which earlier reports are of the same organ, and what they say at a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from audit.model import Report, ReportCell
from audit.text import fold


def same_organ(report: Report, other: Report) -> bool:
    """Whether both reports name the same organ, width of characters and white space aside.

    A report whose organ was not read is nobody's: it is not known whose figures it gives.
    """
    return bool(report.agency and other.agency) and _name(report.agency) == _name(other.agency)


@lru_cache(maxsize=8192)  # every report of a batch is held against the same earlier ones
def _name(agency: str | None) -> str:
    return fold(agency or "")


def by_year(report: Report, others: Iterable[Report]) -> dict[int, tuple[Report, ...]]:
    """The readable earlier reports of the organ of ``report``, newest year first; several where a year came twice."""
    years: dict[int, list[Report]] = {}
    for other in others:
        if other.status == "unreadable" or other.year is None or report.year is None or other.year >= report.year:
            continue
        if same_organ(report, other):
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
