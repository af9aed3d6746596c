"""A row of a workbook from which a cell was deleted is not read as if its last cell were blank."""

from __future__ import annotations

import pytest

from audit.match import match
from audit.model import Report, WhyUnplaced
from audit.readers import read
from tests.generate.formats.gridded import WRITERS, GridCell, cells_of, without
from tests.generate.report import truth

#: Rows of table 三, of table 二 and the one row of table 四.
ROWS = ("applications.received.", "applications.granted.", "disclosure.regulations.", "litigation.")
RULED = {"with lines": True, "without lines": False}


def _read(cells: list[GridCell], name: str, *, ruled: bool) -> Report:
    return match(read(WRITERS[name](cells, ruled=ruled), f"a.{name}"), f"a.{name}", "")


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("ruled", RULED.values(), ids=RULED)
def test_a_whole_report_is_read_with_and_without_lines(name: str, *, ruled: bool) -> None:
    report = truth.make(11, distinct=True)
    found = _read(cells_of(report), name, ruled=ruled)
    assert {key: str(cell.value) for key, cell in found.cells.items()} == report.cells


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("ruled", RULED.values(), ids=RULED)
@pytest.mark.parametrize("row", ROWS)
def test_a_row_from_which_a_cell_was_deleted_is_not_read_and_says_why(name: str, row: str, *, ruled: bool) -> None:
    report = truth.make(11, distinct=True)
    cells = cells_of(report)
    keys = [key for key in report.cells if key.startswith(row)]
    for gone in keys:
        found = _read(without(cells, next(cell for cell in cells if cell.key == gone)), name, ruled=ruled)
        assert set(report.cells) - set(found.cells) == set(keys)
        left_out = {(item.raw, item.why, item.numbers) for item in found.unplaced}
        numbers = (len(keys), len(keys) - 1)
        assert left_out == {(report.cells[key], WhyUnplaced.COUNT_DIFFERS, numbers) for key in keys if key != gone}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(("ruled", "known"), [(True, True), (False, False)], ids=RULED)
def test_a_last_cell_that_prints_nothing_is_blank_where_its_lines_show_it(
    name: str, *, ruled: bool, known: bool
) -> None:
    """Where a sheet has no lines, nothing tells a blank cell from one that is not there."""
    report = truth.make(11, distinct=True)
    total = "applications.received.total"
    cells = [cell._replace(text="") if cell.key == total else cell for cell in cells_of(report)]
    found = _read(cells, name, ruled=ruled)
    row = {key for key in report.cells if key.startswith("applications.received.")}
    assert set(report.cells) - set(found.cells) == (set() if known else row)
    if known:
        assert found.cells[total].kind == "blank"


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("ruled", RULED.values(), ids=RULED)
def test_a_row_that_prints_no_figure_is_blank(name: str, *, ruled: bool) -> None:
    report = truth.make(11, distinct=True)
    row = "applications.received."
    cells = [cell._replace(text="") if (cell.key or "").startswith(row) else cell for cell in cells_of(report)]
    found = _read(cells, name, ruled=ruled)
    assert set(report.cells) == set(found.cells)
    assert {cell.kind for key, cell in found.cells.items() if key.startswith(row)} == {"blank"}


@pytest.mark.parametrize("name", WRITERS)
def test_a_note_beside_a_table_does_not_hide_that_a_row_lost_a_cell(name: str) -> None:
    report = truth.make(11, distinct=True)
    cells = cells_of(report)
    gone = next(cell for cell in cells if cell.key == "applications.received.business")
    note = GridCell(gone.row, 14, 1, 1, "", None, ruled=True)
    found = _read(without([*cells, note], gone), name, ruled=True)
    assert not any(key.startswith("applications.received.") for key in found.cells)
