"""The forms are complete, agree with the published keys, and say each total once."""

import csv

import pytest

from audit.forms import form_for_year, load
from tests.roots import SHARED

CONTRACT = SHARED / "contract" / "cells.csv"


@pytest.mark.parametrize(("edition", "cells", "rows", "columns"), [("2021", 200, 28, 7), ("2019", 198, 26, 7)])
def test_every_edition_has_all_its_cells_totals_and_balances(edition, cells, rows, columns):
    form = load(edition)
    assert len(form.cells) == cells
    assert sum(total.direction == "row" for total in form.totals) == rows
    assert sum(total.direction == "column" for total in form.totals) == columns
    assert len(form.balances) == columns


@pytest.mark.shared("contract/cells.csv")
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_keys_and_labels_are_those_of_the_published_list(edition):
    with CONTRACT.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if edition in row["editions"].split()]
    form = load(edition)
    assert list(form.cells) == sorted((row["key"] for row in rows), key=list(form.cells).index)
    for row in rows:
        cell = form.cells[row["key"]]
        assert (cell.table, cell.row) == (row["table"], row["row"])
        assert cell.column in row["column"]


@pytest.mark.parametrize(
    ("year", "edition"), [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")]
)
def test_the_form_in_force_for_a_year(year, edition):
    form = form_for_year(year)
    assert (form.edition if form else None) == edition
