"""整张表格的数字与上一年度报告完全相同

依据：{雷同}。数字相同不等于照抄，故列为疑点。
核对：表二、表三、表四各一次：与提供的同一机关上一年度报告的同一张表逐格比较，各格全部相同且有一定数量非零数字的，予以列出。
不判：没有提供或没有可以确认的上一年度报告的不判（由C901说明）；全为0、空白，或只有少量小数字的表格可能巧合，相同也不判；现行有效件数是累计数，不计入非零数字；两年格式不同、相同项目不足一半的表格不判。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import Fact
from audit.forms import FormTable
from audit.history import last_year, readings
from audit.model import Report
from audit.rules.consistency.earlier import AtYear, file_name, in_reports, this_year
from audit.rules.consistency.years._tables import are_enough, differs, is_read, keys_of_both, own_figures
from audit.rules.kit import Case, Outcome, rule, stated

#: Cells that an outcome shows.
_CELLS_SHOWN = 6
_COMPARED = "表{table}与{year}年度报告（{files}）"


@rule(severity="warning", cause="copied", matter="tables")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per table that has enough figures to tell."""
    before = [report for report in last_year(case.report, case.previous) if report.edition]
    for table in case.form.tables if before else ():
        outcome = _table(case, before, table)
        if outcome is not None:
            yield outcome


def _table(case: Case, before: Sequence[Report], table: FormTable) -> Outcome | None:
    keys = keys_of_both(table, before)
    telling = own_figures(case, keys)
    if 2 * len(keys) < len(table.cells) or not are_enough(case, telling):
        return None
    values: dict[str, Fact] = {"table": table.number, "year": before[0].year, "files": tuple(map(file_name, before))}
    different = [key for key in keys if differs(case.report.cells.get(key), before, key)]
    shown = different[:1] or telling[:_CELLS_SHOWN]
    sides: list[AtYear] = [side for key in shown for side in (this_year(case, key), in_reports(before, key))]
    places = tuple(side.printed.evidence for side in sides if side.printed)
    if different:
        facts = stated(_COMPARED + "不完全相同", **values)
        return case.outcome("pass", facts, table.prefix, places, cells=tuple(shown))
    unread = [key for key in keys if not is_read(case.report.cells.get(key)) or not readings(before, key)]
    if unread:
        form = _COMPARED + "读到的数字全部相同，另有{unread}格未能读取，无法核对是否完全相同"
        facts = stated(form, unread=len(unread), **values)
        return case.outcome("undecided", facts, table.prefix, places, cells=tuple(telling))
    form = _COMPARED + "各格数字完全相同，其中非零数字（不含合计）{number}个，请核实是否沿用上一年度数字"
    facts = stated(form, number=len(telling), **values)
    return case.outcome("fail", facts, table.prefix, places, confidence=0.8, cells=tuple(telling))
