"""What this year's and last year's report say at a cell: the one place that decides, so that all rules speak alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.findings import Evidence
from audit.forms import load
from audit.history import readings
from audit.model import Report, ReportCell, own_path
from audit.rules import Case
from audit.rules._compare import BLANK_CONFIDENCE, evidence
from audit.text import Value


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell as read: a blank or “/” counts as 0 and says so by ``blank``."""

    value: Value
    blank: bool
    evidence: Evidence
    confidence: float


@dataclass(frozen=True, slots=True)
class Side:
    """What one year's report says at a cell: ``printed``, or None with ``trouble`` (Chinese) saying why not."""

    printed: Printed | None
    trouble: str = ""


def this_year(case: Case, key: str) -> Side:
    """The cell ``key`` of the report itself."""
    cell = case.report.cells.get(key)
    place = evidence(case, key)
    if cell is None or place is None or cell.kind == "text":
        return Side(None, f"本年{case.form.cells[key].label}未能读取为数字")
    return Side(_printed(cell, place))


def in_reports(reports: Sequence[Report], key: str) -> Side:
    """The cell ``key`` in the versions of an earlier year's report, none where they contradict each other."""
    found = readings(reports, key)
    label = next((_label(report, key) for report in reports), key)
    year = reports[0].year
    if not found:
        return Side(None, f"{year}年度{label}未能读取为数字")
    if len(found) > 1:
        names = "、".join(file_name(report) for report, _ in found)
        return Side(None, f"提供了多份{year}年度报告（{names}），其中{label}数字不同")
    report, cell = found[0]
    return Side(_printed(cell, Evidence(cell.place, cell.raw, f"{year}年度报告（{file_name(report)}）{label}")))


def confidence(cells: Iterable[Printed]) -> float:
    """The confidence of a verdict that rests on ``cells``."""
    return min((min(cell.confidence, BLANK_CONFIDENCE if cell.blank else 1.0) for cell in cells), default=1.0)


def file_name(report: Report) -> str:
    """The file's own name, without folders and archives around it."""
    return own_path(report.source).name


def _printed(cell: ReportCell, place: Evidence) -> Printed:
    return Printed(cell.value or 0, cell.value is None, place, cell.confidence)


def _label(report: Report, key: str) -> str:
    form = load(report.edition) if report.edition else None
    return form.cells[key].label if form and key in form.cells else key
