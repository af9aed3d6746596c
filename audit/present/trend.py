"""One agency over its years: the main figures side by side, their lines, and what does not follow from year to year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from audit.assessment import Examined
from audit.corpus import Agency, Rates, Roster, RosterNames
from audit.errors import UsageError
from audit.findings import ranked
from audit.metrics import compute, definitions
from audit.model import Report
from audit.present import charts, facts
from audit.present.html import Html, join, page, unread
from audit.words import figure_groups

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
        "trend/head.html.j2",
        agency=next((report.agency for report, _ in reversed(years) if report.agency), "未识别机关名称"),
        rows=[
            {"report": report, "counts": facts.counts(found), "status": facts.STATUS_NAMES[report.status]}
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
    years = beside((report, *earlier))
    if report.year and not any(one.year == report.year - 1 for one in earlier):
        text = f"未找到本机关{report.year - 1}年度报告，年度衔接、与上年度数字和文字的比对均未核对。"
        lacking = page("notice.html.j2", text=text)
        years = join(years, lacking) if earlier else lacking
    return page("trend/context.html.j2", parts=[years, standing(examined.rates)])


def beside(papers: Sequence[Report]) -> Html:
    """The main figures of one agency's reports, the earliest year first; a word where there is only one year."""
    reports = [report for report, _ in _by_year([(paper, ()) for paper in papers])]
    if len(reports) < 2:
        return page("notice.html.j2", text="没有本机关以往年度的报告可以对照。")
    groups = [
        (title, [(each.short, [_printed(report, each.key) for report in reports]) for each in group])
        for title, group in figure_groups().items()
    ]
    return page("trend/figures.html.j2", years=[report.year for report in reports], groups=groups)


def standing(own: Rates | None) -> Html:
    """One report's rates, each beside the median of peers and with the share of peers below it."""
    lines = []
    for key, metric in own.metrics.items() if own else ():
        place = own.standings.get(key) if own else None
        if metric.value is not None:
            middle = replace(metric, value=place.median).shown() if place else "—"
            rank = f"{float(place.percentile):.0%}" if place else "—"
            lines.append((metric.definition.name, metric.shown(), middle, rank, place, metric.definition.note))
    return page("trend/standing.html.j2", group=own.group if own else "", lines=lines)


def rates(history: Sequence[facts.Audited]) -> Html:
    """Every rate by year; where one is not computed, the reason stands in its place."""
    reports = [report for report, _ in _by_year(history)]
    computed = [compute(report) for report in reports]
    lines = [
        (item.name, [found[key].shown() or f"（{found[key].reason}）" for found in computed], item.note)
        for key, item in definitions().items()
        if any(found[key].value is not None for found in computed)
    ]
    return page("trend/rates.html.j2", years=[report.year for report in reports], lines=lines)


def continuity(history: Sequence[facts.Audited]) -> Html:
    """The findings that speak of an earlier year, the latest year first; those alone need more than one report."""
    rows = [
        (report, outcome)
        for report, found in reversed(_by_year(history))
        for outcome in ranked(found)
        if outcome.across_years
    ]
    return page("trend/continuity.html.j2", rows=rows, years=len(history))


def gallery(history: Sequence[facts.Audited]) -> Html:
    """One chart a group of figures, as embedded pictures."""
    reports = [report for report, _ in _by_year(history)]
    return charts.side_by_side(
        charts.lines(reports, title, [(each.key, each.short) for each in group])
        for title, group in figure_groups().items()
    )


def _by_year(history: Sequence[facts.Audited]) -> list[facts.Audited]:
    """The readable reports that name their year, the earliest first."""
    dated = [pair for pair in history if pair[0].status != "unreadable" and pair[0].year is not None]
    return sorted(dated, key=lambda pair: (pair[0].year or 0, pair[0].source))


def _printed(report: Report, key: str) -> str:
    form = facts.form_of(report)
    if form is None or key not in form.cells:
        return _NO_LINE
    value = report.value(key)
    return facts.short(value) if value is not None else facts.words(report.cells.get(key)) or facts.UNREAD
