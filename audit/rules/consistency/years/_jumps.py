"""Numbers watched over the years: what each year's report states, and when the change is out of the ordinary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from statistics import median

from audit.findings import Usual
from audit.model import Report
from audit.rules.consistency.earlier import YearCell, in_reports, this_year
from audit.rules.consistency.years._explained import Subject, Way, Wordings, is_explained
from audit.rules.kit import Case, data_file
from audit.text import Value, added
from audit.words import figures

#: Makes the median absolute deviation of normally spread figures their standard deviation.
_NORMAL = Fraction(14826, 10000)


@dataclass(frozen=True, slots=True)
class Watched:
    """One of the numbers compared: the cells that it is the sum of, and its bounds; ``noun`` is a pattern of what it counts."""

    name: str
    keys: tuple[str, ...]
    ratio: int
    difference: int
    noun: str


@dataclass(frozen=True, slots=True)
class Known:
    """A watched number in one year's report, with the cells that it is the sum of."""

    value: Value
    cells: tuple[YearCell, ...]


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The data file."""

    watched: tuple[Watched, ...]
    wordings: Wordings
    history: int
    history_ratio: int
    deviations: int


def watched() -> tuple[Watched, ...]:
    """All numbers that are watched."""
    return _bounds().watched


def known_now(case: Case, item: Watched) -> Known | None:
    """The number in the report itself, of the cells that its form has; None where one of them prints none."""
    return _known([this_year(case, key).printed for key in item.keys if key in case.form.cells])


def known_before(years: Mapping[int, Sequence[Report]], item: Watched) -> dict[int, Known]:
    """The number in each earlier year whose reports state it and agree."""
    found: dict[int, Known] = {}
    for year, reports in years.items():
        known = _known([in_reports(reports, key).printed for key in item.keys])
        if known is not None:
            found[year] = known
    return found


def usual(item: Watched, past: Mapping[int, Known], last_year: int) -> Usual | None:
    """What is usual by the median of enough years, else by ``last_year``; None without either."""
    bounds, last = _bounds(), past.get(last_year)
    values = [Fraction(known.value) for known in past.values()]
    if len(past) >= bounds.history:
        base = Fraction(median(values))
        spread = bounds.deviations * _NORMAL * Fraction(median(abs(value - base) for value in values))
        return Usual(base, True, bounds.history_ratio, item.difference, base - spread, base + spread)
    if last is None:
        return None
    return Usual(Fraction(last.value), False, item.ratio, item.difference, min(values), max(values))


def explained(report: Report, item: Watched, change: Usual, value: Value) -> bool:
    """Whether the text says why the number, now ``value``, is out of the ordinary, or that it went that way."""
    way: Way = "rises" if Fraction(value) > change.base else "falls"
    others = tuple(other.noun for other in watched() if other.noun != item.noun)
    return is_explained(report, Subject(item.noun, others), way, _bounds().wordings)


def _known(cells: Sequence[YearCell | None]) -> Known | None:
    """The sum of cells that all print a number; a blank states nothing."""
    read = tuple(cell for cell in cells if cell is not None and not cell.blank)
    if not read or len(read) < len(cells):
        return None
    return Known(added(cell.value for cell in read), read)


@cache
def _bounds() -> _Bounds:
    data = data_file(__package__, "jumps")
    numbers = tuple(
        Watched(figure.wording, figure.keys, item["ratio"], item["difference"], item["noun"])
        for item in data["figures"]
        for figure in (figures()[item["id"]],)
    )
    return _Bounds(
        numbers,
        Wordings(*(data[word] for word in ("rises", "falls", "reasons", "compared", "between", "tail"))),
        data["history"],
        data["history_ratio"],
        data["deviations"],
    )
