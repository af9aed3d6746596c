"""件数为负数或带有小数

依据：各表数据项以“件数”“数量”为名（{格式}），应为非负整数；仅收费金额、采购总金额以金额计，2019年格式“本年增/减”可为负数。
核对：每张表已读取的数字逐格核对，一张表一个结果，列出全部有问题的单元格。
不判：金额类单元格的小数、“本年增/减”的负数；空白、“/”和未能读取的单元格。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from audit.findings import NoCounts, Side
from audit.rules.kit import Case, Outcome, cell_evidences, rule, stated


@rule(severity="error", cause="cell")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per table of which at least one number was read."""
    for table in case.form.tables:
        numbers = [(cell, value) for cell in table.cells if (value := case.report.value(cell.key)) is not None]
        wrong = [
            (cell, value)
            for cell, value in numbers
            if (value < 0 and not cell.signed) or (isinstance(value, Decimal) and not cell.money)
        ]
        locus = f"table:{table.number}"
        if wrong:
            keys = tuple(cell.key for cell, _ in wrong)
            sides = tuple(
                Side("table", cell.label, value, (cell.key,), words=case.report.cells[cell.key].raw.strip())
                for cell, value in wrong
            )
            yield case.outcome("fail", NoCounts(table.number, sides), locus, cell_evidences(case, keys), cells=keys)
        elif numbers:
            form = "表{table}已读取的{number}个数字均为非负整数或金额"
            yield case.outcome("pass", stated(form, table=table.number, number=len(numbers)), locus)
        else:
            form = "表{table}没有读取到数字，无法核对"
            yield case.outcome("undecided", stated(form, table=table.number), locus)
