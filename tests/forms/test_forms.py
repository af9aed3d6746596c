"""The forms are complete, agree with the published keys, and say each total once."""

import csv

import pytest

from audit.forms import editions, form_for_year, load
from audit.match._labels import label_key, labels
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


@pytest.mark.parametrize("edition", editions())
def test_every_printed_label_finds_its_own_line_and_column(edition):
    known = labels(edition)
    for table in load(edition).tables:
        for line in table.lines:
            if not table.across:
                assert known.line(line.label).line is line
            for key, label in line.columns:
                assert known.column(table, label.rsplit("/", 1)[-1] if "增/减" not in label else label) == key


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("3、危及“三安全一稳定”", "refused.security_stability"),
        ("属于国家秘密", "refused.state_secret"),
        ("1.逾期不补正", "other.not_supplemented"),
        ("（二）部分公开", "partial"),
        ("2.没有现成信息需另行制作", "unavailable.must_be_created"),
        ("规范性文件", "normative_documents"),
        ("四、结转下年度\n继续办理", "carried_out"),
    ],
)
def test_labels_as_met_in_real_reports(printed, line):
    assert labels("2021").line(printed).line.key == line


@pytest.mark.parametrize(
    "printed", ["三、本年度办理结果", "（三）不予公开", "自然人", "第二十条第（一）项", "属于", "", "12"]
)
def test_words_that_are_no_line_find_none(printed):
    assert labels("2021").line(printed) is None


def test_numbering_is_no_part_of_a_label():
    assert label_key("（七）总计") == label_key("7.总计") == label_key("总 计") == "总计"
