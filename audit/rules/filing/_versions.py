"""How several versions of one report differ."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from audit.corpus import Filing
from audit.findings import DifferingCells, VersionCell
from audit.forms import load
from audit.model import Report, own_path
from audit.rules.filing._texts import difference, letters
from audit.rules.kit import Facts, Severity, Stated, stated


def differing_versions(filed: Sequence[Filing]) -> tuple[Severity, Facts]:
    """How the versions differ from the first one, and how grave that is."""
    reports = [filing.report for filing in filed if filing.report.status != "unreadable"]
    if len(reports) < len(filed):
        return "info", stated("其中有无法读取的文件，未能全部比较")
    if len({report.sha256 for report in reports}) == 1:
        return "info", stated("各文件完全相同")
    first, others = reports[0], reports[1:]
    if keys := list(dict.fromkeys(key for other in others for key, _, _ in differing_cells(first, other))):
        return "warning", _differing(reports, keys)
    tables = next((unread for other in others if (unread := _not_read(first, other))), None)
    texts = [found for other in others if (found := difference(first, other, tables=not _not_read(first, other)))]
    if not texts:
        if tables:
            return "info", stated("{tables}，已读到的文字相同", tables=tables)
        return "info", stated("格式不同，表格数字和文字相同")
    worst = next((found for found in texts if not found.few), texts[0])
    severity: Severity = "info" if worst.few else "warning"
    return severity, stated(
        "{tables}，文字只有个别字不同，首处为{one}和{other}"
        if worst.few
        else "{tables}，文字不同，首处为{one}和{other}",
        tables=tables or stated("表格数字相同"),
        one=_words(worst.one),
        other=_words(worst.other),
    )


def compared(report: Report) -> str:
    """All that the versions of a report are compared by: its text and cells, however these are set; of what cannot be read, the file."""
    if report.status == "unreadable":
        return report.sha256
    cells = sorted(
        f"{key}:{cell.kind}:{'' if cell.value is None else Fraction(cell.value)}" for key, cell in report.cells.items()
    )
    return "\x1f".join((*cells, letters(report)))


def _differing(reports: Sequence[Report], keys: Sequence[str]) -> DifferingCells:
    """What each of the ``reports`` prints in the cells ``keys``, "" where one has the cell blank or not at all."""
    first = reports[0]
    form = load(first.edition) if first.edition else None
    cells = (
        VersionCell(
            key,
            form.cells[key].label if form and key in form.cells else key,
            tuple(report.cells[key].raw.strip() if key in report.cells else "" for report in reports),
        )
        for key in keys
    )
    return DifferingCells(tuple(own_path(report.source).name for report in reports), tuple(cells))


def _words(text: str) -> Stated:
    return stated("“{words}”", words=text) if text else stated("（没有文字）")


def _not_read(one: Report, other: Report) -> Stated | None:
    """Which cells could not be compared, for only one of the reports has them read; None where all are there."""
    common = len(one.cells.keys() & other.cells.keys())
    if not (alone := len(one.cells.keys() ^ other.cells.keys())):
        return None
    form = "表格分别读到{one}格和{other}格，数字未能比较"
    if not common:
        return stated(form, one=len(one.cells), other=len(other.cells))
    form = "表格分别读到{one}格和{other}格，其中{common}格数字相同，另{alone}格未能比较"
    return stated(form, one=len(one.cells), other=len(other.cells), common=common, alone=alone)


def differing_cells(one: Report, other: Report) -> list[tuple[str, str, str]]:
    """The cells read in both reports whose printed text differs, with both texts."""
    pairs = ((key, cell, other.cells[key]) for key, cell in one.cells.items() if key in other.cells)
    return [(key, a.raw.strip(), b.raw.strip()) for key, a, b in pairs if (a.kind, a.value) != (b.kind, b.value)]
