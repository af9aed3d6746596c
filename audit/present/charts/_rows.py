"""Rows of bars placed: labels beside or above them, numbers behind them, a legend below; nothing overlaps or is cut."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from audit.present.charts import _style as style
from audit.present.charts._bars import AXIS_END, BarRow
from audit.present.charts._drawing import Drawing
from audit.present.charts._glyphs import fitted, width, wrapped

#: Height of a bar and the space between two rows.
_BAR, _SPACE = 13.0, 6.0
#: Space between a bar and the words before and behind it.
_GAP = 4.0
#: The part of the width that labels beside bars may take.
_LABELS = 0.45
#: The least length of a bar that is not nought.
_LEAST = 1.5


def rows_of_bars(
    rows: Sequence[BarRow], legend: Mapping[str, str], *, above: bool = False, log: bool = False
) -> Drawing:
    """Draw ``rows`` from the top downwards; ``legend`` names colours, ``above`` puts labels over their bars.

    ``log`` draws on a logarithmic scale that begins at zero: ``log10(1 + length)``; rows have one part then.
    """
    chart = Drawing()
    room = chart.width - 2 * style.EDGE
    labels = [wrapped(row.label, style.SIZE, room if above else room * _LABELS) for row in rows]
    beside = 0.0 if above else max(width(line, style.SIZE) for lines in labels for line in lines) + _GAP
    left = style.EDGE + beside
    scale = _scale(rows, chart.width - style.EDGE - left, log=log)
    heights = [
        len(lines) * style.LINE + _BAR + _SPACE if above else max(_BAR, len(lines) * style.LINE) + _SPACE
        for lines in labels
    ]
    tops = list(accumulate(heights, initial=style.EDGE))
    if log:
        ticks = [(at * scale, name) for at, name in decades(max(row.length for row in rows))]
        for x, _ in ticks[1:]:
            chart.line([(left + x, tops[0] - 2), (left + x, tops[-1] - 2)], style.GRID, 0.6)
        axis_ticks(chart, left, tops[-1] + style.LINE / 2 - 3, ticks)
    behind = []
    for row, lines, top, height in zip(rows, labels, tops, heights, strict=False):
        text = top + (0.0 if above else (height - _SPACE - len(lines) * style.LINE) / 2) + style.LINE / 2
        for number, line in enumerate(lines):
            x, anchor = (style.EDGE, "start") if above else (left - _GAP, "end")
            chart.text(x, text + number * style.LINE, line, anchor=anchor)
        middle = top + len(lines) * style.LINE + _BAR / 2 if above else top + (height - _SPACE) / 2
        end = _bar(chart, row, left, middle, scale, log=log)
        behind.append((row, end, middle))
    for row, end, middle in behind:
        _words(chart, row, left, end, middle)
    if not above:
        chart.line([(left, tops[0] - 2), (left, tops[-1] - _SPACE + 2)], style.INK)
    bottom = tops[-1] + (style.SMALL / 2 if log else 0.0)
    chart.height = place_legend(chart, legend, bottom) + style.EDGE
    return chart


def place_legend(chart: Drawing, legend: Mapping[str, str], top: float) -> float:
    """A patch and a name for each colour, on as many lines as they need from ``top``; where the last one ends."""
    x, y = style.EDGE, top + style.LINE / 2
    for colour, name in legend.items():
        wide = 14 + _GAP + width(name, style.SIZE)
        if x > style.EDGE and x + wide > chart.width - style.EDGE:
            x, y = style.EDGE, y + style.LINE + 2
        chart.box(x, y - 5, 14, 10, colour, edge=style.edge_of(colour))
        chart.text(x + 14 + _GAP, y, name)
        x += wide + 14
    return y + style.LINE / 2 if legend else top


def axis_ticks(chart: Drawing, left: float, y: float, ticks: Sequence[tuple[float, str]]) -> None:
    """The names of an axis at ``y``, each under its place (x behind ``left``): all, or every so many that they stand clear."""
    placed = []
    for x, name in ticks:
        wide = width(name, style.SMALL)
        start = min(left + x - wide / 2, chart.width - 1 - wide)
        placed.append((start, start + wide + _GAP, name))
    step = 1
    while any(end > start for (_, end, _), (start, _, _) in pairwise(placed[::step])):
        step += 1
    for start, _, name in placed[::step]:
        chart.text(start, y, name, size=style.SMALL, colour=style.QUIET)


def decades(largest: float) -> list[tuple[float, str]]:
    """Where nought and the powers of ten up to ``largest`` stand on a logarithmic axis, and what they are called."""
    powers = range(1, math.floor(math.log10(max(10.0, largest))) + 1)
    return [(0.0, "0"), *((log_of(10**power), _name_of(10**power)) for power in powers)]


def log_of(value: float) -> float:
    """Where a value stands on a logarithmic axis that begins at zero; never beyond the axis."""
    return math.log10(1 + min(value, AXIS_END))


def _name_of(value: int) -> str:
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if value >= unit:
            return f"{value // unit}{name}"
    return str(value)


def _scale(rows: Sequence[BarRow], room: float, *, log: bool) -> float:
    """Points a unit, so that every bar has room for the words behind it."""
    most = [
        (max(room / 4, room - _GAP - width(row.end, style.SIZE)), log_of(row.length) if log else row.length)
        for row in rows
        if row.length
    ]
    return min((space / length for space, length in most), default=1.0)


def _bar(chart: Drawing, row: BarRow, left: float, middle: float, scale: float, *, log: bool) -> float:
    """The bar of a row with the words in its parts; where it ends."""
    x = left
    for number, (length, colour) in enumerate(row.parts):
        if not length:
            continue
        long = max(_LEAST, scale * (log_of(length) if log else length))
        chart.box(x, middle - _BAR / 2, long, _BAR, colour, edge=style.edge_of(colour))
        inside = row.inside[number] if row.inside else ""
        if inside and width(inside, style.SMALL) + 3 < long:
            chart.text(x + long / 2, middle, inside, size=style.SMALL, colour=style.ink_on(colour), anchor="middle")
        x += long
    return x


def _words(chart: Drawing, row: BarRow, left: float, end: float, middle: float) -> None:
    """The words of a row behind its bar, on a ground of their own where lines or the bar itself lie under them."""
    right = chart.width - style.EDGE
    words = fitted(row.end, style.SIZE, right - left - _GAP)
    wide = width(words, style.SIZE)
    x = min(end + _GAP, right - wide)
    chart.box(x - 1.5, middle - _BAR / 2 - 0.5, wide + 3, _BAR + 1, style.GROUND)
    chart.text(x, middle, words, colour=row.colour)
