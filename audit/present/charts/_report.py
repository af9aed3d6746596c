"""Charts of one report. Zero, blank and unread are drawn as different things, sums of money never beside numbers of cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from audit.forms import Line
from audit.metrics import share_of_results
from audit.model import Report
from audit.patterns import regex
from audit.present.charts import _style as style
from audit.present.charts._bars import (
    Bar,
    BarRow,
    bar,
    in_words,
    legend_of,
    nothing_to_draw,
    share_of,
    sum_of,
    summed,
    table_of,
)
from audit.present.charts._chart import Chart, sentence, side_by_side
from audit.present.charts._rows import rows_of_bars
from audit.present.facts import unequal_totals
from audit.present.html import Html, unread
from audit.text import show
from audit.words import figures

#: The unit that a column's label names in brackets.
_UNIT = regex(r"（单位：(\w+)）")


def gallery(report: Report) -> Html:
    """All charts of one report."""
    if report.status == "unreadable":
        return unread()
    return side_by_side(draw(report) for draw in CHARTS.values())


def disclosure(report: Report) -> Chart:
    """主动公开 by category on a logarithmic axis, so that 1 and ten million can both be read; money stands below in words."""
    title = "主动公开政府信息（件数）"
    table = table_of(report, "disclosure")
    if table is None:
        return sentence(title, style.NO_FORM)
    cells = [
        (
            key in line.money,
            label,
            bar(report, f"{line.label}·{label.split('（')[0]}", f"{table.prefix}.{line.key}.{key}"),
        )
        for line in table.lines
        for key, label in line.columns
    ]
    bars = [each for money, _, each in cells if not money]
    sums = tuple(_in_money(label, each) for money, label, each in cells if money)
    if nothing := nothing_to_draw(bars):
        return sentence(title, nothing, *sums)
    rows = [BarRow(each.label, [(float(each.length), style.BLUE)], each.printed, each.colour) for each in bars]
    notes = ("对数刻度，数字见条后。", *sums)
    return Chart(title, in_words(title, bars) + "".join(sums), rows_of_bars(rows, {}, log=True), notes)


def _in_money(label: str, amount: Bar) -> str:
    """A sum of money as a sentence; its unit is not that of the bars."""
    unit = _UNIT.search(label)
    words = amount.printed + (unit[1] if unit and amount.value is not None else "")
    return f"{amount.label}：{words}（金额不与件数同图）。"


def results(report: Report) -> Chart:
    """办理结果: the groups of table 三 under 本年度办理结果, each with its share of what was concluded."""
    title = "政府信息公开申请办理结果（件数）"
    table = table_of(report, "applications")
    if table is None or table.total_line is None:
        return sentence(title, style.NO_FORM)
    total_line = next(line for line in table.lines if line.key == table.total_line)
    groups: dict[str, list[Line]] = {}
    for line in table.lines:
        if line.group.startswith(total_line.group) and line != total_line:
            name = line.group.removeprefix(total_line.group).strip("/") or line.label.split("（区分")[0]
            groups.setdefault(name, []).append(line)
    keys = {name: [f"{table.prefix}.{line.key}.{table.total_column}" for line in ls] for name, ls in groups.items()}
    if nothing := nothing_to_draw(bar(report, "", key) for parts in keys.values() for key in parts):
        return sentence(title, nothing)
    bars = [summed(report, name, parts) for name, parts in keys.items()]
    key = f"{table.prefix}.{total_line.key}.{table.total_column}"
    doubt = unequal_totals(report, (key,))
    shares = {name: share_of_results(report, parts) for name, parts in keys.items()}
    rows = [
        BarRow(
            each.label,
            [(float(bar(report, "", key).length), style.BLUE) for key in keys[each.label] if each.value is not None],
            each.printed + share_of(shares[each.label], doubted=bool(doubt)),
            each.colour,
        )
        for each in bars
    ]
    whole = next((share.denominator for share in shares.values() if share.denominator), None)
    notes = ["条内竖线分隔各具体情形" + (f"；括号内为占办理结果总计{show(whole)}件的比例。" if whole else "。")]
    notes += [f"存疑：{'；'.join(doubt)}；所占比例按所印总计计算，改正后可能变化。"] if doubt else []
    return Chart(title, in_words(title, bars), rows_of_bars(rows, {}), tuple(notes))


def applicants(report: Report) -> Chart:
    """Applicants by kind: newly received and carried in, side by side in one bar."""
    title = "申请人构成（件数）"
    table = table_of(report, "applications")
    if table is None:
        return sentence(title, style.NO_FORM)
    columns = [(key, label.rsplit("/", 1)[-1]) for key, label in table.lines[0].columns if key != table.total_column]
    names = {name: figures()[name].short for name in ("received", "carried_in")}
    rows = [(label, [bar(report, names[k], f"applications.{k}.{key}") for k in names]) for key, label in columns]
    return stacked(title, rows, (style.SHADES[0], style.SHADES[2]))


def litigation(report: Report) -> Chart:
    """复议 and 诉讼: the results of each way, stacked."""
    title = "行政复议、行政诉讼结果（件数）"
    table = table_of(report, "litigation")
    if table is None:
        return sentence(title, style.NO_FORM)
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
    return stacked(title, rows, style.SHADES)


def stacked(title: str, rows: Sequence[tuple[str, Sequence[Bar]]], colours: Sequence[str]) -> Chart:
    """One bar a row, its parts side by side in ``colours``, with its sum behind it; a legend of the parts that occur."""
    every = [part for _, parts in rows for part in parts]
    if nothing := nothing_to_draw(every):
        return sentence(title, nothing)
    names = dict(zip(colours, dict.fromkeys(part.label for part in every), strict=False))
    sums = [sum_of(label, parts) for label, parts in rows]
    drawn = [
        BarRow(
            label,
            [(float(part.length), colour) for part, colour in zip(parts, colours, strict=False)],
            total.printed,
            total.colour,
            [part.printed if part.value != total.value else "" for part in parts],
        )
        for total, (label, parts) in zip(sums, rows, strict=True)
    ]
    alt = in_words(title, (_told(total, parts) for total, (_, parts) in zip(sums, rows, strict=True)))
    return Chart(title, alt, rows_of_bars(drawn, legend_of(drawn, names)))


def _told(total: Bar, parts: Sequence[Bar]) -> Bar:
    """The sum with its parts named behind it."""
    named = "、".join(f"{part.label}{part.printed.removeprefix('※ ')}" for part in parts if part.value != 0)
    return Bar(total.label, total.value, total.word, f"{total.note}（{named}）" if named else total.note)


#: The charts of a report in the order of its page, each under the name by which inspectors choose it.
CHARTS: Mapping[str, Callable[[Report], Chart]] = {
    "主动公开": disclosure,
    "办理结果": results,
    "申请人": applicants,
    "复议诉讼": litigation,
}
