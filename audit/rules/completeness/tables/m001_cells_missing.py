"""表格缺少行列

依据：三张统计表的行、列由格式文件统一印制（{格式}）；{不遗漏}。
核对：逐表核对格式规定的每个单元格是否在报告中印出，一张表一个结果，列出缺少的行；整列缺少的，列出缺少的列；把一组几行印成一行的，列出该组。
不判：报告中有位置不能确定的内容，或三张表均未读取到（例如以图片插入）时不判，只提示人工核对；行标题已经印出而数据没有读到的同样不判（转换后的文本可能丢失空白单元格）；表格应在之处有未能读取的图片、页面等，文件在该表之前或表中中断，或表格被打散的，为无法核对；单元格印出而未填的由M002提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.findings import MissingCells, Shattered
from audit.forms import FormTable
from audit.rules.completeness.tables._missing import as_blocks, not_read
from audit.rules.kit import AbsentCells, Case, Evidence, Outcome, absent_cells, passage_evidence, rule, stated


@rule(severity="error", cause="missing")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per table of the form; one for all where the tables are shattered."""
    report = case.report
    if report.shattered:
        form = "{reason}，{number}处数字无法归位，请改用原文件核对三张表"
        facts = stated(form, reason=Shattered(), number=len(report.unplaced))
        yield case.outcome("undecided", facts, "shattered")
        return
    for table in case.form.tables:
        absent = absent_cells(report, table)
        missing = absent.missing
        keys = tuple(cell.key for cell in missing)
        locus = f"table:{table.number}"
        if not missing:
            complete = stated("表{table}的{number}个单元格齐全", table=table.number, number=len(table.cells))
            yield case.outcome("pass", complete, locus)
            continue
        if not absent.unlabelled and not absent.columns:
            facts, places = not_read(report, table, missing)
            yield case.outcome("undecided", facts, locus, places, cells=keys)
            continue
        if absent.blocks:
            yield _as_blocks(case, table, absent)
            continue
        names = absent.columns or tuple(dict.fromkeys(cell.row.rsplit("/", 1)[-1] for cell in missing))
        gone = MissingCells(table.number, keys, len(table.cells), names, columns=bool(absent.columns))
        if absent.reason:
            unsure = stated("{missing}；{reason}，请人工核对", missing=gone, reason=absent.reason)
            yield case.outcome("undecided", unsure, locus, cells=keys)
        else:
            starts = [section.place for section in report.sections if section.number == table.section]
            heading = next((p for p in report.passages if p.place in starts), None)
            yield case.outcome(
                "fail", gone, locus, [passage_evidence(heading)] if heading else [], cells=keys, confidence=0.8
            )


def _as_blocks(case: Case, table: FormTable, absent: AbsentCells) -> Outcome:
    """The finding for lines that are missing since a row prints each group of them as one."""
    gone = tuple(cell.key for cell in absent.not_printed)
    return case.outcome(
        "fail",
        as_blocks(table, absent.blocks, absent.missing),
        f"table:{table.number}",
        [Evidence(block.place, block.text, f"表{table.number}") for block in absent.blocks],
        cells=gone,
        actual=len(table.cells) - len(gone),
        expected=len(table.cells),
    )
