"""The inspector's panel: choose reports, filter findings, switch tables and charts, put two reports side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import ipywidgets as w

from audit.findings import SEVERITY_NAMES, Outcome
from audit.model import Report
from audit.present import charts, facts, overview, prose, style, tables
from audit.present.html import Html, brief
from audit.profiles import Profile

#: The options that choose nothing in particular, as (name, value).
ALL = ("全部", "")
NOBODY = ("（不并列）", -1)
VIEWS: Mapping[str, Callable[[Report, Sequence[Outcome]], Html]] = {
    "三张表格": tables.tables,
    "图：主动公开": lambda report, _: style.picture(charts.disclosure(report)),
    "图：办理结果": lambda report, _: style.picture(charts.results(report)),
    "图：申请人": lambda report, _: style.picture(charts.applicants(report)),
    "图：复议诉讼": lambda report, _: style.picture(charts.litigation(report)),
    "未归位内容": lambda report, _: prose.unplaced(report),
}


def explorer(
    audited: Sequence[facts.Audited], rules: Sequence[facts.RuleText] = (), profiles: Sequence[Profile] = ()
) -> Any:
    """The panel over ``audited``; a plain notice where there is nothing to show."""
    readable = [pair for pair in audited if pair[0].status != "unreadable"]
    if not readable:
        return overview.unread(audited)
    labels = _labels(readable)
    head = partial(prose.head, rules=rules, profiles=profiles)
    chosen = w.Dropdown(options=list(zip(labels, range(len(labels)), strict=True)), description="报告")
    beside = w.Dropdown(options=[NOBODY, *zip(labels, range(len(labels)), strict=True)], description="并列")
    severity = w.Dropdown(options=[ALL, *((name, key) for key, name in SEVERITY_NAMES.items())], description="级别")
    used = sorted({(o.rule, o.title) for _, found in readable for o in found if o.verdict == "fail"})
    rule = w.Dropdown(options=[ALL, *((f"{key} {title}", key) for key, title in used)], description="规则")
    section = w.Dropdown(options=[ALL, *((name, key) for key, name in facts.SECTION_NAMES.items())], description="部分")
    view = w.ToggleButtons(options=list(VIEWS), description="查看")
    panes = (w.HTML(layout=w.Layout(width="100%")), w.HTML(layout=w.Layout(width="49%")))

    def refresh(_: Any = None) -> None:
        other = beside.value
        alone = other == NOBODY[1]
        panes[0].layout.width = "100%" if alone else "49%"
        panes[1].layout.display = "none" if alone else ""
        for pane, index in zip(panes, (chosen.value, other), strict=True):
            pane.value = "" if index == NOBODY[1] else _pane(readable[index], head, severity, rule, section, view)

    for control in (chosen, beside, severity, rule, section, view):
        control.observe(refresh, names="value")
    refresh()
    controls = w.VBox([w.HBox([chosen, beside]), w.HBox([severity, rule, section]), view])
    return w.VBox([controls, w.HBox(list(panes), layout=w.Layout(align_items="flex-start"))])


def _pane(pair: facts.Audited, head: Callable[[Report, Sequence[Outcome]], Html], *controls: Any) -> str:
    """One report as chosen: its head, the filtered findings, then the table or chart."""
    severity, rule, section, view = (control.value for control in controls)
    report, outcomes = pair
    kept = [
        outcome
        for outcome in outcomes
        if severity in (ALL[1], outcome.severity)
        and rule in (ALL[1], outcome.rule)
        and section in (ALL[1], facts.section_of(outcome, report))
    ]
    pieces = (head(report, outcomes), VIEWS[view](report, kept), prose.findings(kept, report))
    return "\n".join(str(piece.text) for piece in pieces)


def _labels(audited: Sequence[facts.Audited]) -> list[str]:
    """A name for each report; where two share agency and year, the file tells them apart."""
    names = [f"{brief(report.agency or '未识别', 40)} {report.year or ''}".strip() for report, _ in audited]
    return [
        f"{name}（{brief(report.source, 60)}）" if names.count(name) > 1 else name
        for name, (report, _) in zip(names, audited, strict=True)
    ]
