"""Many reports at once: who is there, findings by agency and rule, how the figures spread, what was not read."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import quote

from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from audit.findings import SEVERITY_NAMES, Outcome
from audit.present import charts, facts, prose, style
from audit.present.html import Html, join, page
from audit.profiles import Profile
from audit.text import Value

#: The figures whose spread is drawn, as (cell key, name).
FIGURES: Sequence[tuple[str, str]] = (
    ("applications.received.total", "本年新收申请"),
    ("applications.carried_in.total", "上年结转申请"),
    ("applications.concluded.total", "本年办结申请"),
    ("disclosure.normative_documents.issued", "规范性文件制发"),
    ("disclosure.normative_documents.in_force", "规范性文件现行有效"),
    ("disclosure.licensing.decisions", "行政许可决定"),
    ("disclosure.penalties.decisions", "行政处罚决定"),
    ("disclosure.coercion.decisions", "行政强制决定"),
    ("disclosure.fees.amount", "行政事业性收费（万元）"),
    ("litigation.review.total", "行政复议"),
    ("litigation.suit_direct.total", "诉讼：未经复议"),
    ("litigation.suit_after_review.total", "诉讼：复议后"),
)


def head(
    audited: Sequence[facts.Audited], date: str = "", profiles: Sequence[Profile] = (), handbook: str = ""
) -> Html:
    """How many reports and agencies, how they were read, how many findings; brings the style sheet along.

    ``profiles`` are those that the user chose; ``handbook`` is the file name of the rules' page, "" where there is none.
    """
    total: Counter[str] = Counter()
    for _, outcomes in audited:
        total += facts.counts(outcomes)
    return page(
        "overview_head.html.j2",
        reports=len(audited),
        agencies=len({report.agency for report, _ in audited if report.agency}),
        years=sorted({report.year for report, _ in audited if report.year}),
        statuses=[(name, sum(r.status == key for r, _ in audited)) for key, name in prose.STATUS_NAMES.items()],
        counts=total,
        profiles=profiles,
        handbook=quote(handbook),
        version=facts.toolkit_version(),
        date=date or dt.date.today().isoformat(),  # noqa: DTZ011 – the inspector's own day
    )


def reports(audited: Sequence[facts.Audited], pages: Mapping[str, str] | None = None) -> Html:
    """One row a report that could be read, with a link to its page where ``pages`` names one by source."""
    links = pages or {}
    rows = [
        {
            "report": report,
            "counts": facts.counts(outcomes),
            "status": prose.STATUS_NAMES[report.status],
            "href": quote(links[report.source]) if report.source in links else "",
        }
        for report, outcomes in _ordered(audited)
    ]
    return page("overview_reports.html.j2", rows=rows)


def matrix(audited: Sequence[facts.Audited]) -> Html:
    """Findings by report (rows) and rule (columns), only where there are any."""
    rows = [(report, Counter(o.rule for o in facts.findings(found))) for report, found in _ordered(audited)]
    titles = {rule: (outcome.title, outcome.severity) for rule, outcome in _gravest(audited).items()}
    rules = [(rule, *titles[rule]) for rule in sorted(titles)]
    return page("overview_matrix.html.j2", rows=[row for row in rows if row[1]], rules=rules)


def unread(audited: Sequence[facts.Audited], failures: Mapping[str, str] | None = None) -> Html:
    """The inputs that could not be read, and the pages that could not be made, each with its reason."""
    files = [(report.source, report.error or "原因不明") for report, _ in audited if report.status == "unreadable"]
    return page("overview_unread.html.j2", files=files, failures=sorted((failures or {}).items()))


def gallery(audited: Sequence[facts.Audited]) -> Html:
    """The charts over all reports, as embedded pictures."""
    return join(*(style.picture(draw(audited)) for draw in (findings_by_rule, distribution)))


def findings_by_rule(audited: Sequence[facts.Audited]) -> Figure:
    """How many findings each rule has, and in how many reports."""
    title = "各规则发现的不符事项"
    found = [(outcome, report) for report, outcomes in audited for outcome in facts.findings(outcomes)]
    if not found:
        return style.message(title, "各报告均未发现不符事项。")
    number = Counter(outcome.rule for outcome, _ in found)
    sources = {rule: len({r.source for o, r in found if o.rule == rule}) for rule in number}
    known = _gravest(audited)
    rules = sorted(number, key=lambda rule: (-number[rule], rule))
    names = [f"{rule} {known[rule].title}" for rule in rules]
    labels = [name if len(name) <= 26 else f"{name[:25]}…" for name in names]
    alt = f"{title}：" + "，".join(f"{name}{number[rule]}项" for rule, name in zip(rules, names, strict=True))
    chart, axes = style.figure(title, alt, 1.3 + 0.33 * len(rules))
    for row, rule in enumerate(rules):
        axes.barh(row, number[rule], 0.62, color=style.SEVERITY_COLOURS[known[rule].severity])
        axes.annotate(
            f"{number[rule]}项，{sources[rule]}份报告",
            (number[rule], row),
            (4, 0),
            textcoords="offset points",
            va="center",
        )
    charts.label_rows(axes, labels)
    axes.set_xlim(0, max(number.values()) * 1.35)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    handles = [Patch(color=colour, label=SEVERITY_NAMES[key]) for key, colour in style.SEVERITY_COLOURS.items()]
    chart.legend(handles=handles, loc="outside lower center", ncols=3, frameon=False)
    return chart


def distribution(audited: Sequence[facts.Audited]) -> Figure:
    """How the main figures spread over the reports: one dot a report, a line at the median, numbers at the right."""
    title = "主要数据的分布（对数刻度，每点为一份报告）"
    read = [report for report, _ in audited if report.status != "unreadable"]
    rows = []
    for key, name in FIGURES:
        values = sorted(v for report in read if (v := report.value(key)) is not None and v >= 0)
        missing = sum(
            report.value(key) is None
            for report in read
            if (form := facts.form_of(report)) is not None and key in form.cells
        )
        if values or missing:
            rows.append((name, values, missing))
    if not rows:
        return style.message(title, "没有可绘制的数据。")
    alt = f"{title}：" + "，".join(f"{name}共{len(values)}份" for name, values, _ in rows)
    chart, axes = style.figure(title, alt, 1.0 + 0.36 * len(rows))
    largest = min(max((v for _, values, _ in rows for v in values), default=0), charts.AXIS_END)
    charts.log_axis(axes, largest, room=1.75)
    right = axes.get_xlim()[1]
    for row, (_, values, missing) in enumerate(rows):
        points = [math.log10(1 + float(min(v, charts.AXIS_END))) for v in values]
        spread = [row + 0.09 * ((index % 5) - 2) for index in range(len(points))]
        axes.scatter(points, spread, s=20, color=style.BLUE, alpha=0.6, linewidths=0, clip_on=False, zorder=3)
        words = f"{missing}份无数字" if missing else ""
        if values:
            middle = math.log10(1 + float(min(_median(values), charts.AXIS_END)))
            axes.vlines(middle, row - 0.36, row + 0.36, color=style.VERMILION, linewidth=1.8)
            numbers = f"{charts.short(values[0])}～{charts.short(values[-1])}，中位 {charts.short(_median(values))}"
            words = numbers + (f"，{words}" if words else "")
        axes.text(right, row, words, ha="right", va="center", fontsize=8.5, color="#333333")
    charts.label_rows(axes, [name for name, _, _ in rows])
    return chart


def _median(values: Sequence[Value]) -> Value:
    """The median, exact: the middle value or half the sum of the two in the middle."""
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    total = values[middle - 1] + values[middle]
    return total // 2 if total % 2 == 0 else Decimal(total) / 2


def _gravest(audited: Sequence[facts.Audited]) -> dict[str, Outcome]:
    """For each rule with findings, its gravest one: a rule may grade its findings differently."""
    every = facts.findings(outcome for _, found in audited for outcome in found)
    return {outcome.rule: outcome for outcome in reversed(every)}


def _ordered(audited: Sequence[facts.Audited]) -> list[facts.Audited]:
    readable = [pair for pair in audited if pair[0].status != "unreadable"]
    return sorted(readable, key=lambda pair: (pair[0].agency or "", pair[0].year or 0, pair[0].source))
