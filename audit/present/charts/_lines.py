"""The main figures of one agency as lines over its years."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from audit.model import Report
from audit.present.charts import _style as style
from audit.present.charts._bars import AXIS_END
from audit.text import show

_COLOURS = (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE)
_MARKS = ("o", "s", "^", "D")


def lines(reports: Sequence[Report], title: str, keys: Sequence[tuple[str, str]]) -> Figure:
    """One line a figure over the years of ``reports``; a year without a number interrupts its line."""
    if len(reports) < 2:
        return style.message(title, "只有一个年度的报告，不绘趋势图。")
    read = [(name, [report.value(key) for report in reports]) for key, name in keys]
    if not any(value is not None for _, values in read for value in values):
        return style.message(title, "各年度均没有可绘制的数字。")
    years = [report.year or 0 for report in reports]
    alt = f"{title}：" + "；".join(
        name + "，".join(f"{year}年{'无数字' if v is None else show(v)}" for year, v in zip(years, values, strict=True))
        for name, values in read
    )
    chart, axes = style.figure(title, alt, 2.5)
    for (name, values), colour, mark in zip(read, _COLOURS, _MARKS, strict=False):
        heights = [float("nan") if v is None else float(max(0, min(v, AXIS_END))) for v in values]
        axes.plot(years, heights, color=colour, marker=mark, markersize=4.5, linewidth=1.5, label=name, clip_on=False)
    axes.set_xticks(years, [f"{year}年" for year in years])
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    chart.legend(loc="outside lower center", ncols=len(read), frameon=False)
    return chart
