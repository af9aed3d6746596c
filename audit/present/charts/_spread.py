"""How figures and rates spread over many reports: a strip each, whose size does not grow with the number of reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

from audit.metrics import Metric, compute, definitions
from audit.model import Report
from audit.present import facts
from audit.present.charts import _style as style
from audit.present.charts._bars import printed
from audit.present.charts._chart import Chart, sentence
from audit.present.charts._drawing import Drawing
from audit.present.charts._glyphs import width, wrapped
from audit.present.charts._rows import axis_ticks, decades, log_of
from audit.text import Value
from audit.words import WatchedFigure, watched

#: Width of a column of a strip, height of its tallest and of its lowest column.
_COLUMN, _TALLEST, _LOWEST = 4.0, 16.0, 1.6
#: Space between two strips.
_SPACE = 7.0
#: How the columns are read.
_HOW = "竖条越高，该处的报告越多（按平方根）；橙线为中位数。"


@dataclass(frozen=True, slots=True)
class _Spread:
    """A figure's places on its axis, 0 to 1, that of the median (None without places), and the words beside its name."""

    name: str
    places: Sequence[float]
    median: float | None
    words: str


def distribution(audited: Sequence[facts.Audited]) -> Chart:
    """How the main figures spread over the reports: strips of numbers of cases, below them those of money."""
    title = "主要数据的分布"
    read = [report for report, _ in audited if report.status != "unreadable"]
    forms = {report.edition: form for report in read if (form := facts.form_of(report))}
    money = {key for form in forms.values() for key, cell in form.cells.items() if cell.money}
    counted = _strips(read, [each for each in watched("spread") if each.key not in money])
    paid = _strips(read, [each for each in watched("spread") if each.key in money])
    parts = [part for part in (counted, paid) if part[0]]
    if not parts:
        return sentence(title, "没有可绘制的数据。")
    chart, top = Drawing(), style.EDGE
    for strips, ticks in parts:
        top = _draw(chart, strips, ticks, top)
    chart.height = top
    alt = f"{title}：" + "；".join(f"{strip.name}{strip.words}" for strips, _ in parts for strip in strips)
    return Chart(f"{title}（{len(read)}份报告，对数刻度）", f"{alt}。", chart, (_HOW,))


def _strips(read: Sequence[Report], figures: Sequence[WatchedFigure]) -> tuple[list[_Spread], list[tuple[float, str]]]:
    """A strip for each of the figures that some report has or lacks, and the axis that they share."""
    found = [(each, *_values(read, each.key)) for each in figures]
    largest = float(max((values[-1] for _, values, _ in found if values), default=0))
    end = max(log_of(largest), log_of(10))
    strips = []
    for each, values, missing in found:
        if not values and not missing:
            continue
        words = f"{missing}份无数字" if missing else ""
        if values:
            between = _between(printed(values[0]), printed(values[-1]))
            words = f"{between}，中位 {printed(_median(values))}" + (f"，{words}" if words else "")
        middle = log_of(float(_median(values))) / end if values else None
        strips.append(_Spread(each.name, [log_of(float(value)) / end for value in values], middle, words))
    return strips, [(place / end, name) for place, name in decades(largest)]


def _values(read: Sequence[Report], key: str) -> tuple[list[Value], int]:
    """The numbers of one figure from the smallest, and how many reports whose form has it give none."""
    values = sorted(value for report in read if (value := report.value(key)) is not None and value >= 0)
    asked = (report for report in read if (form := facts.form_of(report)) is not None and key in form.cells)
    return values, sum(report.value(key) is None for report in asked)


def rates(reports: Sequence[Report]) -> Chart:
    """How the rates spread over ``reports``: a strip a rate, a line at the median, numbers beside its name."""
    title = "各项比率的分布"
    computed = [compute(report) for report in reports]
    strips = []
    for key, definition in definitions().items():
        known = sorted((found[key] for found in computed if found[key].value is not None), key=_rate)
        if known:
            middle = replace(known[0], value=median(_rate(metric) for metric in known))
            words = f"{_between(known[0].shown(), known[-1].shown())}，中位 {middle.shown()}（{len(known)}份）"
            places = [min(1.0, float(_rate(metric))) for metric in known]
            strips.append(_Spread(definition.name, places, min(1.0, float(_rate(middle))), words))
    if not strips:
        return sentence(title, "没有可以计算的比率（分母过小、未读取或未填）。")
    chart = Drawing()
    beyond = any(_rate(found[key]) > 1 for found in computed for key in found)
    ticks = [*((part / 4, f"{part * 25}%") for part in range(4)), (1.0, "100%及以上" if beyond else "100%")]
    chart.height = _draw(chart, strips, ticks, style.EDGE)
    alt = f"{title}：" + "；".join(f"{strip.name}{strip.words}" for strip in strips)
    return Chart(title, f"{alt}。", chart, (_HOW,))


def _rate(metric: Metric) -> Fraction:
    return metric.value or Fraction(0)


def _draw(chart: Drawing, strips: Sequence[_Spread], ticks: Sequence[tuple[float, str]], top: float) -> float:
    """Strips one below the other with their axis at the foot; where it ends."""
    left, long = style.EDGE + 2, chart.width - 2 * style.EDGE - 4
    height = _text_lines(strips) * style.LINE + _TALLEST + _SPACE
    bottom = top + height * len(strips)
    for number, strip in enumerate(strips):
        y = top + height * number
        for place, _ in ticks:
            x = left + place * long
            chart.line([(x, y + height - _SPACE - _TALLEST), (x, y + height - _SPACE)], style.GRID, 0.6)
        _name(chart, strip, y, _text_lines(strips))
        _columns(chart, strip, left, long, y + height - _SPACE)
    axis_ticks(chart, left, bottom + style.LINE / 2, [(place * long, name) for place, name in ticks])
    return bottom + style.LINE + style.EDGE


def _text_lines(strips: Sequence[_Spread]) -> int:
    """Lines of text over each strip: one where name and words stand beside each other everywhere, else two."""
    longest = max(width(strip.name, style.SIZE) + width(strip.words, style.SMALL) for strip in strips)
    return 1 if longest + 8 <= style.WIDTH - 2 * style.EDGE else 2


def _name(chart: Drawing, strip: _Spread, y: float, number: int) -> None:
    room = chart.width - 2 * style.EDGE
    (name,) = wrapped(strip.name, style.SIZE, room, most=1)
    (words,) = wrapped(strip.words, style.SMALL, room, most=1)
    chart.text(style.EDGE, y + style.LINE / 2, name)
    line = y + style.LINE * (number - 0.5)
    chart.text(chart.width - style.EDGE, line, words, size=style.SMALL, colour=style.QUIET, anchor="end")


def _columns(chart: Drawing, strip: _Spread, left: float, long: float, base: float) -> None:
    """How many reports stand at each place, as columns, and the median across them."""
    last = int(long / _COLUMN) - 1
    found = Counter(min(last, int(place * long / _COLUMN)) for place in strip.places)
    most = max(found.values(), default=1)
    for column, number in sorted(found.items()):
        x = left + (column + 0.5) * _COLUMN
        high = max(_LOWEST, _TALLEST * (number / most) ** 0.5)
        chart.line([(x, base), (x, base - high)], style.BLUE, _COLUMN - 0.8)
    chart.line([(left, base), (left + long, base)], style.QUIET, 0.6)
    if strip.median is not None:
        x = left + min(last + 0.5, max(0.5, strip.median * long / _COLUMN)) * _COLUMN
        chart.line([(x, base + 2), (x, base - _TALLEST - 1)], style.VERMILION, 2.0)


def _between(first: str | None, last: str | None) -> str:
    """The range, or the one number where both ends print the same."""
    return f"{first}" if first == last else f"{first}～{last}"


def _median(values: Sequence[Value]) -> Value:
    """The median, exact: the middle value or half the sum of the two in the middle."""
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    total = values[middle - 1] + values[middle]
    return total // 2 if total % 2 == 0 else Decimal(total) / 2
