"""The outcome on cells of an organ that differ from the sums over its units, with the places of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from audit.findings import UnitSum, UnitSums
from audit.forms import Form, load
from audit.metrics import CellSum
from audit.model import Report
from audit.rules.kit import Evidence, Outcome, Survey

#: Units and cells that are named, or shown with their places.
SHOWN = 5


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
        [place for item in items[:SHOWN] for place in _places(form, report, item, children)],
        severity="warning" if surely else "info",
        cells=tuple(item.key for item in items),
        confidence=0.8 if blanks else 1.0,
    )


def _places(form: Form, report: Report, item: CellSum, children: Mapping[str, Report | None]) -> Iterator[Evidence]:
    label = form.cells[item.key].label
    yield Evidence(report.cells[item.key].place, report.cells[item.key].raw, label)
    yield from cells_of_units(item, children, label)


def cells_of_units(item: CellSum, children: Mapping[str, Report | None], label: str) -> Iterator[Evidence]:
    """What each unit's report prints in the cell called ``label``, 0 and blank ones included: they are terms of the sum."""
    for name in item.children:
        child = children.get(name)
        if child and item.key in child.cells:
            cell = child.cells[item.key]
            yield Evidence(cell.place, cell.raw, f"{name}{label}", "other_report")
