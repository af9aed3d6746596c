"""Reports and outcomes as plain text, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from audit.findings import SEVERITY_NAMES, VERDICT_NAMES, Outcome
from audit.forms import load
from audit.model import Report
from audit.text import show

_RANK = {"info": 0, "warning": 1, "error": 2}


def summary(report: Report) -> str:
    """What was read of a report: who, which year, how many cells, every number above zero."""
    period = "至".join(day.isoformat() for day in report.period) if report.period else "未写明"
    form = load(report.edition) if report.edition else None
    total = len(form.cells) if form else 0
    lines = [
        f"■ {report.agency or '（未识别机关名称）'}　{report.year or '（未识别年度）'}年度　{report.source}",
        f"  格式：{report.format}　版本：{report.edition or '无统一表格'}　统计期限：{period}",
        f"  章节：{'、'.join(section.printed for section in report.sections) or '未找到'}",
        f"  单元格：{len(report.cells)}/{total}已读取　文字中的数字：{len(report.claims)}处　位置不确定：{len(report.unplaced)}处",
        *(f"  说明：{note}" for note in report.notes),
    ]
    if form:
        filled = [(form.cells[key].label, cell) for key, cell in report.cells.items() if cell.value]
        lines += [f"    {label}：{show(cell.value)}" for label, cell in filled]
        lines.append("    其余已读取的单元格为0、空白或“/”。")
    return "\n".join(lines)


def findings(report: Report, outcomes: Sequence[Outcome]) -> str:
    """Every outcome that is not a pass, the gravest first, each with place and raw text."""
    counts: Counter[str] = Counter(outcome.verdict for outcome in outcomes)
    listed = "　".join(f"{name} {counts[verdict]}" for verdict, name in VERDICT_NAMES.items())
    lines = [
        f"■ {report.agency or '（未识别机关名称）'}　{report.year or '（未识别年度）'}年度　{report.source}",
        f"  {listed}",
    ]
    lines += [f"  说明：{note}" for note in report.notes]
    for outcome in _ranked(outcomes):
        level = SEVERITY_NAMES[outcome.severity] if outcome.verdict == "fail" else VERDICT_NAMES["undecided"]
        lines.append(f"  [{level}] {outcome.rule} {outcome.title}")
        lines.append(f"      {outcome.message}")
        if outcome.places:
            lines.append(
                f"      位置：{outcome.places[0].place.describe()}　原文：{outcome.places[0].raw.strip()[:60]}"
            )
        if outcome.suggestion and _label(report, outcome.suggestion.cell):
            label = _label(report, outcome.suggestion.cell)
            lines.append(f"      可能填错的单元格：{label}，应为{show(outcome.suggestion.value)}{_why(outcome)}")
    return "\n".join(lines)


def _why(outcome: Outcome) -> str:
    return f"（{outcome.suggestion.reason}）" if outcome.suggestion and outcome.suggestion.reason else ""


def _label(report: Report, key: str) -> str:
    """How people name a cell of the report's form; "" where it is not one of its cells."""
    form = load(report.edition) if report.edition else None
    return form.cells[key].label if form and key in form.cells else ""


def _ranked(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    shown = [outcome for outcome in outcomes if outcome.verdict != "pass"]
    yield from sorted(shown, key=lambda o: (o.verdict != "fail", -_RANK[o.severity]))
