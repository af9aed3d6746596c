"""Findings of many reports as pictures: by report and family of rules, by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from audit.findings import GRAVEST_FIRST, SEVERITY_NAMES, Outcome
from audit.model import Report
from audit.present import facts
from audit.present.charts import _style as style
from audit.present.charts._bars import BarRow, legend_of
from audit.present.charts._chart import Chart, sentence
from audit.present.charts._drawing import Drawing
from audit.present.charts._glyphs import fitted, width, wrapped
from audit.present.charts._rows import rows_of_bars

#: What findings are counted under, with its short name: the families of rules, what compares years apart.
_FAMILIES: Mapping[str, str] = {
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
#: Rows before the rest is only counted, of the heat map and of the rules; names that the text in words gives.
_MOST_REPORTS, _MOST_RULES, _NAMED = 30, 15, 5
#: Heights in the heat map: of a row, of one whose label has two lines, of the head, of a line of text.
_ROW, _TALL_ROW, _HEAD, _LINE = 18.0, 28.0, 30.0, 11.5
#: The part of the width that names of reports may take in the heat map.
_NAMES = 0.4
#: Findings up to which a field has each of the lighter colours; beyond the last it has the darkest.
_SHADED = (1, 3, 7)


def heat_map(audited: Sequence[facts.Audited]) -> Chart:
    """Findings of each report by family; the reports with most findings first, the rest only counted."""
    title = "各报告不符事项（按规则类别）"
    rows = [(report, Counter(_family(o) for o in facts.findings(found))) for report, found in audited]
    rows = sorted(
        (row for row in rows if row[1]), key=lambda row: (-row[1].total(), facts.report_name(row[0]), row[0].year or 0)
    )
    if not rows:
        return sentence(title, "各报告均未发现不符事项。")
    shown, families = rows[:_MOST_REPORTS], [key for key in _FAMILIES if any(found[key] for _, found in rows)]
    notes = [f"另有{len(rows) - len(shown)}份报告未画出。"] if len(rows) > len(shown) else []
    total = sum((found for _, found in rows), Counter[str]())
    worst = "、".join(f"{facts.report_name(report)}{found.total()}项" for report, found in rows[:_NAMED])
    kinds = "、".join(f"{_FAMILIES[key]}{total[key]}项" for key in sorted(families, key=lambda key: -total[key]))
    alt = f"{title}：{len(rows)}份报告共{total.total()}项，其中{kinds}；最多的是{worst}。"
    files = facts.versions(audited)
    years = {report.year for report, _ in shown}
    if same := len(years) == 1 and None not in years:
        notes.insert(0, f"各报告均为{years.pop()}年度。")
    labels = [
        ((same and report.agency) or facts.report_name(report), files.get(report.source, "")) for report, _ in shown
    ]
    return Chart(title, alt, _map(labels, [found for _, found in shown], families), tuple(notes))


def _map(labels: Sequence[tuple[str, str]], counts: Sequence[Counter[str]], families: Sequence[str]) -> Drawing:
    """A row a report (its name, its file where the name does not say which), a column a family, numbers in the fields."""
    chart = Drawing()
    names = [_label(name, file, chart.width * _NAMES) for name, file in labels]
    left = style.EDGE + max(width(line, style.SMALL) for lines in names for line in lines) + 5
    column = (chart.width - style.EDGE - left) / max(4, len(families))
    for number, key in enumerate(families):
        lines = wrapped(_FAMILIES[key], style.SMALL, column - 2)
        for line, text in enumerate(lines):
            y = style.EDGE + _HEAD - 7 - _LINE * (len(lines) - 1 - line)
            chart.text(left + column * (number + 0.5), y, text, size=style.SMALL, colour=style.QUIET, anchor="middle")
    top = style.EDGE + _HEAD
    for lines, found in zip(names, counts, strict=True):
        height = _TALL_ROW if len(lines) > 1 else _ROW
        for line, text in enumerate(lines):
            y = top + height / 2 + _LINE * (line - (len(lines) - 1) / 2)
            chart.text(left - 5, y, text, size=style.SMALL, anchor="end")
        for number, key in enumerate(families):
            x = left + column * number
            if found[key]:
                colour = style.HEAT[sum(found[key] > limit for limit in _SHADED)]
                chart.box(x + 0.5, top + 0.5, column - 1, height - 1, colour)
                chart.text(x + column / 2, top + height / 2, str(found[key]), anchor="middle")
        top += height
        chart.line([(style.EDGE, top), (chart.width - style.EDGE, top)], style.GRID, 0.5)
    chart.height = top + style.EDGE
    return chart


def _label(name: str, file: str, room: float) -> list[str]:
    """A report's name on at most two lines; of several versions of one report each with the name of its file's name."""
    if file:
        half = fitted(file, style.SMALL, room * 0.9)
        return [fitted(name, style.SMALL, room), half]
    return wrapped(name, style.SMALL, room, most=2)


def findings_by_rule(audited: Sequence[facts.Audited]) -> Chart:
    """How many findings each rule has, by severity, and in how many reports; the rules with most, the rest counted."""
    title = "各规则发现的不符事项"
    found = [(outcome, report) for report, outcomes in audited for outcome in facts.findings(outcomes)]
    if not found:
        return sentence(title, "各报告均未发现不符事项。")
    number = Counter(outcome.rule for outcome, _ in found)
    graded = Counter((outcome.rule, outcome.severity) for outcome, _ in found)
    sources = Counter(rule for rule, _ in {(outcome.rule, report.source) for outcome, report in found})
    titles = _titles(found)
    rules = sorted(number, key=lambda rule: (-number[rule], rule))
    shown = rules[:_MOST_RULES]
    rows = [
        BarRow(
            f"{rule} {titles[rule]}",
            [(float(graded[rule, severity]), style.SEVERITY_COLOURS[severity]) for severity in GRAVEST_FIRST],
            f"{number[rule]}项，{sources[rule]}份报告",
        )
        for rule in shown
    ]
    most = "，".join(f"{titles[rule]}{number[rule]}项（{sources[rule]}份报告）" for rule in rules[:_NAMED])
    alt = f"{title}：{len(rules)}条规则共{len(found)}项，最多的是{most}。"
    names = {style.SEVERITY_COLOURS[severity]: SEVERITY_NAMES[severity] for severity in GRAVEST_FIRST}
    rest = len(rules) - len(shown)
    notes = (f"另有{rest}条规则共{sum(number[rule] for rule in rules[_MOST_RULES:])}项未画出。",) if rest else ()
    return Chart(title, alt, rows_of_bars(rows, legend_of(rows, names), above=True), notes)


def _family(outcome: Outcome) -> str:
    """What an outcome is counted under."""
    return "years" if outcome.across_years else outcome.family


def _titles(found: Sequence[tuple[Outcome, Report]]) -> dict[str, str]:
    """For each rule with findings, the title of its gravest one: a rule may grade its findings differently."""
    every = facts.findings(outcome for outcome, _ in found)
    return {outcome.rule: outcome.title for outcome in reversed(every)}
