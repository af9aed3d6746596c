"""How figures and rates spread over many reports."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

from matplotlib.figure import Figure

from audit.metrics import Metric, compute, definitions
from audit.model import Report
from audit.present import facts
from audit.present.charts import _bars as barchart
from audit.present.charts import _style as style
from audit.text import Value
from audit.words import watched


def distribution(audited: Sequence[facts.Audited]) -> Figure:
    """How the main figures spread over the reports: one dot a report, a line at the median, numbers at the right."""
    title = "主要数据的分布（对数刻度，每点为一份报告）"
    read = [report for report, _ in audited if report.status != "unreadable"]
    rows = []
    for each in watched("spread"):
        key, name = each.key, each.name
        values = sorted(v for report in read if (v := report.value(key)) is not None and v >= 0)
        missing = sum(
            report.value(key) is None
            for report in read
            if (form := facts.form_of(report)) is not None and key in form.cells
        )
        if values or missing:
            rows.append((name, values, missing))
    if not rows:
        return style.message(title, "没有可绘制的数据。")
    alt = f"{title}：" + "，".join(f"{name}共{len(values)}份" for name, values, _ in rows)
    chart, axes = style.figure(title, alt, 1.0 + 0.36 * len(rows))
    largest = min(max((v for _, values, _ in rows for v in values), default=0), barchart.AXIS_END)
    barchart.log_axis(axes, largest, room=1.75)
    right = axes.get_xlim()[1]
    for row, (_, values, missing) in enumerate(rows):
        points = [math.log10(1 + float(min(v, barchart.AXIS_END))) for v in values]
        spread = [row + 0.09 * ((index % 5) - 2) for index in range(len(points))]
        axes.scatter(points, spread, s=20, color=style.BLUE, alpha=0.6, linewidths=0, clip_on=False, zorder=3)
        words = f"{missing}份无数字" if missing else ""
        if values:
            middle = math.log10(1 + float(min(_median(values), barchart.AXIS_END)))
            axes.vlines(middle, row - 0.36, row + 0.36, color=style.VERMILION, linewidth=1.8)
            between = _between(facts.short(values[0]), facts.short(values[-1]))
            numbers = f"{between}，中位 {facts.short(_median(values))}"
            words = numbers + (f"，{words}" if words else "")
        axes.text(right, row, words, ha="right", va="center", fontsize=8.5, color="#333333")
    barchart.label_rows(axes, [name for name, _, _ in rows])
    return chart


def rates(reports: Sequence[Report]) -> Figure:
    """How the rates spread over ``reports``: one dot a report, a line at the median, numbers at the right."""
    title = "各项比率的分布（每点为一份报告）"
    computed = [compute(report) for report in reports]
    rows: list[tuple[str, list[Metric]]] = []
    for key, definition in definitions().items():
        known = [found[key] for found in computed if found[key].value is not None]
        if known:
            rows.append((definition.name, sorted(known, key=lambda metric: metric.value or 0)))
    if not rows:
        return style.message(title, "没有可以计算的比率（分母过小、未读取或未填）。")
    alt = f"{title}：" + "，".join(f"{name}共{len(known)}份" for name, known in rows)
    chart, axes = style.figure(title, alt, 1.0 + 0.33 * len(rows))
    for row, (_, known) in enumerate(rows):
        points = [min(1.0, float(metric.value or 0)) for metric in known]
        spread = [row + 0.09 * ((index % 5) - 2) for index in range(len(points))]
        axes.scatter(points, spread, s=20, color=style.BLUE, alpha=0.6, linewidths=0, clip_on=False, zorder=3)
        middle = replace(known[0], value=median(metric.value or Fraction(0) for metric in known))
        axes.vlines(min(1.0, float(middle.value or 0)), row - 0.36, row + 0.36, color=style.VERMILION, linewidth=1.8)
        words = f"{_between(known[0].shown(), known[-1].shown())}，中位 {middle.shown()}（{len(known)}份）"
        axes.text(1.62, row, words, ha="right", va="center", fontsize=8.5, color="#333333")
    axes.set_xlim(0, 1.62)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    barchart.label_rows(axes, [name for name, _ in rows])
    return chart


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
