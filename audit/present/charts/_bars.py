"""What charts of bars are made of: bars of cells and sums, axes, labels; zero, blank and unread are different things."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from audit.forms import FormTable
from audit.model import Report
from audit.present import facts
from audit.present.charts import _style as style
from audit.text import Value, added

NO_FORM = "本报告没有适用的统一表格，不绘图。"
#: Largest value a logarithmic axis is drawn to; beyond it the bar is cut and the number still printed.
AXIS_END = 10**9
#: Height of a bar, of a row that is 1.
BAR_HEIGHT = 0.62


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
        return self.word or facts.short(self.value or 0) + self.note


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


def _tick(value: int) -> str:
    for unit, name in ((10**8, "亿"), (10**4, "万")):
        if value >= unit:
            return f"{value // unit}{name}"
    return str(value)


def stacked(title: str, rows: Sequence[tuple[str, Sequence[Bar]]], colours: Sequence[str]) -> Figure:
    """One bar a row, its parts side by side in ``colours``, with its sum behind it."""
    bars = [item for _, parts in rows for item in parts]
    alt = f"{title}：" + "；".join(f"{label} " + _list(parts) for label, parts in rows)
    chart, axes = style.figure(title, alt, 1.35 + 0.36 * len(rows))
    sums = [_add(label, parts) for label, parts in rows]
    limit = axis_limit(sums)
    for row, (total, (_, parts)) in enumerate(zip(sums, rows, strict=True)):
        left = 0.0
        for item, colour in zip(parts, colours, strict=True):
            width = float(item.length)
            if width:
                axes.barh(row, width, BAR_HEIGHT, left=left, color=colour, edgecolor="white", linewidth=0.8)
            if width > limit * 0.045:
                axes.text(left + width / 2, row, item.printed, ha="center", va="center", bbox=_BOX, fontsize=8.5)
            left += width
        print_end(axes, row, left, total)
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


def summed(report: Report, label: str, keys: Sequence[str]) -> Bar:
    """The bar of the sum of some cells; no number where one of them was not read."""
    return _add(label, [bar(report, "", key) for key in keys])


def share_of(value: Value | None, whole: Value | None) -> str:
    """What ``value`` is of ``whole`` in percent, in brackets; "" where that says nothing."""
    if not value or not whole or value < 0:
        return ""
    percent = (Decimal(value) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"（{percent}%）"


def print_end(axes: Axes, row: int, position: float, item: Bar, more: str = "") -> None:
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


def axis_limit(bars: Sequence[Bar]) -> float:
    """Where a linear axis ends, with room for the numbers behind the bars."""
    return max(1.0, *(float(b.length) for b in bars)) * 1.22


def alt_text(title: str, bars: Sequence[Bar]) -> str:
    """The chart in words."""
    return f"{title}：{_list(bars)}"


def _list(bars: Sequence[Bar]) -> str:
    return "，".join(f"{item.label}{item.printed}" for item in bars)


def table_of(report: Report, prefix: str) -> FormTable | None:
    """The table of the report’s form whose keys begin with ``prefix``; None without a form."""
    form = facts.form_of(report)
    return next((table for table in form.tables if table.prefix == prefix), None) if form else None
