"""新收加结转不等于办结加结转下年

依据：表三表头印有“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”（国办公开办函〔2021〕30号；2019、2020年度适用国办公开办函〔2019〕60号）。
核对：表三七列逐列：本年新收 + 上年结转 = （七）总计 + 结转下年度继续办理。空白按未填计为0并注明。
不判：任一单元格未能读取或四项全部空白时不判，七列均如此时合并提示一次；不核对上年结转与上一年度报告的衔接（另有规则）。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import Outcome
from audit.rules import Case, rule
from audit.rules._compare import all_blank, equal_sums, evidences, unread


@rule(severity="error")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per column; one for all of them where none can be compared."""
    balances = case.form.balances
    columns = [(*balance.left, *balance.right) for balance in balances]
    keys = tuple(key for column in columns for key in column)
    if keys and all(unread(case, column) for column in columns):
        message = f"表三{len(columns)}列均有未能读取为数字的单元格，无法核对"
        yield case.outcome("undecided", message, "unread:三", evidences(case, keys), cells=keys)
        return
    if keys and all(all_blank(case, column) for column in columns):
        message = f"表三{len(columns)}列的新收、结转和办结均未填，无法核对"
        yield case.outcome("undecided", message, "blank:三", evidences(case, keys), cells=keys)
        return
    for balance in balances:
        column = balance.column.removeprefix("法人或其他组织/")
        yield equal_sums(case, f"表三“{column}”列", f"column:{balance.left[0]}", balance.left, balance.right)
