"""Where a cell of the form stands in the original: where it was read, else where its row and its column meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audit.document import Place
from audit.forms import FormTable
from audit.model import Printed, Report
from audit.present import facts
from audit.present.agency.evidence._pictured import PicturedPlace, label_of, printed_in

_Box = tuple[float, float, float, float]
#: Points of the one row under the heads of a table whose lines stand side by side.
_ROW = 18.0


def cell_place(report: Report, key: str) -> PicturedPlace | None:
    """The place of the cell ``key`` of the form on its page; None where it is not known and cannot be inferred."""
    label, printed = label_of(report, key), printed_in(report, key)
    cell = report.cells.get(key)
    if cell and _is_on_page(cell.place):
        return PicturedPlace(cell.place, label, printed, key=key)
    table = _table_of(report, key)
    place = _inferred(table, key, report) if table else None
    return PicturedPlace(place, label, printed, key=key, inferred=True) if place else None


def cell_pages(report: Report, key: str) -> list[int]:
    """The pages on which anything of the cell's table was read, in order; [] where the format has none."""
    table = _table_of(report, key)
    if table is None:
        return []
    labels = (one.place for one in report.printed if one.table == table.number)
    places = [*labels, *(place for _, place in _read(table, report))]
    return sorted({place.page for place in places if place.page is not None and place.sheet is None})


def _table_of(report: Report, key: str) -> FormTable | None:
    form = facts.form_of(report)
    return next((one for one in form.tables if any(cell.key == key for cell in one.cells)), None) if form else None


def _inferred(table: FormTable, key: str, report: Report) -> Place | None:
    """Where the row of a cell and its column meet; None where one of them is not known."""
    line, _, column = key.removeprefix(f"{table.prefix}.").rpartition(".")
    printed = [one for one in report.printed if one.table == table.number and _is_on_page(one.place)]
    if table.across:
        return _below_its_head(table, line, [one for one in printed if one.kind == "column" and one.key == column])
    read = list(_read(table, report))
    of_line = [one.place for one in printed if one.kind == "line" and one.key == line]
    row = _first(of_line, (place for name, place in read if name.rpartition(".")[0] == key.rpartition(".")[0]))
    if row is None or row.bbox is None:
        return None
    # Lines of other blocks have other columns, heads of the same name stand above each of them.
    alike = {
        each.key for each in table.lines if each.columns == next(one for one in table.lines if one.key == line).columns
    }
    in_column = (
        place
        for name, place in read
        for own, _, other in (name.removeprefix(f"{table.prefix}.").rpartition("."),)
        if other == column and own in alike
    )
    heads = [] if table.in_blocks else [one.place for one in printed if one.kind == "column" and one.key == column]
    over = _first(in_column, heads)
    if over is None or over.bbox is None:
        return None
    return Place(page=row.page, bbox=(over.bbox[0], row.bbox[1], over.bbox[2], row.bbox[3]))


def _below_its_head(table: FormTable, line: str, heads: list[Printed]) -> Place | None:
    """The place below the head of a column that stands once for each line, side by side; None where a head was not read."""
    boxes = sorted((one.place.bbox, one.place.page) for one in heads if one.place.bbox)
    if len(boxes) != len(table.lines) or len({page for _, page in boxes}) != 1:
        return None
    (left, _, right, bottom), page = boxes[[one.key for one in table.lines].index(line)]
    return Place(page=page, bbox=(left, bottom, right, bottom + _ROW))


def _read(table: FormTable, report: Report) -> Iterator[tuple[str, Place]]:
    """The cells of a table that were read on a page, with their places."""
    for cell in table.cells:
        found = report.cells.get(cell.key)
        if found and _is_on_page(found.place):
            yield cell.key, found.place


def _first(*places: Iterable[Place]) -> Place | None:
    return next((place for each in places for place in each), None)


def _is_on_page(place: Place) -> bool:
    return place.page is not None and place.bbox is not None and place.sheet is None
