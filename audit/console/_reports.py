"""What was read of a report, and how reports score, as plain text."""

from __future__ import annotations

from collections.abc import Mapping

from audit.console._fitted import fitted
from audit.forms import load
from audit.model import Report, ReportCell
from audit.persons import masked
from audit.score import NO_VERDICT, Score, figure, grade, ranked_by_year, ungiven
from audit.text import show


def summary(report: Report) -> str:
    """What was read of a report: who, which year, how many cells, every cell that is neither zero nor blank."""
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
        filled = [(key, cell) for key, cell in report.cells.items() if cell.value or cell.kind == "text"]
        lines += [f"    {form.cells[key].label}：{_cell_text(cell)}" for key, cell in filled]
        rest = "其余已读取的单元格为0或未填数字。" if report.cells else "没有读取到统计表的单元格。"
        lines.append(f"    {rest}")
    return "\n".join(lines)


def _cell_text(cell: ReportCell) -> str:
    """The number, or what is printed instead of one."""
    return show(cell.value) if cell.kind == "number" else f"“{masked(cell.raw.strip())[:60]}”（不是数字，未取值）"


def scores(found: Mapping[str, Score]) -> str:
    """One line an agency, in the order of the list: total, grade, between which values it lies while something is undecided, and what of it a person has still to give."""
    lines = ["■ 得分", fitted("  ", NO_VERDICT)]
    for score in (score for _, year in ranked_by_year(found) for _, _, score in year):
        name = f"{score.agency or '（未识别机关名称）'}{score.year or ''}"
        if score.total is None:
            lines.append(f"  {name}：{score.grade}（{score.reason}）")
            continue
        left = ungiven(score).words
        lines.append(f"  {name}：{figure(score)}　{grade(score)}{f'（{left}）' if left else ''}")
    return "\n".join(lines)
