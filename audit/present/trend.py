"""One agency over its years: the main figures side by side, their lines, and what does not follow from year to year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from audit.assessment import Examined
from audit.corpus import Agency, Rates, Roster, RosterNames
from audit.errors import UsageError
from audit.findings import ranked
from audit.metrics import compute, definitions
from audit.model import Report
from audit.persons import masked
from audit.present import agency, charts, facts
from audit.present.facts import unequal_totals
from audit.present.html import Html, join, page, unread
from audit.present.problems.problemcounts import ProblemCounts
from audit.words import figure_groups

#: Agencies that a message names.
_NAMED = 10
#: What the table shows for a line that the year's form does not print.
_NO_LINE = "（无此项）"
_NO_CELLS: frozenset[str] = frozenset()
#: What is said of numbers that a problem of their report sets against others, and of rates that rest on them.
DISPUTED = "“存疑”的数字与同一报告的其他数字、正文或上年度报告不一致，见该年度核查页的问题；表中为所印数字。"
DISPUTED_RATES = "“存疑”的比率用到了与其他数字不一致的单元格，按所印数字计算，改正后可能变化。"


class FiguresOf(NamedTuple):
    """A report whose figures are shown: ``disputed`` are the cells whose numbers are shown as such, ``not_printed`` those that it does not print."""

    report: Report
    disputed: frozenset[str] = _NO_CELLS
    not_printed: frozenset[str] = _NO_CELLS

    @classmethod
    def checked(cls, examined: Examined) -> FiguresOf:
        """Those of a report that was checked."""
        return cls(examined.report, examined.problems.disputed, facts.not_printed(examined.outcomes))

    def printed(self, key: str) -> str:
        """The number of a cell, or the word for what there is instead."""
        form = facts.form_of(self.report)
        if form is None or key not in form.cells:
            return _NO_LINE
        value = self.report.value(key)
        if value is not None:
            return facts.short(value)
        return facts.words(self.report.cells.get(key), is_printed=key not in self.not_printed) or facts.UNREAD


def of(examined: Sequence[Examined], agency: str = "") -> list[Examined]:
    """The reports of one agency among ``examined``: of ``agency`` or, where it is "", of the one with most years.

    UsageError, in Chinese, where no report is surely that of ``agency``.
    """
    names = Counter(one.report.agency for one in _by_year(examined) if one.report.agency)
    chosen = agency or max(sorted(names), key=lambda name: names[name], default="")
    if chosen and chosen not in names:
        chosen = _agency_named(chosen, sorted(names))
    return [one for one in _by_year(examined) if one.report.agency == chosen]


def latest(examined: Sequence[Examined], agency: str = "") -> Examined:
    """The latest of the reports that ``of`` gives; UsageError, in Chinese, where none names its year."""
    history = of(examined, agency)
    if not history:
        raise UsageError("所给报告中没有写明年度的，无从选取。请核对报告所在位置。")
    return history[-1]


def _agency_named(asked: str, names: Sequence[str]) -> str:
    """The one of ``names`` that ``asked`` means, perhaps for short; UsageError where none surely is."""
    found = RosterNames(Roster(tuple(map(Agency, names)))).recognise(asked)
    if found.agency is None:
        near = "、".join(agency.name for agency in found.candidates)
        hint = f"名称相符或相近的有：{near}" if near else f"有报告的机关为：{'、'.join(names[:_NAMED]) or '无'}"
        more = f"等{len(names)}家" if not near and len(names) > _NAMED else ""
        raise UsageError(f"所给报告中没有能确定为“{asked}”的。{hint}{more}。请核对机关名称。")
    return found.agency.name


def head(history: Sequence[Examined], date: str = "") -> Html:
    """Who, which years, how each was read and how many problems it has; brings the style sheet along."""
    years = _by_year(history)
    return page(
        "trend/head.html.j2",
        agency=next((one.report.agency for one in reversed(years) if one.report.agency), "未识别机关名称"),
        rows=[
            (
                one.report,
                masked(one.report.source, one.report.private),
                facts.STATUS_NAMES[one.report.status],
                ProblemCounts.of(one.standing),
            )
            for one in years
        ],
        version=facts.toolkit_version(),
        date=date or dt.date.today().isoformat(),  # noqa: DTZ011 – the inspector's own day
    )


def figures(history: Sequence[Examined]) -> Html:
    """The main figures by year; a word where there is no number, so that a gap is never taken for nothing."""
    return beside([FiguresOf.checked(one) for one in history])


def context(examined: Examined) -> Html:
    """One report beside the agency's earlier years and, by its rates, beside its peers."""
    if examined.report.status == "unreadable":
        return unread()
    report, earlier = examined.report, examined.earlier
    own, before, absent = examined.problems.disputed, examined.disputed_before, examined.not_printed_before
    others = (FiguresOf(one, before.get(one.source, _NO_CELLS), absent.get(one.source, _NO_CELLS)) for one in earlier)
    years = beside([FiguresOf.checked(examined), *others])
    if report.year and not any(one.year == report.year - 1 for one in earlier):
        text = f"未找到本机关{report.year - 1}年度报告，年度衔接、与上年度数字和文字的比对均未核对。"
        lacking = page("notice.html.j2", text=text)
        years = join(years, lacking) if earlier else lacking
    return page("trend/context.html.j2", parts=[years, standing(report, examined.rates, own)])


def beside(papers: Sequence[FiguresOf]) -> Html:
    """The main figures of one agency's reports, the earliest year first; a word where there is only one year."""
    reports = sorted(
        (one for one in papers if _is_dated(one.report)), key=lambda one: (one.report.year or 0, one.report.source)
    )
    if len(reports) < 2:
        return page("notice.html.j2", text="没有本机关以往年度的报告可以对照。")
    return _figures("历年主要数据", [(f"{one.report.year}年", one) for one in reports])


def compared(one: Examined, other: Examined) -> Html:
    """Two reports side by side: the texts that they share, their main figures, their rates, all their text; a word where either could not be read."""
    both = (one, other)
    if any(each.report.status == "unreadable" for each in both):
        return unread()
    heads = [facts.report_name(each.report) for each in both]
    if heads[0] == heads[1]:
        heads = [
            f"{head}　{masked(facts.file_name(each.report.source), each.report.private)}"
            for head, each in zip(heads, both, strict=True)
        ]
    return join(
        agency.texts_beside(one, other, heads),
        _figures("主要数据并列", [(h, FiguresOf.checked(e)) for h, e in zip(heads, both, strict=True)]),
        _rates("各项比率并列", list(zip(heads, both, strict=True))),
    )


def _figures(title: str, papers: Sequence[tuple[str, FiguresOf]]) -> Html:
    """The main figures of reports in columns, each under its head; disputed cells are shown as such."""
    groups = [
        (
            name,
            [(each.short, [(one.printed(each.key), each.key in one.disputed) for _, one in papers]) for each in group],
        )
        for name, group in figure_groups().items()
    ]
    disputed = any(doubted for _, group in groups for _, values in group for _, doubted in values)
    heads = [head for head, *_ in papers]
    return page("trend/figures.html.j2", title=title, heads=heads, groups=groups, note=DISPUTED if disputed else "")


def standing(report: Report, own: Rates | None, disputed: frozenset[str] = frozenset()) -> Html:
    """The rates of ``report``, each beside the median of peers and with the share of peers below it.

    Rates that rest on a cell of ``disputed`` are shown as such, with the totals that are not the sum of their parts.
    """
    lines, resting = [], set[str]()
    for key, metric in own.metrics.items() if own else ():
        place = own.standings.get(key) if own else None
        if metric.value is not None:
            middle = replace(metric, value=place.median).shown() if place else "—"
            rank = f"{float(place.percentile):.0%}" if place else "—"
            doubted = not disputed.isdisjoint(metric.cells)
            resting |= set(metric.cells) if doubted else set()
            lines.append((metric.definition.name, metric.shown(), doubted, middle, rank, place, metric.definition.note))
    note = _why_doubted(unequal_totals(report, resting)) if resting else ""
    return page("trend/standing.html.j2", group=own.group if own else "", lines=lines, note=note)


def _why_doubted(totals: Sequence[str]) -> str:
    """What is said of rates in doubt, with the ``totals`` that are not the sum of their parts (Chinese)."""
    return DISPUTED_RATES + (f"其中{'；'.join(totals)}。" if totals else "")


def rates(history: Sequence[Examined]) -> Html:
    """Every rate by year; where one is not computed, the reason stands in its place."""
    return _rates("历年各项比率", [(f"{one.report.year}年", one) for one in _by_year(history)])


def _rates(title: str, columns: Sequence[tuple[str, Examined]]) -> Html:
    """The rates of reports in columns, each under its head; where one is not computed, the reason stands in its place."""
    computed = [compute(one.report, not_printed=facts.not_printed(one.outcomes)) for _, one in columns]
    disputed = [one.problems.disputed for _, one in columns]
    lines = [
        (
            item.name,
            [
                (metric.shown(), metric.reason, metric.value is not None and not doubted.isdisjoint(metric.cells))
                for metric, doubted in zip((found[key] for found in computed), disputed, strict=True)
            ],
            item.note,
        )
        for key, item in definitions().items()
        if any(found[key].value is not None for found in computed)
    ]
    resting = [
        {
            key
            for metric in found.values()
            if metric.value is not None and not doubted.isdisjoint(metric.cells)
            for key in metric.cells
        }
        for found, doubted in zip(computed, disputed, strict=True)
    ]
    why = [
        f"{head}{words}"
        for (head, one), cells in zip(columns, resting, strict=True)
        for words in unequal_totals(one.report, cells)
    ]
    note = _why_doubted(why) if any(resting) else ""
    return page("trend/rates.html.j2", title=title, heads=[head for head, _ in columns], lines=lines, note=note)


def continuity(history: Sequence[Examined]) -> Html:
    """The findings that speak of an earlier year and that nobody dismissed, the latest year first; those alone need more than one report."""
    rows = [
        (one.report, outcome)
        for one in reversed(_by_year(history))
        for outcome in ranked(one.outcomes)
        if outcome.across_years and ((problem := one.problems.of(outcome)) is None or problem.stands)
    ]
    return page("trend/continuity.html.j2", rows=rows, years=len(history))


def gallery(history: Sequence[Examined]) -> Html:
    """One chart a group of figures, as embedded pictures; under it the years whose numbers are disputed."""
    years = _by_year(history)
    drawn = []
    for title, group in figure_groups().items():
        absent = [facts.not_printed(one.outcomes) for one in years]
        chart = charts.lines([one.report for one in years], title, [(each.key, each.short) for each in group], absent)
        doubted = [
            f"{one.report.year}年“{each.short}”" for one in years for each in group if each.key in one.problems.disputed
        ]
        drawn.append(replace(chart, notes=(*chart.notes, f"存疑：{'、'.join(doubted)}。")) if doubted else chart)
    return charts.side_by_side(drawn)


def _by_year(history: Sequence[Examined]) -> list[Examined]:
    """The readable reports that name their year, the earliest first."""
    return sorted(
        (one for one in history if _is_dated(one.report)), key=lambda one: (one.report.year or 0, one.report.source)
    )


def _is_dated(report: Report) -> bool:
    return report.status != "unreadable" and report.year is not None
