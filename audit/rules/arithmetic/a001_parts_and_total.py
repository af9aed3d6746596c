"""合计不等于分项之和

依据：表三“总计”列及“（七）总计”行、表四“总计”列为格式文件印制的合计项（{格式}）。
核对：表三每一行六类申请人之和与该行“总计”；表三每一列“三、本年度办理结果”各项之和与“（七）总计”；表四三组结果之和与各自“总计”。空白按未填计为0并注明。合计一律填为0的，或者一律只填合计而分项均为0的，超过三处时合并为一个问题。
不判：合计本身空白时不判（由完整性规则提示），合计空白超过两处而分项不为0的，所涉各列也不判；合计与分项均未填、任一单元格未能读取时不判。以上情形每张表各合并提示一次；不推断哪一项填错（另由定位给出建议）。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.forms import Total
from audit.rules.arithmetic._identities import SumIdentity, compare
from audit.rules.kit import Case, Outcome, not_printed_cells, rule, stated


@rule(severity="error", role="identity")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per total that the form declares, undecided ones of a table together."""
    for table in case.form.tables:
        if not table.totals:
            continue
        if any(cell.key in case.report.cells for cell in table.cells):
            identities = [_identity(case, total) for total in table.totals]
            yield from compare(case, table.number, identities, "行（列）", "合计与分项")
        else:
            keys = tuple(dict.fromkeys(total.key for total in table.totals))
            state = "没有印出" if case.once(not_printed_cells).issuperset(keys) else "未能读取"
            form = "表{table}{state}，{number}处合计无法核对"
            facts = stated(form, table=table.number, state=state, number=len(table.totals))
            yield case.outcome("undecided", facts, f"unread:{table.number}", cells=keys)


def _identity(case: Case, total: Total) -> SumIdentity:
    return SumIdentity(case.form.name_of(total), f"{total.direction}:{total.key}", total.parts, (total.key,), total.key)
