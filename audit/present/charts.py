"""Charts of one report. Each returns a matplotlib figure; zero, blank and unread are drawn as different things."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from audit.forms import FormTable, Line
from audit.model import Report
from audit.present import facts, style
from audit.present.html import Html, brief, join, unread
from audit.text import Value, added, show
from audit.words import figures

NO_FORM = "本报告没有适用的统一表格，不绘图。"
#: Largest value a logarithmic axis is drawn to; beyond it the bar is cut and the number still printed.
AXIS_END = 10**9
_BAR = 0.62


@dataclass(frozen=True, slots=True)
class Bar:
    """One value to draw: its printed label, the number (``note`` behind it) or, where there is none, a word for it."""

    label: str
    value: Value | None
    word: str | None = None
    note: str = ""

    @property
    def length(self) -> Value:
        """What is drawn: never below zero, never beyond the axis."""
        return min(max(self.value or 0, 0), AXIS_END)

    @property
    def printed(self) -> str:
        """The number in full, or the word."""
        return self.word or short(self.value or 0) + self.note


def gallery(report: Report) -> Html:
    """All charts of one report, as embedded pictures."""
    if report.status == "unreadable":
        return unread()
    return join(*(style.picture(draw(report)) for draw in CHARTS.values()))


def disclosure(report: Report) -> Figure:
    """主动公开 by category on a logarithmic axis, so that 1 and ten million can both be read."""
    title = "主动公开政府信息（对数刻度）"
    table = _table(report, "disclosure")
    if table is None:
        return style.message(title, NO_FORM)
    bars = [
        bar(report, f"{line.label}·{column.split('（')[0]}", f"{table.prefix}.{line.key}.{key}")
        for line in table.lines
        for key, column in line.columns
    ]
    chart, axes = style.figure(title, _alt(title, bars), 0.9 + 0.3 * len(bars))
    log_axis(axes, max(b.length for b in bars))
    for row, item in enumerate(bars):
        axes.barh(row, math.log10(1 + float(item.length)), _BAR, color=style.BLUE)
        _end(axes, row, math.log10(1 + float(item.length)), item)
    label_rows(axes, [b.label for b in bars])
    axes.set_xlabel("件数（行政事业性收费为万元）")
    return chart


def results(report: Report) -> Figure:
    """办理结果: the groups of table 三 under 本年度办理结果, each with its share of what was concluded."""
    title = "政府信息公开申请办理结果"
    table = _table(report, "applications")
    if table is None or table.total_line is None:
        return style.message(title, NO_FORM)
    total_line = next(line for line in table.lines if line.key == table.total_line)
    groups: dict[str, list[Line]] = {}
    for line in table.lines:
        if line.group.startswith(total_line.group) and line != total_line:
            name = line.group.removeprefix(total_line.group).strip("/") or line.label.split("（区分")[0]
            groups.setdefault(name, []).append(line)
    keys = {name: [f"{table.prefix}.{line.key}.{table.total_column}" for line in ls] for name, ls in groups.items()}
    bars = [_sum(report, name, parts) for name, parts in keys.items()]
    numbers = [b.value for b in bars if b.value is not None]
    whole = added(numbers) if len(numbers) == len(bars) else None
    chart, axes = style.figure(title, _alt(title, bars), 1.0 + 0.36 * len(bars))
    for row, item in enumerate(bars):
        left = 0.0
        for part in keys[item.label] if item.value is not None else ():
            width = float(bar(report, "", part).length)
            if width:
                axes.barh(row, width, _BAR, left=left, color=style.GREEN, edgecolor="white", linewidth=0.8)
            left += width
        _end(axes, row, left, item, _share(item.value, whole))
    label_rows(axes, [b.label for b in bars])
    axes.set_xlim(0, _limit(bars))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("件数（条内白线分隔各具体情形）；括号内为占各项之和的比例")
    return chart


def applicants(report: Report) -> Figure:
    """Applicants by kind: newly received and carried in, side by side in one bar."""
    title = "申请人构成"
    table = _table(report, "applications")
    if table is None:
        return style.message(title, NO_FORM)
    columns = [(key, label.rsplit("/", 1)[-1]) for key, label in table.lines[0].columns if key != table.total_column]
    names = {name: figures()[name].short for name in ("received", "carried_in")}
    rows = [(label, [bar(report, names[k], f"applications.{k}.{key}") for k in names]) for key, label in columns]
    return _stacked(title, rows, (style.BLUE, style.ORANGE))


def litigation(report: Report) -> Figure:
    """复议 and 诉讼: the results of each way, stacked."""
    title = "行政复议、行政诉讼结果"
    table = _table(report, "litigation")
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
    return _stacked(title, rows, (style.BLUE, style.VERMILION, style.YELLOW, style.PURPLE))


#: The charts of a report in the order of its page, each under the name by which inspectors choose it.
CHARTS: Mapping[str, Callable[[Report], Figure]] = {
    "主动公开": disclosure,
    "办理结果": results,
    "申请人": applicants,
    "复议诉讼": litigation,
}


def bar(report: Report, label: str, key: str) -> Bar:
    """The bar of one cell."""
    return Bar(label, report.value(key), facts.words(report.cells.get(key)))


def log_axis(axes: Axes, largest: Value, room: float = 1.14) -> None:
    """A logarithmic axis that begins at zero; positions on it are ``log10(1 + value)``, ``room`` is for numbers."""
    decades = max(2, math.ceil(math.log10(1 + float(largest))))
    ticks = [0, *(10**power for power in range(decades + 1))]
    names = ["0", *(_tick(10**power) for power in range(decades + 1))]
    axes.set_xticks([math.log10(1 + tick) for tick in ticks], names)
    axes.set_xlim(0, decades * room + 0.35)
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)


def label_rows(axes: Axes, labels: Sequence[str]) -> None:
    """Name the rows from the top downwards."""
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)


def short(value: Value) -> str:
    """The number in full; only beyond 24 digits its beginning, with the length named."""
    return brief(show(value), 24)


def _tick(value: int) -> str:
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if value >= unit:
            return f"{value // unit}{name}"
    return str(value)


def _stacked(title: str, rows: Sequence[tuple[str, Sequence[Bar]]], colours: Sequence[str]) -> Figure:
    bars = [item for _, parts in rows for item in parts]
    alt = f"{title}：" + "；".join(f"{label} " + _list(parts) for label, parts in rows)
    chart, axes = style.figure(title, alt, 1.35 + 0.36 * len(rows))
    sums = [_add(label, parts) for label, parts in rows]
    limit = _limit(sums)
    for row, (total, (_, parts)) in enumerate(zip(sums, rows, strict=True)):
        left = 0.0
        for item, colour in zip(parts, colours, strict=True):
            width = float(item.length)
            if width:
                axes.barh(row, width, _BAR, left=left, color=colour, edgecolor="white", linewidth=0.8)
            if width > limit * 0.045:
                axes.text(left + width / 2, row, item.printed, ha="center", va="center", bbox=_BOX, fontsize=8.5)
            left += width
        _end(axes, row, left, total)
    label_rows(axes, [label for label, _ in rows])
    axes.set_xlim(0, limit)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("件数")
    names = list(dict.fromkeys(item.label for item in bars))
    handles = [Patch(facecolor=colour, label=name) for name, colour in zip(names, colours, strict=True)]
    chart.legend(handles=handles, loc="outside lower center", ncols=len(handles), frameon=False)
    return chart


_BOX = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "boxstyle": "round,pad=0.15"}


def _add(label: str, parts: Sequence[Bar]) -> Bar:
    """The sum of the parts; no number where a part was not read, and blanks named beside the sum."""
    unread = sum(part.word in (facts.UNREAD, facts.KIND_NAMES["text"]) for part in parts)
    if unread:
        return Bar(label, None, f"有{unread}格未读取或非数字")
    if all(part.value is None for part in parts):
        return Bar(label, None, parts[0].word)
    numbers: list[Value] = [part.value for part in parts if part.value is not None]
    rest = len(parts) - len(numbers)
    return Bar(label, added(numbers), note=f"（另{rest}格未填）" if rest else "")


def _sum(report: Report, label: str, keys: Sequence[str]) -> Bar:
    return _add(label, [bar(report, "", key) for key in keys])


def _share(value: Value | None, whole: Value | None) -> str:
    if not value or not whole or value < 0:
        return ""
    percent = (Decimal(value) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"（{percent}%）"


def _end(axes: Axes, row: int, position: float, item: Bar, more: str = "") -> None:
    """Print the number or word behind a bar; what was not read is set apart by colour and mark."""
    if item.value is not None:
        axes.annotate(item.printed + more, (position, row), (4, 0), textcoords="offset points", va="center")
        return
    unread = item.word not in (facts.KIND_NAMES["blank"], facts.KIND_NAMES["not_applicable"])
    colour = style.VERMILION if unread else style.GREY
    mark = "※ " if unread else ""
    axes.annotate(
        f"{mark}{item.printed}", (0, row), (4, 0), textcoords="offset points", va="center", color=colour, fontsize=8.5
    )


def _limit(bars: Sequence[Bar]) -> float:
    return max(1.0, *(float(b.length) for b in bars)) * 1.22


def _alt(title: str, bars: Sequence[Bar]) -> str:
    return f"{title}：{_list(bars)}"


def _list(bars: Sequence[Bar]) -> str:
    return "，".join(f"{item.label}{item.printed}" for item in bars)


def _table(report: Report, prefix: str) -> FormTable | None:
    form = facts.form_of(report)
    return next((table for table in form.tables if table.prefix == prefix), None) if form else None
