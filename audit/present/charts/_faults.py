"""Findings of many reports as pictures: by report and family of rules, by rule."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence

from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from audit.findings import GRAVEST_FIRST, SEVERITY_NAMES, Outcome
from audit.model import Report
from audit.present import facts
from audit.present.charts import _bars as barchart
from audit.present.charts import _style as style
from audit.present.html import brief

#: What findings are counted under, with its short name: the families of rules, what compares years apart.
FAMILIES: Mapping[str, str] = {
    "arithmetic": "勾稽关系",
    "completeness": "完整规范",
    "consistency": "正文与表格",
    "years": "年度衔接",
    "wording": "文字表述",
    "filing": "报送",
    "originality": "原创性",
    "hierarchy": "上下汇总",
    "peers": "同类比较",
}
#: Rows of the heat map before the rest is only counted.
_MOST_ROWS = 40
_HEAT = LinearSegmentedColormap.from_list("heat", ["#ffffff", "#fbd9c6", style.VERMILION])
#: Characters of a label of a chart on one line.
_LABEL = 26
#: Findings from which on a field has the darkest colour.
_DARKEST = 8


def family(outcome: Outcome) -> str:
    """What an outcome is counted under."""
    return "years" if outcome.across_years else outcome.family


def heat_map(audited: Sequence[facts.Audited]) -> Figure:
    """Findings of each report by family; the reports with most findings first, the rest only counted."""
    title = "各报告不符事项（按规则类别）"
    rows = [(report, Counter(family(o) for o in facts.findings(found))) for report, found in audited]
    rows = sorted(
        (row for row in rows if row[1]), key=lambda row: (-row[1].total(), facts.report_name(row[0]), row[0].year or 0)
    )
    if not rows:
        return style.message(title, "各报告均未发现不符事项。")
    shown, families = rows[:_MOST_ROWS], [key for key in FAMILIES if any(found[key] for _, found in rows)]
    rest = f"；另有{len(rows) - len(shown)}份报告未画出" if len(rows) > len(shown) else ""
    alt = f"{title}{rest}：" + "；".join(
        facts.report_name(report) + "，".join(f"{FAMILIES[key]}{found[key]}项" for key in families if found[key])
        for report, found in shown
    )
    chart, axes = style.figure(title + rest, alt, 1.3 + 0.27 * len(shown))
    axes.imshow(
        [[min(found[key], _DARKEST) for key in families] for _, found in shown],
        aspect="auto",
        cmap=_HEAT,
        vmin=0,
        vmax=_DARKEST,
    )
    for row, (_, found) in enumerate(shown):
        for column, key in enumerate(families):
            if found[key]:
                axes.text(column, row, str(found[key]), ha="center", va="center", fontsize=8.5)
    axes.set_xticks(range(len(families)), [FAMILIES[key] for key in families])
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0)
    files = facts.versions(audited)
    barchart.label_rows(axes, [_label(report, files) for report, _ in shown])
    axes.set_ylim(len(shown) - 0.5, -0.5)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    return chart


def findings_by_rule(audited: Sequence[facts.Audited]) -> Figure:
    """How many findings each rule has, by severity, and in how many reports."""
    title = "各规则发现的不符事项"
    found = [(outcome, report) for report, outcomes in audited for outcome in facts.findings(outcomes)]
    if not found:
        return style.message(title, "各报告均未发现不符事项。")
    number = Counter(outcome.rule for outcome, _ in found)
    graded = Counter((outcome.rule, outcome.severity) for outcome, _ in found)
    sources = {rule: len({r.source for o, r in found if o.rule == rule}) for rule in number}
    known = _gravest(audited)
    rules = sorted(number, key=lambda rule: (-number[rule], rule))
    names = [f"{rule} {known[rule].title}" for rule in rules]
    labels = ["\n".join(textwrap.wrap(name, _LABEL)) for name in names]
    alt = f"{title}：" + "，".join(f"{name}{number[rule]}项" for rule, name in zip(rules, names, strict=True))
    chart, axes = style.figure(title, alt, 1.3 + 0.36 * len(rules))
    for row, rule in enumerate(rules):
        left = 0
        for severity in GRAVEST_FIRST:
            if width := graded[rule, severity]:
                axes.barh(row, width, 0.62, left=left, color=style.SEVERITY_COLOURS[severity])
                left += width
        axes.annotate(
            f"{number[rule]}项，{sources[rule]}份报告",
            (number[rule], row),
            (4, 0),
            textcoords="offset points",
            va="center",
        )
    barchart.label_rows(axes, labels)
    axes.set_xlim(0, max(number.values()) * 1.35)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    handles = [Patch(color=colour, label=SEVERITY_NAMES[key]) for key, colour in style.SEVERITY_COLOURS.items()]
    chart.legend(handles=handles, loc="outside lower center", ncols=3, frameon=False)
    return chart


def _gravest(audited: Sequence[facts.Audited]) -> dict[str, Outcome]:
    """For each rule with findings, its gravest one: a rule may grade its findings differently."""
    every = facts.findings(outcome for _, found in audited for outcome in found)
    return {outcome.rule: outcome for outcome in reversed(every)}


def _label(report: Report, files: Mapping[str, str]) -> str:
    """The row's label in a chart; of several versions each with the beginning of its file's name."""
    file = files.get(report.source, "")
    return f"{_cut(facts.report_name(report), 18)} {_cut(file, 12)}" if file else brief(facts.report_name(report), 26)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
