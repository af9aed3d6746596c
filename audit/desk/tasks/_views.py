"""What is looked at besides the causes: the text as read, tables, charts, another report, the years, peers, what was checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from audit import present  # charts and what shows years take half a second to load, and are seldom looked at
from audit.assessment import Examined
from audit.desk._asked import Answered, Asked
from audit.desk.opened import Work, WorkVerb
from audit.desk.rows import DeskRow
from audit.errors import UsageError
from audit.present import Html, agency
from audit.present.html import join, page
from audit.rules import catalogue


def _years(work: Work, row: DeskRow) -> Html:
    history = _history(work, row)
    if len(history) < 2:
        return present.trend.figures(history)
    trend = present.trend
    return join(*(draw(history) for draw in (trend.figures, trend.continuity, trend.rates, trend.gallery)))


def _history(work: Work, row: DeskRow) -> Sequence[Examined]:
    """The reports of the agency of ``row``, one a year: those of the review, then earlier ones that they are compared with."""
    found = work.examined(row)
    by_year: dict[int | None, Examined] = {row.year: found}
    for other in work.rows.values():
        is_own = other.agency is not None and row.agency is not None and other.agency.name == row.agency.name
        is_gone_by = other.versions is None or other.versions.counted == other.source
        if is_own and is_gone_by and other.report is not None and other.report.status != "unreadable":
            by_year.setdefault(other.year, work.examined(other))
    for report in found.earlier:
        by_year.setdefault(report.year, Examined(report, ()))
    return list(by_year.values())


def _beside(work: Work, row: DeskRow, other: str) -> Html:
    if not other:
        return page("notice.html.j2", text="请选择与本报告并列的另一份报告。")
    return present.trend.compared(work.examined(row), work.examined(work.row(other)))


#: The views of one report: what each is called (Chinese), and what draws it.
_VIEWS: Mapping[str, tuple[str, Callable[[Examined], Html]]] = {
    "text": ("原文", lambda found: agency.as_read(found, whole=True)),
    "tables": ("三张表", agency.tables),
    "charts": ("图表", lambda found: present.charts.gallery(found.report)),
    "peers": ("同类比较", lambda found: present.trend.standing(found.report, found.rates, found.problems.disputed)),
    "rules": ("核查依据", lambda found: agency.appendix(found, catalogue())),
}


def _view(work: Work, asked: Asked) -> Answered:
    """Draw a view of a report."""
    fault = work.missed()
    name, row = asked.text("name"), work.row(asked.text("agency"))
    work.beside = asked.text("other", "") if name == "beside" else ""
    if name == "beside":
        title, html = "两份报告并列", _beside(work, row, work.beside)
    elif name == "years":
        title, html = "历年对照", _years(work, row)
    elif name in _VIEWS:
        title, draw = _VIEWS[name]
        html = draw(work.examined(row))
    else:
        raise UsageError("没有这一视图。请刷新页面后重试。")
    state = work.state(row.id, work.beside)
    view = {"name": name, "agency": row.id, "state": state, "title": f"{row.name}：{title}", "html": str(html.text)}
    return Answered({"view": view}, fault=fault)


VERBS: Mapping[str, WorkVerb] = {"view": _view}
