"""新收加结转不等于办结加结转下年

依据：表三表头印有“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”（{格式}）。
核对：表三七列逐列：本年新收 + 上年结转 = （七）总计 + 结转下年度继续办理。空白按未填计为0并注明。
不判：任一单元格未能读取、四项全部空白，或者合计空白超过两处而分项不为0的，不判，每张表各合并提示一次；不核对上年结转与上一年度报告的衔接（另有规则）。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.rules.arithmetic._identities import SumIdentity, compare
from audit.rules.kit import Case, Outcome, rule


@rule(severity="error", role="identity")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per column; those that cannot be compared together."""
    identities = []
    for balance in case.form.balances:
        name = f"“{case.form.cells[balance.left[0]].column_name}”列"
        identities.append(SumIdentity(name, f"column:{balance.left[0]}", balance.left, balance.right))
    if identities:
        table = case.form.cells[case.form.balances[0].left[0]].table
        yield from compare(case, table, identities, "列", "新收、结转和办结")
