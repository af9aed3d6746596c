"""Cells that people corrected: which corrections still fit, and what the cells read with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.cells import read_cell
from audit.decisions import DecisionEvent
from audit.document import Place
from audit.model import CellCorrection, Report, ReportCell
from audit.text import show


def corrected(report: Report, corrections: Sequence[DecisionEvent]) -> Report:
    """``report`` with the cells of ``corrections``, as far as they were made in this very file and still read as they did then."""
    found = _agreed([event for event in corrections if _fits(event, report)])
    if not found:
        return report
    cells = dict(report.cells)
    for event in found:
        cells[event.about] = _cell(event, cells.get(event.about))
    made = tuple(
        CellCorrection(one.about, one.data["raw"], one.data["read"], one.data["corrected"], one.who, one.note)
        for one in found
    )
    return replace(report, cells=cells, corrected=made)


def _agreed(corrections: Sequence[DecisionEvent]) -> list[DecisionEvent]:
    """One of ``corrections`` a cell; none where two people corrected it differently, neither of which is more right."""
    by_cell: dict[str, list[DecisionEvent]] = {}
    for event in corrections:
        by_cell.setdefault(event.about, []).append(event)
    return [each[-1] for each in by_cell.values() if len({event.data["corrected"] for event in each}) == 1]


def _fits(event: DecisionEvent, report: Report) -> bool:
    """Whether it was corrected in this very file, where the cell reads today as it did then.

    Another file may print another number where both read alike, or where neither could be read.
    """
    if event.evidence not in ("", report.sha256):
        return False
    cell = report.cells.get(event.about)
    read = None if cell is None or cell.value is None else show(cell.value)
    return (cell.raw if cell else "", read) == (event.data["raw"], event.data["read"])


def _cell(event: DecisionEvent, before: ReportCell | None) -> ReportCell:
    """The cell as whoever corrected it read it; what had been read stands in ``Report.corrected``."""
    found = read_cell(event.data["corrected"])
    return ReportCell(
        event.about,
        found.kind,
        found.value,
        event.data["corrected"],
        before.place if before else Place(),
        note=found.note,
    )
