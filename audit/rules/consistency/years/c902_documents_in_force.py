"""规章、规范性文件现行有效件数与上一年度不衔接

依据：国办公开办函〔2021〕30号表二“本年制发件数”“本年废止件数”“现行有效件数”三栏。现行有效件数等于上一年度现行有效件数加本年制发减本年废止，由栏目含义推得，通知未另作规定，故列为疑点。
核对：规章、行政规范性文件各一次：提供的同一机关上一年度报告“现行有效件数”，加本年“本年制发件数”，减“本年废止件数”，与本年“现行有效件数”比较。
不判：没有提供或没有可以确认的上一年度报告的不判（由C901说明）；2019年格式没有现行有效件数，2021年度报告不与2020年度比较；该行两年只有空白、“/”和0的不判。有效期届满自动失效、集中清理只宣布失效、修订后重新计数、机构改革和统计范围调整，均可能使件数不衔接，由核查人员判断。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import InForce
from audit.history import last_year
from audit.model import Report
from audit.rules.consistency.earlier import confidence, in_reports, this_year
from audit.rules.kit import Case, Outcome, Verdict, rule, stated


@rule(severity="warning", cause="carried")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per line that both years' forms count in the same way."""
    before = [report for report in last_year(case.report, case.previous) if report.edition == case.form.edition]
    lines = [key.removesuffix(".in_force") for key in case.form.cells if key.endswith(".in_force")]
    for line in lines if before else ():
        outcome = _line(case, before, line)
        if outcome is not None:
            yield outcome


def _line(case: Case, before: Sequence[Report], line: str) -> Outcome | None:
    keys = tuple(f"{line}.{column}" for column in ("in_force", "issued", "repealed"))
    sides = [this_year(case, key) for key in keys] + [in_reports(before, keys[0])]
    read = [side.printed for side in sides if side.printed]
    if len(read) == len(sides) and not any(cell.value for cell in read) and any(cell.blank for cell in read):
        return None
    name = case.form.cells[keys[0]].row.rsplit("/", 1)[-1]
    places = tuple(cell.evidence for cell in read)
    if len(read) < len(sides):
        trouble = next(side.trouble for side in sides if side.trouble)
        facts = stated("{name}：{trouble}，无法核对", name=name, trouble=trouble)
        return case.outcome("undecided", facts, line, places, cells=keys)
    stock, issued, repealed, earlier = read
    if stock.blank:
        facts = stated("{name}：本年“现行有效件数”空白未填，无法核对", name=name)
        return case.outcome("undecided", facts, line, places, cells=keys)
    if earlier.blank:
        facts = stated("{name}：{year}年度“现行有效件数”空白未填，无法核对", name=name, year=before[0].year)
        return case.outcome("undecided", facts, line, places, cells=keys)
    compared = InForce(name, earlier.side, issued.side, repealed.side, stock.side)
    verdict: Verdict = "pass" if compared.difference is None else "fail"
    return case.outcome(verdict, compared, line, places, confidence=confidence(read), cells=keys)
