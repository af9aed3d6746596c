"""合计不等于分项之和

依据：表三“总计”列及“（七）总计”行、表四“总计”列为格式文件印制的合计项（国办公开办函〔2021〕30号；2019、2020年度适用国办公开办函〔2019〕60号）。
核对：表三每一行六类申请人之和与该行“总计”；表三每一列“三、本年度办理结果”各项之和与“（七）总计”；表四三组结果之和与各自“总计”。空白按未填计为0并注明。
不判：合计本身空白时不判（由完整性规则提示），合计与分项均未填的，每张表合并提示一次；整张表未能读取的，每张表提示一次；任一单元格未能读取时不判；不推断哪一项填错（另由定位给出建议）。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import Outcome
from audit.forms._form import FormTable, Total
from audit.rules import Case, rule
from audit.rules._compare import all_blank, equal_sums, evidences


@rule(severity="error")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per total that the form declares; of each table those blank with all their parts are one outcome."""
    for table in case.form.tables:
        if not table.totals:
            continue
        if not any(cell.key in case.report.cells for cell in table.cells):
            message = f"表{table.number}未能读取，{len(table.totals)}处合计无法核对"
            yield case.outcome("undecided", message, f"unread:{table.number}", cells=_keys(table.totals))
            continue
        blank = [total for total in table.totals if all_blank(case, (total.key, *total.parts))]
        if blank:
            yield _blank(case, table, blank)
        for total in table.totals:
            if total not in blank:
                yield _compared(case, total)


def _blank(case: Case, table: FormTable, totals: Sequence[Total]) -> Outcome:
    keys = _keys(totals)
    message = f"表{table.number}有{len(totals)}行（列）的合计与分项均未填，无法核对"
    return case.outcome("undecided", message, f"blank:{table.number}", evidences(case, keys), cells=keys)


def _keys(totals: Sequence[Total]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(total.key for total in totals))


def _compared(case: Case, total: Total) -> Outcome:
    cell = case.form.cells[total.key]
    line = cell.row.removeprefix("三、本年度办理结果/")
    column = cell.column.removeprefix("法人或其他组织/")
    name = f"表{cell.table}“{line}”行" if total.direction == "row" else f"表{cell.table}“{column}”列各项办理结果"
    locus = f"{total.direction}:{total.key}"
    return equal_sums(case, name, locus, total.parts, (total.key,), total=total.key)
