"""Where a cell stands that was not read follows from its row and its column, or is not told at all."""

from __future__ import annotations

from dataclasses import replace

import audit
from audit.present import agency
from tests.roots import ROOT

REPORT = audit.read(ROOT / "data" / "samples" / "云州市财政局2024.pdf")


def without(*keys, **more):
    return replace(REPORT, cells={key: cell for key, cell in REPORT.cells.items() if key not in keys}, **more)


def test_a_cell_that_was_not_read_stands_where_its_row_and_its_column_meet():
    inferred = 0
    for key, cell in REPORT.cells.items():
        assert agency.cell_place(REPORT, key).place == cell.place
        found = agency.cell_place(without(key), key)
        if found is None:
            continue
        inferred += 1
        left, top, right, bottom = found.place.bbox
        own = cell.place.bbox
        assert found.inferred
        assert found.place.page == cell.place.page, key
        assert left - 1 <= (own[0] + own[2]) / 2 <= right + 1, key
        assert top - 1 <= (own[1] + own[3]) / 2 <= bottom + 1, key
    assert inferred > 0.9 * len(REPORT.cells)


def test_where_neither_row_nor_column_is_known_the_pages_of_the_table_are():
    key = "applications.granted.total"
    row = [one for one in REPORT.cells if one.startswith("applications.granted.")]
    nothing = without(*row, printed=())
    assert agency.cell_place(nothing, key) is None
    assert REPORT.cells[key].place.page in agency.cell_pages(nothing, key)


def test_a_format_without_pages_has_neither():
    report = audit.read(ROOT / "data" / "samples" / "青禾县民政局2024.txt")
    assert agency.cell_place(report, "applications.granted.total") is None
    assert agency.cell_pages(report, "applications.granted.total") == []
