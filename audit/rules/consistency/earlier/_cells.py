"""What this year's and last year's report say at a cell: the one place that decides, so that all rules speak alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.findings import Side
from audit.forms import load
from audit.history import readings
from audit.model import Report, own_path
from audit.rules.kit import BLANK_CONFIDENCE, Case, Evidence, Stated, cell_evidence, not_printed_cells, stated
from audit.text import Value


@dataclass(frozen=True, slots=True)
class YearCell:
    """One cell as read, one side of a comparison of years; a blank or “/” counts as 0."""

    side: Side
    evidence: Evidence
    confidence: float

    @property
    def value(self) -> Value:
        """The number that counts: 0 for a blank or “/”."""
        return self.side.number

    @property
    def blank(self) -> bool:
        """Whether the cell prints no number."""
        return self.side.blank


@dataclass(frozen=True, slots=True)
class AtYear:
    """What one year's report says at a cell: ``printed``, or None with ``trouble`` saying why not."""

    printed: YearCell | None
    trouble: Stated | None = None


def this_year(case: Case, key: str) -> AtYear:
    """The cell ``key`` of the report itself."""
    cell = case.report.cells.get(key)
    place = cell_evidence(case, key)
    label = case.form.cells[key].label
    if cell is None or place is None or cell.kind == "text":
        state = _state(key in case.once(not_printed_cells))
        return AtYear(None, stated("本年{cell}{state}", cell=label, state=state))
    side = Side("table", label, cell.value or 0, (key,), blank=cell.value is None)
    return AtYear(YearCell(side, place, cell.confidence))


def in_reports(reports: Sequence[Report], key: str) -> AtYear:
    """The cell ``key`` in the versions of an earlier year's report, none where they contradict each other."""
    found = readings(reports, key)
    label = next((_label(report, key) for report in reports), key)
    year = reports[0].year
    if not found:
        state = _state(all(key in not_printed_cells(report) for report in reports))
        return AtYear(None, stated("{year}年度{cell}{state}", year=year, cell=label, state=state))
    if len(found) > 1:
        form = "提供了多份{year}年度报告（{files}），其中{cell}数字不同"
        files = tuple(file_name(report) for report, _ in found)
        return AtYear(None, stated(form, year=year, files=files, cell=label))
    report, cell = found[0]
    name = file_name(report)
    side = Side("earlier_report", label, cell.value or 0, (key,), year=year, source=name, blank=cell.value is None)
    place = Evidence(cell.place, cell.raw, f"{year}年度报告（{name}）{label}", "earlier_report")
    return AtYear(YearCell(side, place, cell.confidence))


def confidence(cells: Iterable[YearCell]) -> float:
    """The confidence of a verdict that rests on ``cells``."""
    return min((min(cell.confidence, BLANK_CONFIDENCE if cell.blank else 1.0) for cell in cells), default=1.0)


def file_name(report: Report) -> str:
    """The file's own name, without folders and archives around it."""
    return own_path(report.source).name


def _state(is_absent: bool) -> str:
    """What keeps a cell from being compared (Chinese): it is surely not printed, or it was not read as a number."""
    return "没有印出" if is_absent else "未能读取为数字"


def _label(report: Report, key: str) -> str:
    form = load(report.edition) if report.edition else None
    return form.cells[key].label if form and key in form.cells else key
