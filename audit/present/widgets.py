"""The inspector's panel: choose reports, filter findings, switch tables and charts, put two reports side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import ipywidgets as w

from audit.assessment import Assessment, Examined
from audit.causes import Problem
from audit.findings import SEVERITY_NAMES
from audit.model import Report
from audit.present import agency, charts, facts, overview, trend
from audit.present.html import Html, brief, page


def _drawn(chart: Callable[[Report], charts.Chart], found: Examined) -> Html:
    return charts.picture(chart(found.report))


#: The options that choose nothing in particular, as (name, value).
ALL = ("全部", "")
NOBODY = ("（不并列）", -1)
NONE_LEFT = ("（没有符合条件的报告）", -1)
VIEWS: Mapping[str, Callable[[Examined], Html]] = {
    "三张表格": agency.tables,
    **{f"图：{name}": partial(_drawn, chart) for name, chart in charts.CHARTS.items()},
}


def explorer(review: Assessment, rules: Sequence[facts.RuleText] = ()) -> Any:
    """The panel over all reports of ``review``; a plain notice where there is nothing to show.

    Region, kind, grade and rule narrow the list of reports; level, rule and section what is shown of the one chosen.
    """
    readable = facts.ordered(review.audited)
    if not readable:
        return overview.unread(review)
    labels = _labels(readable)
    examined = {one.report.source: one for one in review.examined()}
    narrowing = {
        name: w.Dropdown(options=[ALL, *((value, value) for value in values)], description=name)
        for name, values in _marks(review).items()
    }
    chosen, beside = (w.Dropdown(description=name, layout=w.Layout(width="26em")) for name in ("报告", "并列"))
    severity = w.Dropdown(options=[ALL, *((name, key) for key, name in SEVERITY_NAMES.items())], description="级别")
    used = sorted({(o.rule, o.title) for _, found in readable for o in found if o.verdict == "fail"})
    rule = w.Dropdown(
        options=[ALL, *((f"{key} {title}", key) for key, title in used)],
        description="规则",
        layout=w.Layout(width="26em"),
    )
    section = w.Dropdown(options=[ALL, *((name, key) for key, name in facts.SECTION_NAMES.items())], description="部分")
    view = w.ToggleButtons(options=list(VIEWS), description="查看")
    count = w.Label(layout=w.Layout(width="auto", flex="0 0 auto"))
    panes = (w.HTML(layout=w.Layout(width="100%")), w.HTML(layout=w.Layout(width="49%")))

    def narrow(_: Any = None) -> None:
        kept = [
            (label, index)
            for index, (label, pair) in enumerate(zip(labels, readable, strict=True))
            if all(box.value in (ALL[1], _mark(review, pair[0], name)) for name, box in narrowing.items())
            and (rule.value == ALL[1] or any(o.rule == rule.value and o.verdict == "fail" for o in pair[1]))
        ]
        count.value = f"符合条件的报告：{len(kept)}份，共{len(readable)}份"
        for box, options in ((chosen, kept or [NONE_LEFT]), (beside, [NOBODY, *kept])):
            before = box.value
            box.options = options
            box.value = before if before in [value for _, value in options] else options[0][1]
        refresh()

    def refresh(_: Any = None) -> None:
        alone = beside.value == NOBODY[1]
        panes[0].layout.width = "100%" if alone else "49%"
        panes[1].layout.display = "none" if alone else ""
        for pane, index in zip(panes, (chosen.value, beside.value), strict=True):
            shown = index is not None and index != NOBODY[1]
            if not shown:
                pane.value = ""
                continue
            pane.value = _pane(examined[readable[index][0].source], rules, severity, rule, section, view)
        if chosen.value == NONE_LEFT[1]:
            panes[0].value = str(page("notice.html.j2", text="没有符合条件的报告，请放宽地区、类别、等次或规则。").text)

    for control in (*narrowing.values(), rule):
        control.observe(narrow, names="value")
    for control in (chosen, beside, severity, section, view):
        control.observe(refresh, names="value")
    narrow()
    rows = [w.HBox([*narrowing.values()]), w.HBox([chosen, beside, count]), w.HBox([severity, rule, section]), view]
    return w.VBox([*rows, w.HBox(list(panes), layout=w.Layout(align_items="flex-start"))])


def trends(review: Assessment) -> Any:
    """A panel that shows one agency after another over its years."""
    names = sorted({report.agency for report, _ in review.audited if report.agency and report.status != "unreadable"})
    if not names:
        return overview.unread(review)
    chosen, pane = w.Dropdown(options=names, description="机关"), w.HTML(layout=w.Layout(width="100%"))

    def refresh(_: Any = None) -> None:
        history = trend.of(review.examined(), chosen.value)
        shown = (trend.head, trend.figures, trend.continuity, trend.rates, trend.gallery)
        pane.value = "\n".join(str(draw(history).text) for draw in shown)

    chosen.observe(refresh, names="value")
    refresh()
    return w.VBox([chosen, pane])


def _marks(review: Assessment) -> dict[str, list[str]]:
    """The values by which reports can be told apart, by the name of the control; controls with one value are left out."""
    found = {
        name: sorted({_mark(review, report, name) for report, _ in review.audited} - {""})
        for name in ("地区", "类别", "等次")
    }
    return {name: values for name, values in found.items() if len(values) > 1}


def _mark(review: Assessment, report: Report, name: str) -> str:
    """What ``report`` has of one of the controls' values; "" where it has none."""
    if name == "等次":
        score = review.scores.get(report.source)
        return score.grade if score else ""
    agency = review.agency(report)
    if agency is None:
        return ""
    return agency.region if name == "地区" else agency.kind


def _pane(found: Examined, rules: Sequence[facts.RuleText], *controls: Any) -> str:
    """One report as chosen: its head, the table or chart, then the filtered problems."""
    severity, rule, section, view = (control.value for control in controls)

    def keep(problem: Problem) -> bool:
        return any(
            severity in (ALL[1], outcome.severity)
            and rule in (ALL[1], outcome.rule)
            and section in (ALL[1], facts.section_of(outcome, found.report))
            for outcome in problem.outcomes
        )

    pieces = (agency.head(found), VIEWS[view](found), agency.problems(found, rules, keep=keep))
    return "\n".join(str(piece.text) for piece in pieces)


def _labels(audited: Sequence[facts.Audited]) -> list[str]:
    """A name for each report; where two share agency and year, the file tells them apart."""
    names = [f"{brief(report.agency or '未识别', 40)} {report.year or ''}".strip() for report, _ in audited]
    return [
        f"{name}（{brief(report.source, 60)}）" if names.count(name) > 1 else name
        for name, (report, _) in zip(names, audited, strict=True)
    ]
