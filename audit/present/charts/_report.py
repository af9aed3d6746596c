"""Charts of one report. Each returns a matplotlib figure; zero, blank and unread are drawn as different things."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from audit.forms import Line
from audit.model import Report
from audit.present.charts import _style as style
from audit.present.charts._bars import (
    BAR_HEIGHT,
    NO_FORM,
    alt_text,
    axis_limit,
    bar,
    label_rows,
    log_axis,
    print_end,
    share_of,
    stacked,
    summed,
    table_of,
)
from audit.present.html import Html, join, unread
from audit.text import added
from audit.words import figures


def gallery(report: Report) -> Html:
    """All charts of one report, as embedded pictures."""
    if report.status == "unreadable":
        return unread()
    return join(*(style.picture(draw(report)) for draw in CHARTS.values()))


def disclosure(report: Report) -> Figure:
    """主动公开 by category on a logarithmic axis, so that 1 and ten million can both be read."""
    title = "主动公开政府信息（对数刻度）"
    table = table_of(report, "disclosure")
    if table is None:
        return style.message(title, NO_FORM)
    bars = [
        bar(report, f"{line.label}·{column.split('（')[0]}", f"{table.prefix}.{line.key}.{key}")
        for line in table.lines
        for key, column in line.columns
    ]
    chart, axes = style.figure(title, alt_text(title, bars), 0.9 + 0.3 * len(bars))
    log_axis(axes, max(b.length for b in bars))
    for row, item in enumerate(bars):
        axes.barh(row, math.log10(1 + float(item.length)), BAR_HEIGHT, color=style.BLUE)
        print_end(axes, row, math.log10(1 + float(item.length)), item)
    label_rows(axes, [b.label for b in bars])
    axes.set_xlabel("件数（行政事业性收费为万元）")
    return chart


def results(report: Report) -> Figure:
    """办理结果: the groups of table 三 under 本年度办理结果, each with its share of what was concluded."""
    title = "政府信息公开申请办理结果"
    table = table_of(report, "applications")
    if table is None or table.total_line is None:
        return style.message(title, NO_FORM)
    total_line = next(line for line in table.lines if line.key == table.total_line)
    groups: dict[str, list[Line]] = {}
    for line in table.lines:
        if line.group.startswith(total_line.group) and line != total_line:
            name = line.group.removeprefix(total_line.group).strip("/") or line.label.split("（区分")[0]
            groups.setdefault(name, []).append(line)
    keys = {name: [f"{table.prefix}.{line.key}.{table.total_column}" for line in ls] for name, ls in groups.items()}
    bars = [summed(report, name, parts) for name, parts in keys.items()]
    numbers = [b.value for b in bars if b.value is not None]
    whole = added(numbers) if len(numbers) == len(bars) else None
    chart, axes = style.figure(title, alt_text(title, bars), 1.0 + 0.36 * len(bars))
    for row, item in enumerate(bars):
        left = 0.0
        for part in keys[item.label] if item.value is not None else ():
            width = float(bar(report, "", part).length)
            if width:
                axes.barh(row, width, BAR_HEIGHT, left=left, color=style.GREEN, edgecolor="white", linewidth=0.8)
            left += width
        print_end(axes, row, left, item, share_of(item.value, whole))
    label_rows(axes, [b.label for b in bars])
    axes.set_xlim(0, axis_limit(bars))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("件数（条内白线分隔各具体情形）；括号内为占各项之和的比例")
    return chart


def applicants(report: Report) -> Figure:
    """Applicants by kind: newly received and carried in, side by side in one bar."""
    title = "申请人构成"
    table = table_of(report, "applications")
    if table is None:
        return style.message(title, NO_FORM)
    columns = [(key, label.rsplit("/", 1)[-1]) for key, label in table.lines[0].columns if key != table.total_column]
    names = {name: figures()[name].short for name in ("received", "carried_in")}
    rows = [(label, [bar(report, names[k], f"applications.{k}.{key}") for k in names]) for key, label in columns]
    return stacked(title, rows, (style.BLUE, style.ORANGE))


def litigation(report: Report) -> Figure:
    """复议 and 诉讼: the results of each way, stacked."""
    title = "行政复议、行政诉讼结果"
    table = table_of(report, "litigation")
    if table is None:
        return style.message(title, NO_FORM)
    rows = [
        (
            line.label if not line.group else f"{line.group}·{line.label}",
            [
                bar(report, label, f"{table.prefix}.{line.key}.{key}")
                for key, label in line.columns
                if key != table.total_column
            ],
        )
        for line in table.lines
    ]
    return stacked(title, rows, (style.BLUE, style.VERMILION, style.YELLOW, style.PURPLE))


#: The charts of a report in the order of its page, each under the name by which inspectors choose it.
CHARTS: Mapping[str, Callable[[Report], Figure]] = {
    "主动公开": disclosure,
    "办理结果": results,
    "申请人": applicants,
    "复议诉讼": litigation,
}
