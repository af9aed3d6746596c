"""One agency over its years: the main figures side by side, their lines, and what does not follow from year to year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from audit.assessment import Examined
from audit.corpus import Agency, Roster, RosterNames
from audit.errors import UsageError
from audit.metrics import compute, definitions
from audit.model import Report
from audit.present import barchart, facts, prose, spread, style
from audit.present.html import Html, join, page, unread
from audit.text import show
from audit.words import figure_groups

_COLOURS = (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE)
_MARKS = ("o", "s", "^", "D")
#: Agencies that a message names.
_NAMED = 10
#: What the table shows for a line that the year's form does not print.
_NO_LINE = "（无此项）"


def of(audited: Sequence[facts.Audited], agency: str = "") -> list[facts.Audited]:
    """The reports of one agency among ``audited``: of ``agency`` or, where it is "", of the one with most years.

    UsageError, in Chinese, where no report is surely that of ``agency``.
    """
    names = Counter(report.agency for report, _ in _by_year(audited) if report.agency)
    chosen = agency or max(sorted(names), key=lambda name: names[name], default="")
    if chosen and chosen not in names:
        chosen = _agency_named(chosen, sorted(names))
    return [pair for pair in _by_year(audited) if pair[0].agency == chosen]


def _agency_named(asked: str, names: Sequence[str]) -> str:
    """The one of ``names`` that ``asked`` means, perhaps for short; UsageError where none surely is."""
    found = RosterNames(Roster(tuple(map(Agency, names)))).recognise(asked)
    if found.agency is None:
        near = "、".join(agency.name for agency in found.candidates)
        hint = f"名称相符或相近的有：{near}" if near else f"有报告的机关为：{'、'.join(names[:_NAMED]) or '无'}"
        more = f"等{len(names)}家" if not near and len(names) > _NAMED else ""
        raise UsageError(f"所给报告中没有能确定为“{asked}”的。{hint}{more}。请核对机关名称。")
    return found.agency.name


def head(history: Sequence[facts.Audited], date: str = "") -> Html:
    """Who, which years, how each was read and how many findings; brings the style sheet along."""
    years = _by_year(history)
    return page(
        "trend_head.html.j2",
        agency=next((report.agency for report, _ in reversed(years) if report.agency), "未识别机关名称"),
        rows=[
            {"report": report, "counts": facts.counts(found), "status": prose.STATUS_NAMES[report.status]}
            for report, found in years
        ],
        version=facts.toolkit_version(),
        date=date or dt.date.today().isoformat(),  # noqa: DTZ011 – the inspector's own day
    )


def figures(history: Sequence[facts.Audited]) -> Html:
    """The main figures by year; a word where there is no number, so that a gap is never taken for nothing."""
    return beside([report for report, _ in history])


def context(examined: Examined) -> Html:
    """One report beside the agency's earlier years and, by its rates, beside its peers."""
    if examined.report.status == "unreadable":
        return unread()
    report, earlier = examined.report, examined.earlier
    parts = [beside((report, *earlier)), spread.standing(examined.rates)]
    if report.year and not any(one.year == report.year - 1 for one in earlier):
        text = f"未找到本机关{report.year - 1}年度报告，年度衔接、与上年度数字和文字的比对均未核对。"
        parts.insert(1 if earlier else 0, page("notice.html.j2", text=text))
    return join(*parts)


def beside(papers: Sequence[Report]) -> Html:
    """The main figures of one agency's reports, the earliest year first; a word where there is only one year."""
    reports = [report for report, _ in _by_year([(paper, ()) for paper in papers])]
    if len(reports) < 2:
        return page("notice.html.j2", text="没有本机关以往年度的报告可以对照。")
    groups = [
        (title, [(each.short, [_printed(report, each.key) for report in reports]) for each in group])
        for title, group in figure_groups().items()
    ]
    return page("trend_figures.html.j2", years=[report.year for report in reports], groups=groups)


def rates(history: Sequence[facts.Audited]) -> Html:
    """Every rate by year; where one is not computed, the reason stands in its place."""
    reports = [report for report, _ in _by_year(history)]
    computed = [compute(report) for report in reports]
    lines = [
        (item.name, [found[key].shown() or f"（{found[key].reason}）" for found in computed], item.note)
        for key, item in definitions().items()
        if any(found[key].value is not None for found in computed)
    ]
    return page("trend_rates.html.j2", years=[report.year for report in reports], lines=lines)


def continuity(history: Sequence[facts.Audited]) -> Html:
    """The findings that speak of an earlier year, the latest year first; those alone need more than one report."""
    rows = [
        (report, outcome)
        for report, found in reversed(_by_year(history))
        for outcome in (*facts.findings(found), *facts.undecided(found))
        if outcome.across_years
    ]
    return page("trend_continuity.html.j2", rows=rows, years=len(history))


def gallery(history: Sequence[facts.Audited]) -> Html:
    """One chart a group of figures, as embedded pictures."""
    reports = [report for report, _ in _by_year(history)]
    return join(
        *(
            style.picture(lines(reports, title, [(each.key, each.short) for each in group]))
            for title, group in figure_groups().items()
        )
    )


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
        heights = [float("nan") if v is None else float(max(0, min(v, barchart.AXIS_END))) for v in values]
        axes.plot(years, heights, color=colour, marker=mark, markersize=4.5, linewidth=1.5, label=name, clip_on=False)
    axes.set_xticks(years, [f"{year}年" for year in years])
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    chart.legend(loc="outside lower center", ncols=len(read), frameon=False)
    return chart


def _by_year(history: Sequence[facts.Audited]) -> list[facts.Audited]:
    """The readable reports that name their year, the earliest first."""
    dated = [pair for pair in history if pair[0].status != "unreadable" and pair[0].year is not None]
    return sorted(dated, key=lambda pair: (pair[0].year or 0, pair[0].source))


def _printed(report: Report, key: str) -> str:
    form = facts.form_of(report)
    if form is None or key not in form.cells:
        return _NO_LINE
    value = report.value(key)
    return barchart.short(value) if value is not None else facts.words(report.cells.get(key)) or facts.UNREAD
