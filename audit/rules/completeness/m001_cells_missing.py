"""表格缺少行列

依据：三张统计表的行、列由格式文件统一印制（{格式}）；{不遗漏}。
核对：逐表核对格式规定的每个单元格是否在报告中印出，一张表一个结果，列出缺少的行；整列缺少的，列出缺少的列；把一组几行印成一行的，列出该组。
不判：报告中有位置不能确定的内容，或三张表均未读取到（例如以图片插入）时不判，只提示人工核对；行标题已经印出而数据没有读到的同样不判（转换后的文本可能丢失空白单元格）；表格应在之处有未能读取的图片、页面等，文件在该表之前或表中中断，或表格被打散的，为无法核对；单元格印出而未填的由M002提示。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import Evidence, Outcome
from audit.forms import FormCell, FormTable
from audit.model import Printed
from audit.rules import Case, rule
from audit.rules._passages import evidence
from audit.rules._unread import SHATTERED, why_open

_SHOWN = 6


@rule(severity="error", cause="missing")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per table of the form; one for all where the tables are shattered."""
    report = case.report
    if report.shattered:
        message = f"{SHATTERED}，{len(report.unplaced)}处数字无法归位，请改用原文件核对三张表"
        yield case.outcome("undecided", message, "shattered")
        return
    printed = {(label.table, label.key) for label in report.printed if label.kind == "line"}
    for table in case.form.tables:
        missing = [cell for cell in table.cells if cell.key not in report.cells]
        absent = [cell for cell in missing if (table.number, cell.line) not in printed]
        keys = tuple(cell.key for cell in missing)
        locus = f"table:{table.number}"
        if not missing:
            yield case.outcome("pass", f"表{table.number}的{len(table.cells)}个单元格齐全", locus)
            continue
        if not absent and not _columns(table, missing):
            named, seen = _seen(case, table, missing)
            said = f"表{table.number}有{len(missing)}个单元格的行标题已经印出，数据未能读取{named}，请人工核对"
            yield case.outcome("undecided", said, locus, seen, cells=keys)
            continue
        blocks = [label for label in report.printed if label.kind == "block" and label.table == table.number]
        if blocks and all(any(_within(cell, label) for label in blocks) for cell in absent):
            yield _as_blocks(case, table, blocks, missing)
            continue
        columns = _columns(table, missing)
        names = columns or list(dict.fromkeys(cell.row.rsplit("/", 1)[-1] for cell in missing))
        listed = "、".join(f"“{name}”" for name in names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")
        whole = len(missing) == len(table.cells)
        said = (
            f"表{table.number}整张未见"
            if whole
            else f"表{table.number}缺少{len(missing)}个单元格，{'整列缺少' if columns else '涉及'}{listed}"
        )
        if reason := why_open(report, table.section):
            yield case.outcome("undecided", f"{said}；{reason}，请人工核对", locus, cells=keys)
        elif report.unplaced or not report.cells:
            why = "报告有未能确定位置的内容" if report.unplaced else "三张表均未读取到"
            yield case.outcome("undecided", f"{said}；{why}，请人工核对", locus, cells=keys)
        else:
            places = [section.place for section in report.sections if section.number == table.section]
            heading = next((p for p in report.passages if p.place in places), None)
            yield case.outcome(
                "fail",
                said,
                locus,
                [evidence(heading)] if heading else [],
                cells=keys,
                confidence=0.8,
                actual=len(table.cells) - len(missing),
                expected=len(table.cells),
            )


def _within(cell: FormCell, block: Printed) -> bool:
    return cell.row.startswith(f"{block.key}/")


def _as_blocks(case: Case, table: FormTable, blocks: Sequence[Printed], missing: Sequence[FormCell]) -> Outcome:
    """The finding for lines that are missing since a row prints each group of them as one."""
    said = []
    for block in blocks:
        names = dict.fromkeys(cell.row.rsplit("/", 1)[-1] for cell in missing if _within(cell, block))
        said.append(f"“{block.text}”印为一行，未分列{'、'.join(f'“{name}”' for name in names)}")
    gone = [cell for cell in missing if any(_within(cell, block) for block in blocks)]
    return case.outcome(
        "fail",
        f"表{table.number}{'；'.join(said)}，缺少{len(gone)}个单元格",
        f"table:{table.number}",
        [Evidence(block.place, block.text, f"表{table.number}") for block in blocks],
        cells=tuple(cell.key for cell in gone),
        actual=len(table.cells) - len(gone),
        expected=len(table.cells),
    )


def _seen(case: Case, table: FormTable, missing: Sequence[FormCell]) -> tuple[str, list[Evidence]]:
    """What stands in the rows of the missing cells and was not read, with the reason, and where."""
    lines = {cell.line for cell in missing}
    rows = {
        (label.place.page, label.place.table, label.place.row)
        for label in case.report.printed
        if label.kind == "line" and label.table == table.number and label.key in lines and label.place.row is not None
    }
    here = [u for u in case.report.unplaced if (u.place.page, u.place.table, u.place.row) in rows][:_SHOWN]
    reasons = dict.fromkeys(item.reason for item in here)
    listed = "；".join("、".join(f"“{i.raw.strip()}”" for i in here if i.reason == why) + why for why in reasons)
    return f"（{listed}）" if listed else "", [Evidence(item.place, item.raw, f"表{table.number}") for item in here]


def _columns(table: FormTable, missing: Sequence[FormCell]) -> list[str]:
    """The columns of ``table`` that are missing as a whole, where nothing else is; else none."""
    gone = {cell.column for cell in missing}
    whole = table.total_column is not None and gone < {cell.column for cell in table.cells}
    names = [name.rsplit("/", 1)[-1] for name in dict.fromkeys(cell.column for cell in missing)]
    return names if whole and len(missing) == sum(cell.column in gone for cell in table.cells) else []
