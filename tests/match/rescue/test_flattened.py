"""Flattened text is read exactly: what a lost, doubled or emptied line makes uncertain is left out, never read wrong."""

import re
from dataclasses import replace

import pytest

from audit.forms import load
from audit.match import match
from audit.pipeline import check
from audit.readers import read
from tests.generate.formats import flat
from tests.generate.report import truth

LOSSES = {
    "as converted": lambda text: text,
    "tabs lost": lambda text: text.replace("\t", ""),
    "blank lines lost": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "tabs and blank lines lost": lambda text: re.sub(r"\n\s*\n+", "\n", text.replace("\t", "")),
    "empty cells lost": lambda text: text.replace("\n\t\n", "\n").replace("\n\t\n", "\n"),
}


def extract(text):
    return match(read(text.encode(), "报告.txt"), "报告.txt", "")


def distinct():
    """A report whose 200 cells hold 200 distinct numbers, as lines, and where each number stands."""
    report = truth.make(11, distinct=True)
    lines = flat.write(report).split("\n")
    numbers = {int(text): key for key, text in report.cells.items()}
    assert len(numbers) == 200
    where = {
        numbers[int(line)]: i for i, line in enumerate(lines) if re.fullmatch(r"\t\d+", line) and int(line) in numbers
    }
    assert set(where) == set(load("2021").cells)
    return lines, where, {key: number for number, key in numbers.items()}


def delete(lines, index):
    del lines[index]


def repeat(lines, index):
    lines.insert(index, lines[index])
    return "same"


def empty(lines, index):
    lines[index] = "\t"


def change(lines, index):
    lines[index] = "\t999999"
    return 999999


def blank_out(lines, index):
    lines[index] = ""


MUTATIONS = (delete, repeat, empty, change, blank_out)


@pytest.mark.parametrize("kind", range(len(MUTATIONS)), ids=lambda kind: MUTATIONS[kind].__name__)
def test_no_mutant_is_read_wrong_and_most_cells_are_still_read(kind):
    """One cell of three is changed in each of the ways, in the next way another one of them."""
    lines, where, numbers = distinct()
    mutate, changed = MUTATIONS[kind], list(where.items())[kind % 3 :: 3]
    read_cells = 0
    for key, index in changed:
        mutant, expected = list(lines), dict(numbers)
        value = mutate(mutant, index)
        if value != "same":
            expected[key] = value
        report = extract("\n".join(mutant))
        found = {k: cell.value for k, cell in report.cells.items() if cell.value is not None}
        assert {k: v for k, v in found.items() if expected[k] != v} == {}
        read_cells += len(found)
        printed = {n for k, n in expected.items() if n is not None} - set(found.values())
        unplaced = {item.raw for item in report.unplaced}
        assert {str(n) for n in printed} <= unplaced
    assert read_cells / len(changed) >= 190


@pytest.mark.parametrize("loss", LOSSES)
def test_converters_that_lose_more_lose_no_number_or_say_so(loss):
    lines, where, numbers = distinct()
    report = extract(LOSSES[loss]("\n".join(lines)))
    assert {key: cell.value for key, cell in report.cells.items()} == numbers
    for key in list(where)[::9]:
        mutant = list(lines)
        del mutant[where[key]]
        report = extract(LOSSES[loss]("\n".join(mutant)))
        assert all(cell.value == numbers[k] for k, cell in report.cells.items() if cell.value is not None)
        assert key not in report.cells


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("seed", range(5))
def test_both_editions_are_recognised_and_read(edition, seed):
    report = truth.make(seed, edition=edition)
    found = extract(flat.write(report))
    assert (found.status, found.edition) == ("read", edition)
    assert {key: str(cell.value) for key, cell in found.cells.items()} == dict(report.cells)


def test_rows_on_one_line_each_are_read():
    text = "一、总体情况\n规章 0 1 2\n行政规范性文件 3 4 5\n行政许可 6\n行政处罚 7\n行政强制 8\n一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21\n"
    found = extract(text)
    assert found.value("disclosure.normative_documents.in_force") == 5
    assert found.value("applications.received.total") == 21


def test_a_page_number_between_the_numbers_of_a_row_is_not_read_as_one_of_them():
    lines, where, numbers = distinct()
    index = where["applications.granted.research"]
    for page in ("3", "- 3 -", "第3页", "\t3"):
        mutant = [*lines[:index], page, *lines[index:]]
        report = extract("\n".join(mutant))
        assert all(cell.value == numbers[key] for key, cell in report.cells.items() if cell.value is not None)
        assert len(numbers) - len(report.cells) <= 7  # no more than the row that it cuts


def test_a_row_printed_twice_with_other_numbers_is_left_out():
    text = "第二十条第（一）项\n\n规章\n0\n0\n1\n\n行政规范性文件\n0\n0\n4\n\n行政许可\n3\n\n行政许可\n5\n"
    found = extract("\n".join(f"\t{line}" if line else "" for line in text.split("\n")))
    assert "disclosure.licensing.decisions" not in found.cells
    assert {item.raw for item in found.unplaced} == {"3", "5"}
    assert found.value("disclosure.normative_documents.in_force") == 4


def one_a_line(report):
    """The lines of ``report`` without tabs and blank lines, as text copied out of a page."""
    return [line.replace("\t", "") for line in flat.write(report).split("\n") if line.strip()]


def test_a_wrong_total_is_read_where_nothing_was_lost():
    report = truth.make(1, "2021", "medium")
    key = next(key for key, text in report.cells.items() if key.startswith("applications.granted.t"))
    wrong = replace(report, cells={**report.cells, key: str(int(report.cells[key]) + 4)})
    found = extract("\n".join(one_a_line(wrong)))
    assert found.cells[key].value == int(report.cells[key]) + 4
    assert any(outcome.rule == "A001" and outcome.verdict == "fail" for outcome in check(found))


def test_a_page_number_in_the_place_of_a_lost_blank_is_not_read():
    report = truth.make(3, "2021", "small")
    lines = one_a_line(report)
    row = lines.index("2.重复申请")
    lines[row + 1 : row + 8] = ["0", "0", "0", "0", "0", "0", "2"]  # a blank lost, the number of page 2 behind
    lines.insert(next(at for at, line in enumerate(lines) if line.startswith("二、")), "1")
    found = extract("\n".join(lines))
    assert "applications.rejected.repeated.total" not in found.cells


def test_a_last_line_without_its_figure_costs_no_other_line():
    """Labels stand before their figures: one without a figure at the end of a table does not say otherwise."""
    lines, where, _ = distinct()
    (lost,) = (key for key in where if key.startswith("disclosure.fees"))
    text = "\n".join(line.replace("\t", "") for i, line in enumerate(lines) if i != where[lost] and line.strip())
    read_cells = extract(text).cells
    assert {key for key in where if key.startswith("disclosure.")} - read_cells.keys() == {lost}
