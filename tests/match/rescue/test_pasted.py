"""A table that stands as text in a document whose other tables are drawn: read as it stands there, or said to be unread."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from audit.match import match
from audit.model import Report
from audit.pipeline import check
from audit.readers import read
from tests.generate.formats import bars, docx, html, odt
from tests.generate.report import truth
from tests.generate.report.layout import Variant
from tests.generate.report.truth import Truth

WRITERS: dict[str, Callable[[Truth, Variant], bytes]] = {
    "docx": lambda report, variant: docx.write(report, docx.Layout(variant)),
    "odt": odt.write,
    "html": html.write,
    "txt": lambda report, variant: bars.write(report, next(iter(bars.WRITINGS.values())), variant).encode(),
}
WAYS = {"tabs": "\t", "blanks": "  ", "lines": "\n"}
TABLES = ["二", "三", "四", "二四", "二三"]


def reading(data: bytes, format_: str) -> Report:
    name = f"报告.{format_}"
    return match(read(data, name), name, "")


@pytest.mark.parametrize("between", WAYS)
@pytest.mark.parametrize("numbers", TABLES)
@pytest.mark.parametrize("format_", WRITERS)
def test_it_is_read_cell_by_cell(format_: str, numbers: str, between: str) -> None:
    report = truth.make(5, distinct=True)
    found = reading(WRITERS[format_](report, Variant(pasted=numbers, between=WAYS[between])), format_)
    assert {key: str(cell.value) for key, cell in found.cells.items()} == dict(report.cells)
    assert found.status == "read"
    assert not [outcome for outcome in check(found) if outcome.rule in ("M001", "M104") and outcome.verdict != "pass"]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_each_edition_is_recognised(edition: str) -> None:
    report = truth.make(4, edition=edition)
    found = reading(WRITERS["docx"](report, Variant(pasted="二")), "docx")
    assert found.edition == edition
    assert {key: str(cell.value) for key, cell in found.cells.items()} == dict(report.cells)


@pytest.mark.parametrize("between", WAYS)
@pytest.mark.parametrize("numbers", ["二", "三", "四"])
def test_a_figure_that_was_lost_makes_no_other_one_wrong(numbers: str, between: str) -> None:
    report = truth.make(11, distinct=True)
    data = WRITERS["html"](report, Variant(pasted=numbers, between=WAYS[between])).decode()
    own = [
        key for key in report.cells if key.startswith({"二": "disclosure", "三": "applications", "四": "re"}[numbers])
    ]
    wrong, lost = {}, set()
    for key in own[::5]:
        cut = re.sub(rf"(?<=[>\s]){report.cells[key]}(?=[<\s])", "", data)
        assert cut != data
        found = reading(cut.encode(), "html")
        wrong |= {
            (key, other): cell.raw
            for other, cell in found.cells.items()
            if cell.value is not None and str(cell.value) != report.cells[other]
        }
        lost |= {key} - found.cells.keys()
        assert len(found.cells) >= 200 - len(own)  # no drawn table suffers
    assert not wrong
    assert lost == set(own[::5])


@pytest.mark.parametrize("numbers", ["二", "三", "四"])
@pytest.mark.parametrize("format_", ["docx", "odt", "html"])
def test_one_that_cannot_be_taken_apart_is_unread_and_nobody_is_accused(format_: str, numbers: str) -> None:
    report = truth.make(5)
    found = reading(WRITERS[format_](report, Variant(pasted=numbers, between="|")), format_)
    assert found.status == "partial"
    outcomes = check(found)
    assert not [(outcome.rule, outcome.message) for outcome in outcomes if outcome.verdict == "fail"]
    (missing,) = [outcome for outcome in outcomes if outcome.rule == "M001" and outcome.verdict == "undecided"]
    assert "以文字排列的表格未能读取" in missing.message


def test_a_table_that_is_missing_is_still_missed() -> None:
    written = WRITERS["txt"](truth.make(5), Variant(pasted="二")).decode()
    found = reading(re.sub(r"(\n二、.*\n)(?s:.*)(\n三、)", r"\1\2", written).encode(), "txt")
    assert [o.verdict for o in check(found) if o.rule == "M001" and o.locus == "table:二"] == ["fail"]
