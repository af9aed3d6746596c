"""The main figures of one agency over its years: a line a figure, each on a scale of its own with its numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Report
from audit.present.charts import _style as style
from audit.present.charts._bars import Bar, bar, printed
from audit.present.charts._chart import Chart, sentence
from audit.present.charts._drawing import Drawing
from audit.present.charts._glyphs import width, wrapped

#: Height of the band of one figure, and the space above its line for numbers.
_BAND, _NUMBERS = 52.0, 18.0
#: The part of the width that names may take.
_NAMES = 0.3


def lines(
    reports: Sequence[Report],
    title: str,
    keys: Sequence[tuple[str, str]],
    not_printed: Sequence[frozenset[str]] = (),
) -> Chart:
    """One line a figure over the years of ``reports``; a year without a number interrupts its line.

    ``not_printed`` are, report by report, the cells that it surely does not print; () where nothing is known of that.
    Each line begins at nought and reaches to its own largest number, so that 3 and ten million can both be followed.
    """
    if len(reports) < 2:
        return sentence(title, "只有一个年度的报告，不绘趋势图。")
    papers = list(zip(reports, not_printed or [frozenset[str]()] * len(reports), strict=True))
    series = [
        (name, [bar(report, f"{report.year}年", key, is_printed=key not in absent) for report, absent in papers])
        for key, name in keys
    ]
    numbers = [each.value for _, points in series for each in points if each.value is not None]
    if not numbers:
        return sentence(title, "各年度均没有可绘制的数字。")
    if not any(numbers):
        return sentence(title, f"{reports[0].year}至{reports[-1].year}年各项已读取的数字均为0。")
    alt = f"{title}：" + "；".join(
        name + "，".join(f"{each.label}{each.printed.removeprefix('※ ')}" for each in points) for name, points in series
    )
    return Chart(title, f"{alt}。", _drawn(series), ("各条线均自0起，各按本项最大值绘制，数字见线上。",))


def _drawn(series: Sequence[tuple[str, Sequence[Bar]]]) -> Drawing:
    chart = Drawing(height=2 * style.EDGE + _BAND * len(series) + style.LINE)
    names = [wrapped(name, style.SIZE, chart.width * _NAMES) for name, _ in series]
    points = series[0][1]
    half = max(width(each.label, style.SMALL) for each in points) / 2
    left = style.EDGE + max(width(line, style.SIZE) for lines_ in names for line in lines_) + 8 + half
    step = (chart.width - style.EDGE - half - left) / (len(points) - 1)
    across = [left + step * number for number in range(len(points))]
    for number, ((_, values), name) in enumerate(zip(series, names, strict=True)):
        top = style.EDGE + _BAND * number
        for line, text in enumerate(name):
            middle = top + _NUMBERS + (_BAND - _NUMBERS) / 2 - 4 + style.LINE * (line - (len(name) - 1) / 2)
            chart.text(style.EDGE, middle, text)
        chart.line([(left - half, top + _BAND - 4), (chart.width - style.EDGE, top + _BAND - 4)], style.GRID, 0.6)
        _line(chart, values, across, top)
    bottom = style.EDGE + _BAND * len(series) + style.LINE / 2
    _in_room(chart, [(x, bottom, each.label, style.QUIET) for x, each in zip(across, points, strict=True)])
    return chart


def _line(chart: Drawing, values: Sequence[Bar], across: Sequence[float], top: float) -> None:
    """One line with its dots and numbers; its pieces end where there is no number."""
    base, most = top + _BAND - 4, max(1.0, *(float(each.length) for each in values))
    piece: list[tuple[float, float]] = []
    words = []
    for x, each in zip(across, values, strict=True):
        y = base - (_BAND - _NUMBERS - 8) * float(each.length) / most
        if each.value is None:
            words.append((x, base - 7, each.printed, each.colour))
            _piece(chart, piece)
            piece = []
            continue
        chart.dot(x, y, style.BLUE)
        piece.append((x, y))
        words.append((x, y - 10, printed(each.value), style.INK))
    _piece(chart, piece)
    _in_room(chart, words)


def _piece(chart: Drawing, points: Sequence[tuple[float, float]]) -> None:
    if len(points) > 1:
        chart.line(points, style.BLUE, 1.6)


def _in_room(chart: Drawing, words: Sequence[tuple[float, float, str, str]]) -> None:
    """Print words (x of the middle, y, words, colour) as far as they stand clear of each other, the latest year first."""
    free = chart.width - 1
    for x, y, text, colour in reversed(words):
        wide = width(text, style.SMALL)
        left = min(x - wide / 2, chart.width - 1 - wide)
        if left + wide <= free:
            chart.text(left, y, text, size=style.SMALL, colour=colour)
            free = left - 4
