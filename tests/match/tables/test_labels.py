"""Lines and columns that the form does not have, and labels in other words: what is kept of them and what is said."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from audit.document import Place
from audit.findings import Outcome
from audit.forms import editions, load
from audit.match import match
from audit.model import Printed, Report
from audit.readers.web import html
from audit.rules import run
from tests.generate.formats.html import write
from tests.generate.report.layout import Variant
from tests.generate.report.truth import make
from tests.printed import VARIANTS

TRUTH = make(3, "2021")


def _read(page: str) -> Report:
    return match(html.read(page.encode()), "page.html", "0" * 64)


def _page(variant: Variant | None = None) -> str:
    return write(TRUTH, variant or Variant()).decode()


def _said(report: Report) -> list[Outcome]:
    return [o for o in run(report, load("2021")) if o.rule == "M010" and o.verdict == "fail"]


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_no_common_way_of_printing_is_called_altered(edition: str, variant: Variant) -> None:
    """Stubs, cut heads, short labels and the like give no finding about labels beyond a hint."""
    report = match(html.read(write(make(3, edition), variant)), "page.html", "0" * 64)
    found = [o for o in run(report, load(edition)) if o.rule == "M010" and o.verdict == "fail"]
    assert [o.message for o in found] == []


def test_qita_of_either_writing_names_the_group() -> None:
    """“法人或其它组织” is the form's group: every cell is read and nothing is said."""
    report = _read(_page().replace("法人或其他组织", "法人或其它组织"))
    assert report.status == "read"
    assert _said(report) == []


@pytest.mark.parametrize("remark", ["（县级无此项）", "(不涉及)", "（本机关无）"])
def test_a_line_that_is_remarked_not_to_apply_is_the_forms_line(remark: str) -> None:
    report = _read(_page().replace(">规章<", f">规章{remark}<"))
    assert "disclosure.regulations.in_force" in report.cells
    assert [(o.severity, o.expected, o.actual) for o in _said(report)] == [("info", "规章", f"规章{remark}")]


@pytest.mark.parametrize("remark", ["（简易程序）", "（其中：交通）", "（无证经营）", "（本级）"])
def test_a_line_that_is_remarked_to_be_another_is_not_read(remark: str) -> None:
    report = _read(_page().replace(">行政处罚<", f">行政处罚{remark}<"))
    assert "disclosure.penalties.decisions" not in report.cells
    assert f"表二有格式没有的行“行政处罚{remark}”" in [o.message for o in _said(report)]


def test_a_line_of_ones_own_is_named() -> None:
    """A line between the form's own is a finding with its label as the place; the form's cells are read all the same."""
    row = re.search(r"<tr(?:(?!</tr>).)*?四、结转下年度继续办理.*?</tr>", _page(), re.DOTALL)
    assert row is not None
    added = row[0].replace("四、结转下年度继续办理", "（八）转其他机关办理")
    report = _read(_page().replace(row[0], added + row[0]))
    (found,) = _said(report)
    assert (found.severity, found.places[0].raw) == ("warning", "（八）转其他机关办理")
    assert "表三有格式没有的行" in found.message
    assert set(report.cells) == set(load("2021").cells)


def test_a_column_of_ones_own_is_named() -> None:
    """A head that the form does not have is a finding, and no figure is moved into a neighbour's column."""
    page = _page().replace("社会公益组织", "合作社")
    report = _read(page)
    assert any("格式没有的列“合作社”" in o.message for o in _said(report))
    for key, cell in report.cells.items():
        assert str(cell.value) == TRUTH.cells[key]


def test_the_same_unknown_label_is_one_finding_however_often_it_stands_there() -> None:
    label = Printed("三", "column", None, "合作社", Place(table=2, row=2, column=5))
    below = replace(label, place=Place(table=2, row=20, column=5))
    (found,) = _said(replace(_read(_page()), printed=(label, below)))
    assert found.message == "表三有格式没有的列“合作社”（2处）"


#: A report in whose tables every number is another.
DISTINCT = make(9, "2021", distinct=True)


def _numbers(page: str) -> dict[str, str]:
    return {key: str(cell.value) for key, cell in _read(page).cells.items() if cell.kind == "number"}


def _relabelled(key: str, printed: str) -> str:
    """A page of the distinct report where ``printed`` stands for the label of the line ``key``."""
    (line,) = (line for table in load("2021").tables for line in table.lines if line.key == key)
    label = line.label.rsplit("/", 1)[-1]
    page = write(DISTINCT).decode()
    assert page.count(f">{label}<") == 1
    return page.replace(f">{label}<", f">{printed}<".replace("\n", "<br>"))


@pytest.mark.parametrize("edition", editions())
def test_every_printed_label_finds_its_own_line_and_column(edition: str) -> None:
    made = make(9, edition, distinct=True)
    assert _numbers(write(made).decode()) == {key: text for key, text in made.cells.items() if text.isdigit()}


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
        ("7.总计", "concluded"),
        ("总 计", "concluded"),
    ],
)
def test_labels_as_met_in_real_reports_find_their_line(printed: str, line: str) -> None:
    assert _numbers(_relabelled(line, printed)) == _numbers(write(DISTINCT).decode())


@pytest.mark.parametrize("line", ["refused.security_stability", "normative_documents"])
@pytest.mark.parametrize(
    "printed", ["三、本年度办理结果", "（三）不予公开", "自然人", "第二十条第（一）项", "属于", "", "12"]
)
def test_words_that_are_no_line_find_none(printed: str, line: str) -> None:
    whole = _numbers(write(DISTINCT).decode())
    table = "applications" if "." in line else "disclosure"
    lost = {key for key in whole if key.startswith(f"{table}.{line}.")}
    assert len(lost) in (3, 7)
    assert _numbers(_relabelled(line, printed)) == {key: text for key, text in whole.items() if key not in lost}


@pytest.mark.parametrize("shifted", ["规章", "信息内容"])
def test_numbers_that_stand_beside_their_heads_are_not_read_under_them(shifted: str) -> None:
    """A label over two columns moves its own row to the right, in the head it moves all others to the left."""
    whole, page = _numbers(write(DISTINCT).decode()), write(DISTINCT).decode()
    moved, count = re.subn(rf"<td([^>]*)>{shifted}<", rf'<td colspan="2"\1>{shifted}<', page, count=1)
    assert count == 1
    report = _read(moved)
    lost = {key for key in whole if key not in report.cells}
    assert lost
    assert all(key.startswith("disclosure.regulations." if shifted == "规章" else "disclosure.") for key in lost)
    assert {key: str(cell.value) for key, cell in report.cells.items()} == {
        key: text for key, text in whole.items() if key not in lost
    }
    assert report.unplaced


def test_a_note_over_the_whole_width_behind_merged_cells_costs_no_figure() -> None:
    """A row of one cell, below cells that reach over several rows, is a note."""
    page = _page()
    last = page.rindex("</tr>", 0, page.index("四、结转下年度继续办理")) + len("</tr>")
    noted = _read(page[:last] + '<tr><td colspan="9">注：以上数据截至年末</td></tr>' + page[last:])
    assert {key: cell.value for key, cell in noted.cells.items()} == {
        key: cell.value for key, cell in _read(page).cells.items()
    }
    assert len(noted.cells) == len(load("2021").cells)


@pytest.mark.parametrize("column", ["本年增/减", "上一年项目数量"])
def test_a_column_of_the_other_edition_is_none_of_ones_own_whatever_stands_below_it(column: str) -> None:
    """Words below a column of 2019 (its unit) do not make it one that no edition has; 备注 is such a one."""
    page = _page()
    (head,) = (row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if "本年收费金额" in row)

    def _printed(name: str) -> Report:
        unit = "<tr><td></td><td colspan=3>（万元）</td><td>（件）</td></tr>"
        return _read(page.replace(head, head.replace("</tr>", f"<td>{name}</td></tr>") + unit))

    assert [o.message for o in _said(_printed(column))] == []
    assert [o.message for o in _said(_printed("备注"))] == ["表二有格式没有的列“备注”"]
