"""表格缺少行列

依据：三张统计表的行、列由格式文件统一印制（{格式}）；{不遗漏}。
核对：逐表核对格式规定的每个单元格是否在报告中印出，一张表一个结果，列出缺少的行；整列缺少的，列出缺少的列；把一组几行印成一行的，列出该组。
不判：报告中有位置不能确定的内容，或三张表均未读取到（例如以图片插入）时不判，只提示人工核对；行标题已经印出而数据没有读到的同样不判（转换后的文本可能丢失空白单元格）；表格应在之处有未能读取的图片、页面等，文件在该表之前或表中中断，或表格被打散的，为无法核对；单元格印出而未填的由M002提示。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.findings import Evidence, Facts, Listed, MissingCells, Named, Outcome, Shattered, Stated, stated
from audit.forms import FormCell, FormTable
from audit.model import Printed
from audit.rules import Case, rule
from audit.rules._passages import evidence
from audit.rules._unread import why_open

#: Things shown of what stands beside lines and was not read.
_SHOWN = 6
_UNPLACED, _NO_CELLS = "报告有未能确定位置的内容", "三张表均未读取到"


@rule(severity="error", cause="missing")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per table of the form; one for all where the tables are shattered."""
    report = case.report
    if report.shattered:
        form = "{reason}，{number}处数字无法归位，请改用原文件核对三张表"
        facts = stated(form, reason=Shattered(), number=len(report.unplaced))
        yield case.outcome("undecided", facts, "shattered")
        return
    printed = {(label.table, label.key) for label in report.printed if label.kind == "line"}
    for table in case.form.tables:
        missing = [cell for cell in table.cells if cell.key not in report.cells]
        absent = [cell for cell in missing if (table.number, cell.line) not in printed]
        keys = tuple(cell.key for cell in missing)
        locus = f"table:{table.number}"
        if not missing:
            complete = stated("表{table}的{number}个单元格齐全", table=table.number, number=len(table.cells))
            yield case.outcome("pass", complete, locus)
            continue
        if not absent and not _columns(table, missing):
            yield _not_read(case, table, missing)
            continue
        blocks = [
            label
            for label in report.printed
            if label.kind == "block" and label.table == table.number and any(_within(cell, label) for cell in missing)
        ]
        if blocks and all(any(_within(cell, label) for label in blocks) for cell in absent):
            yield _as_blocks(case, table, blocks, missing)
            continue
        columns = _columns(table, missing)
        names = columns or list(dict.fromkeys(cell.row.rsplit("/", 1)[-1] for cell in missing))
        gone = MissingCells(table.number, keys, len(table.cells), tuple(names), columns=bool(columns))
        reason: Facts | None = why_open(report, table.section)
        if not reason and (report.unplaced or not report.cells):
            reason = stated(_UNPLACED if report.unplaced else _NO_CELLS)
        if reason:
            unsure = stated("{missing}；{reason}，请人工核对", missing=gone, reason=reason)
            yield case.outcome("undecided", unsure, locus, cells=keys)
        else:
            places = [section.place for section in report.sections if section.number == table.section]
            heading = next((p for p in report.passages if p.place in places), None)
            yield case.outcome("fail", gone, locus, [evidence(heading)] if heading else [], cells=keys, confidence=0.8)


def _within(cell: FormCell, block: Printed) -> bool:
    return cell.row.startswith(f"{block.key}/")


def _as_blocks(case: Case, table: FormTable, blocks: Sequence[Printed], missing: Sequence[FormCell]) -> Outcome:
    """The finding for lines that are missing since a row prints each group of them as one."""
    found = [cell for cell in missing if any(_within(cell, block) for block in blocks)]
    gone = tuple(cell.key for cell in found)
    facts = stated(
        "表{table}{groups}，缺少{number}个单元格",
        table=table.number,
        groups=Listed(tuple(_group(block, missing) for block in blocks), len(blocks), mark="；"),
        number=len(gone),
    )
    return case.outcome(
        "fail",
        facts,
        f"table:{table.number}",
        [Evidence(block.place, block.text, f"表{table.number}") for block in blocks],
        cells=gone,
        actual=len(table.cells) - len(gone),
        expected=len(table.cells),
    )


def _group(block: Printed, missing: Sequence[FormCell]) -> Stated:
    """The row that prints a group of lines as one, and the lines that are not printed therefore."""
    names = dict.fromkeys((cell.line, cell.row.rsplit("/", 1)[-1]) for cell in missing if _within(cell, block))
    lines = Listed(tuple(Named(*name) for name in names), len(names), mark="”、“")
    return stated("“{printed}”印为一行，未分列“{missing}”", printed=block.text, missing=lines)


def _not_read(case: Case, table: FormTable, missing: Sequence[FormCell]) -> Outcome:
    """The outcome for cells beside printed lines, with what stands there and was not read, and the reason."""
    lines = {cell.line for cell in missing}
    rows = {
        (label.place.page, label.place.table, label.place.row)
        for label in case.report.printed
        if label.kind == "line" and label.table == table.number and label.key in lines and label.place.row is not None
    }
    here = [u for u in case.report.unplaced if (u.place.page, u.place.table, u.place.row) in rows][:_SHOWN]
    reasons = dict.fromkeys(item.reason for item in here)
    shown = [(tuple(item.raw.strip() for item in here if item.reason == why), why) for why in reasons]
    unread = tuple(
        stated("“{printed}”{reason}", printed=Listed(raws, len(raws), mark="”、“"), reason=why) for raws, why in shown
    )
    form = "表{table}有{number}个单元格的行标题已经印出，数据未能读取，请人工核对"
    facts = stated(form, table=table.number, number=len(missing))
    if here:
        form = "表{table}有{number}个单元格的行标题已经印出，数据未能读取（{found}），请人工核对"
        facts = stated(form, table=table.number, number=len(missing), found=Listed(unread, len(unread), mark="；"))
    places = [Evidence(item.place, item.raw, f"表{table.number}") for item in here]
    cells = tuple(cell.key for cell in missing)
    return case.outcome("undecided", facts, f"table:{table.number}", places, cells=cells)


def _columns(table: FormTable, missing: Sequence[FormCell]) -> list[str]:
    """The columns of ``table`` that are missing as a whole, where nothing else is; else none."""
    gone = {cell.column for cell in missing}
    whole = table.total_column is not None and gone < {cell.column for cell in table.cells}
    names = [name.rsplit("/", 1)[-1] for name in dict.fromkeys(cell.column for cell in missing)]
    return names if whole and len(missing) == sum(cell.column in gone for cell in table.cells) else []
