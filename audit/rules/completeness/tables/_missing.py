"""Cells of a table that are not there, in words: as groups of lines printed as one, beside lines not read."""

from __future__ import annotations

from collections.abc import Sequence

from audit.findings import Listed, Named
from audit.forms import FormCell, FormTable
from audit.model import Printed, Report, Unplaced
from audit.rules.kit import Evidence, Stated, stated

#: Things shown of what stands beside lines and was not read.
_ITEMS_SHOWN = 6
_NOT_READ = "表{table}有{number}个单元格的行标题已经印出，数据未能读取"


def as_blocks(table: FormTable, blocks: Sequence[Printed], missing: Sequence[FormCell]) -> Stated:
    """The ``blocks``, with the lines that are missing since each prints a group of them as one row."""
    gone = [cell for cell in missing if any(block.prints_for(cell.table, cell.row) for block in blocks)]
    groups = Listed(tuple(_group(block, missing) for block in blocks), len(blocks), mark="；")
    return stated("表{table}{groups}，缺少{number}个单元格", table=table.number, groups=groups, number=len(gone))


def not_read(report: Report, table: FormTable, missing: Sequence[FormCell]) -> tuple[Stated, list[Evidence]]:
    """That the lines of ``missing`` are printed and the numbers were not read; what stands there, and where."""
    lines = {cell.line for cell in missing}
    rows = {
        (label.place.page, label.place.table, label.place.row)
        for label in report.printed
        if label.kind == "line" and label.table == table.number and label.key in lines and label.place.row is not None
    }
    here = [u for u in report.unplaced if (u.place.page, u.place.table, u.place.row) in rows][:_ITEMS_SHOWN]
    places = [Evidence(item.place, item.raw, f"表{table.number}") for item in here]
    if not here:
        return stated(_NOT_READ + "，请人工核对", table=table.number, number=len(missing)), places
    reasons = dict.fromkeys(item.reason for item in here)
    found = tuple(_unread([item for item in here if item.reason == reason], reason) for reason in reasons)
    listed = Listed(found, len(found), mark="；")
    form = _NOT_READ + "（{found}），请人工核对"
    return stated(form, table=table.number, number=len(missing), found=listed), places


def _group(block: Printed, missing: Sequence[FormCell]) -> Stated:
    """The row that prints a group of lines as one, and the lines that are not printed therefore."""
    names = dict.fromkeys(
        (cell.line, cell.row.rsplit("/", 1)[-1]) for cell in missing if block.prints_for(cell.table, cell.row)
    )
    lines = Listed(tuple(Named(*name) for name in names), len(names), mark="”、“")
    return stated("“{printed}”印为一行，未分列“{missing}”", printed=block.text, missing=lines)


def _unread(items: Sequence[Unplaced], reason: str) -> Stated:
    """What is printed and found no place for one ``reason``."""
    raws = tuple(item.raw.strip() for item in items)
    return stated("“{printed}”{reason}", printed=Listed(raws, len(raws), mark="”、“"), reason=reason)
