"""单元格未填数字

依据：各表数据项为件数或金额，宜填数字；国家层面没有规定空白必须填0，“/”也不等于0，故空白与“/”仅作提示；合计为格式文件印制的项目，分项不为0而合计空白的，不能理解为0。
核对：逐表列出印出而没有数字的单元格：空白或“/”为提示，其中合计空白而分项之和不为0的为疑点；填写了不能识别为数字的文字为疑点；数字带有单位、文字或以汉字书写为提示。
不判：不推断空白是否为0；没有印出的单元格由M001核对；确定不了位置的内容不列。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import NoNumber, NoNumbers, Side
from audit.forms import FormTable
from audit.model import ReportCell
from audit.rules.kit import Case, Outcome, Severity, cell_evidences, owed_totals, rule, stated


@rule(severity="info", also=("warning",), cause="blank", misread="never")
def check(case: Case) -> Iterator[Outcome]:
    """Up to four failures per table: text, totals left out, nothing stated, numbers with additions; else one pass."""
    owed = {total.key for total in owed_totals(case)}
    for table in case.form.tables:
        cells = [case.report.cells[cell.key] for cell in table.cells if cell.key in case.report.cells]
        if not cells:
            facts = stated("表{table}没有读取到单元格，无法核对", table=table.number)
            yield case.outcome("undecided", facts, f"table:{table.number}")
            continue
        text = [cell for cell in cells if cell.kind == "text"]
        empty = [cell for cell in cells if cell.kind in ("blank", "not_applicable")]
        due = [cell for cell in empty if cell.key in owed]
        empty = [cell for cell in empty if cell.key not in owed]
        noted = [cell for cell in cells if cell.kind == "number" and cell.note]
        if text:
            yield _fail(case, table, text, "text", severity="warning")
        if due:
            yield _fail(case, table, due, "total", severity="warning")
        if empty:
            yield _fail(case, table, empty, "blank", severity="info")
        if noted:
            yield _fail(case, table, noted, "note", severity="info")
        if not (text or due or empty or noted):
            facts = stated("表{table}印出的{number}个单元格均为数字", table=table.number, number=len(cells))
            yield case.outcome("pass", facts, f"table:{table.number}")


def _fail(case: Case, table: FormTable, cells: Sequence[ReportCell], why: NoNumber, *, severity: Severity) -> Outcome:
    keys = tuple(cell.key for cell in cells)
    found = tuple(_side(case, cell) for cell in cells)
    return case.outcome(
        "fail",
        NoNumbers(table.number, why, found, whole=len(cells) == len(table.cells)),
        f"table:{table.number}:{why}",
        cell_evidences(case, keys),
        cells=keys,
        severity=severity,
        confidence=min(cell.confidence for cell in cells),
    )


def _side(case: Case, cell: ReportCell) -> Side:
    printed = cell.raw.strip()
    return Side("table", case.form.cells[cell.key].name, cell.value, (cell.key,), words=printed, blank=not printed)
