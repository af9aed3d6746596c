"""The rates of one report, exact, or why they are not computed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from audit.forms import Form, load
from audit.metrics._definitions import Definition, RateTerm, definitions
from audit.model import Report
from audit.text import Value, added, hundredths, show

#: A rate whose denominator is that of all shares of the results.
_OF_RESULTS = "full_disclosure_rate"


@dataclass(frozen=True, slots=True)
class Metric:
    """One rate of one report: ``value`` is exact, as a part of 1; None where ``reason`` (Chinese) says why not.

    ``numerator`` and ``denominator`` are set wherever all their cells are numbers, even if the rate is not computed.
    ``cells`` are all cells that the rate rests on.
    """

    definition: Definition
    value: Fraction | None
    reason: str = ""
    numerator: Value | None = None
    denominator: Value | None = None
    cells: tuple[str, ...] = ()

    def shown(self, places: int = 1) -> str:
        """The rate for people, rounded half up: “83.3%”; "" where it is not computed."""
        return "" if self.value is None else f"{hundredths(self.value, places)}{self.definition.unit}"


def compute(
    report: Report, wanted: Mapping[str, Definition] | None = None, not_printed: Collection[str] = ()
) -> dict[str, Metric]:
    """Every rate of ``report`` by key; ``wanted`` replaces the dictionary that ships.

    Numbers are taken as printed. A cell that is blank, “/” or not read is never taken for 0: the rate is then not
    computed. Of cells that are ``not_printed`` it says so. A report without a unified form has none of its rates computed.
    """
    form = load(report.edition) if report.edition else None
    items = definitions() if wanted is None else wanted
    if form is None:
        return {key: Metric(item, None, "该年度报告没有适用的统一格式") for key, item in items.items()}
    return {key: _metric(report, form, item, not_printed) for key, item in items.items()}


def share_of_results(report: Report, cells: Sequence[str]) -> Metric:
    """What ``cells`` together are of all results, by the definition that the rates of results have in common.

    ``numerator`` and ``denominator`` are those of the rate; its name and note are not.
    """
    shared = definitions()[_OF_RESULTS]
    item = replace(shared, numerator=tuple(RateTerm(key, 1) for key in cells))
    return compute(report, {_OF_RESULTS: item})[_OF_RESULTS]


def _metric(report: Report, form: Form, item: Definition, not_printed: Collection[str]) -> Metric:
    above, below = _keys(form, item.numerator), _keys(form, item.denominator)
    cells = tuple(dict.fromkeys(key for key, _ in (*above, *below)))
    absent = [term for term in (*item.numerator, *item.denominator) if not term.keys(form)]
    if absent:
        return Metric(item, None, f"{form.edition}年格式没有计算所需的栏目", cells=cells)
    if trouble := _trouble(report, form, cells, not_printed):
        return Metric(item, None, trouble, cells=cells)
    part, whole = _sum(report, above), _sum(report, below)
    return Metric(item, *_rate(item, part, whole), part, whole, cells)


def _rate(item: Definition, part: Value, whole: Value) -> tuple[Fraction | None, str]:
    if whole < item.minimum:
        return None, f"分母为{show(whole)}，小于{item.minimum}，不计算"
    if part < 0 or (item.whole and part > whole):
        return None, f"分子{show(part)}不在0与分母{show(whole)}之间，数字可能有误，不计算"
    return Fraction(part) / Fraction(whole), ""


def _keys(form: Form, terms: Sequence[RateTerm]) -> tuple[tuple[str, int], ...]:
    return tuple((key, term.sign) for term in terms for key in term.keys(form))


def _trouble(report: Report, form: Form, cells: Sequence[str], not_printed: Collection[str]) -> str:
    """Why the cells do not all give numbers; "" where they do."""
    for key in cells:
        cell = report.cells.get(key)
        if cell is None or cell.kind == "text":
            return f"{form.cells[key].label}{'没有印出' if key in not_printed else '未能读取为数字'}"
    blank = [key for key in cells if report.value(key) is None]
    if blank:
        more = f"等{len(blank)}格" if len(blank) > 1 else ""
        return f"{form.cells[blank[0]].label}{more}空白或“/”，不作0计"
    return ""


def _sum(report: Report, keys: Sequence[tuple[str, int]]) -> Value:
    return added(sign * (report.value(key) or 0) for key, sign in keys)
