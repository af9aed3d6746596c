"""统计表的版本与报告年度不符

依据：{格式版本}。
核对：按印出的行列名称识别的表格版本，是否为报告年度适用的版本。
不判：报告年度不明的；没有识别出表格版本的；表格过半没有读取到的，为无法核对；统一格式之前的年度。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Fact, differs
from audit.forms import form_for_year
from audit.rules.kit import Case, Evidence, Outcome, rule, stated, why_tables_open


@rule(severity="error", matter="edition")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per report."""
    report, form = case.report, case.form
    if report.year is None:
        yield case.outcome("undecided", stated("报告年度不明，无法核对统计表的版本"), "edition")
        return
    due = form_for_year(report.year)
    if due is None or not report.cells:
        return
    own = [key for key in report.cells if key not in due.cells]
    places = [Evidence(report.cells[key].place, report.cells[key].raw, form.cells[key].label) for key in own[:3]]
    if due.edition != form.edition and (report.shattered or 2 * len(report.cells) < len(form.cells)):
        unsure = "表格大部分未能读取，不能确定是否{year}年度适用的{expected}年格式"
        values: dict[str, Fact] = {"year": report.year, "expected": due.edition}
        reason = why_tables_open(report, form)
        facts = stated(f"{{reason}}；{unsure}", **values, reason=reason) if reason else stated(unsure, **values)
        yield case.outcome("undecided", facts, "edition", places)
    elif due.edition == form.edition:
        right = "统计表为{printed}年格式（{reference}），与{year}年度相符"
        facts = stated(right, printed=form.edition, reference=form.reference, year=report.year)
        yield case.outcome("pass", facts, "edition")
    else:
        wrong = differs(
            "统计表为{printed}年格式（{reference}），{year}年度适用{expected}年格式（{expected_reference}）",
            printed=form.edition,
            reference=form.reference,
            year=report.year,
            expected=due.edition,
            expected_reference=due.reference,
        )
        yield case.outcome("fail", wrong, "edition", places)
