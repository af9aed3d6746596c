"""Cells of an organ beside the sums over its units: the outcome on those that differ, and the numbers and places of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from audit.findings import Listed, UnitSum, UnitSums
from audit.forms import load
from audit.metrics import CellSum
from audit.model import Report
from audit.rules.kit import Evidence, Outcome, Stated, Survey, stated

#: Units and cells that are named, or shown with their places.
SHOWN = 5
#: What is said of a cell without a number.
_UNSTATED = "空白"


def differ(
    survey: Survey,
    report: Report,
    table: str,
    items: Sequence[CellSum],
    children: Mapping[str, Report | None],
    *,
    surely: bool,
    locus: str,
) -> Outcome:
    """The failure of the cells ``items`` of a table; ``surely`` as in ``UnitSums``."""
    form = load(report.edition or "")
    blanks = sum(bool(item.blanks) for item in items)
    cells = tuple(
        UnitSum(item.key, form.cells[item.key].label, item.stated or 0, item.total or 0, item.lacking) for item in items
    )
    return survey.outcome(
        report,
        "fail",
        UnitSums(table, len(children), cells, surely, blanks),
        locus,
        places(report, items, children),
        severity="warning" if surely else "info",
        cells=tuple(item.key for item in items),
        confidence=0.8 if blanks else 1.0,
    )


def places(report: Report, items: Sequence[CellSum], children: Mapping[str, Report | None]) -> list[Evidence]:
    """Where the first of ``items`` stand, each followed by its terms; of a cell that was not read nothing can be shown."""
    form = load(report.edition or "")
    found: list[Evidence] = []
    for item in [item for item in items if item.key in report.cells][:SHOWN]:
        own, label = report.cells[item.key], form.cells[item.key].label
        found += [Evidence(own.place, own.raw, label), *cells_of_units(item, children, label)]
    return found


def beside(report: Report, items: Sequence[CellSum], children: Mapping[str, Report | None]) -> Listed:
    """The numbers of ``items``: what the report prints, the sum over the units, and what those print that are to be looked at first."""
    form = load(report.edition or "")

    def printed(item: CellSum) -> Iterator[Stated]:
        for name in item.at_odds:
            child = children.get(name)
            cell = child.cells.get(item.key) if child else None
            yield stated(
                "{unit}为{value}", unit=name, value=_UNSTATED if cell is None or cell.value is None else cell.value
            )

    return Listed(
        tuple(
            stated(
                "{cell}本报告为{own}，{known}各单位之和为{total}{units}",
                cell=form.cells[item.key].label,
                own=_UNSTATED if item.stated is None else item.stated,
                known="已有" if item.lacking else "",
                total=_UNSTATED if item.total is None else item.total,
                units=stated("（{units}）", units=tuple(printed(item))) if item.at_odds else "",
            )
            for item in items
        ),
        SHOWN,
        "格",
        "；",
    )


def cells_of_units(item: CellSum, children: Mapping[str, Report | None], label: str) -> Iterator[Evidence]:
    """What each unit's report prints in the cell called ``label``, 0 and blank ones included: they are terms of the sum."""
    for name in item.children:
        child = children.get(name)
        if child and item.key in child.cells:
            cell = child.cells[item.key]
            yield Evidence(cell.place, cell.raw, f"{name}{label}", "other_report")
