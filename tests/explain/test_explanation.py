"""Why something was not read is told row by row: what each was taken for, and which cells are missing for which reason."""

from __future__ import annotations

import json

import pytest

import audit
from audit import reading
from audit.__main__ import main
from audit.explain import Explanation, explained
from audit.forms import load
from tests.generate.formats import flat, html, pdf
from tests.generate.report import truth

KNOWN = truth.make(21)
FORM = load(KNOWN.edition)


def _explained(path) -> Explanation:
    report = audit.read(path)
    return explained(report, reading.stages(path), audit.check(report))


@pytest.fixture(scope="module")
def page():
    """A web page whose tables have a grid."""
    return html.write(KNOWN).decode("utf-8")


def test_of_a_report_read_whole_every_cell_comes_from_a_row_and_nothing_is_missing(tmp_path, page):
    (path := tmp_path / "报告.html").write_text(page, "utf-8")
    found = _explained(path)
    assert sorted(key for row in found.tables.rows for key in row.cells) == sorted(FORM.cells)
    assert found.tables.unread == ()
    assert all(row.is_plain for row in found.tables.rows)
    assert [heading.number for heading in found.headings] == [1, 2, 3, 4, 5, 6]


def test_a_row_whose_label_is_something_else_is_shown_and_its_cells_are_missing_for_that(tmp_path, page):
    assert page.count("2.重复申请") == 1
    (path := tmp_path / "报告.html").write_text(page.replace("2.重复申请", "2.多次来电"), "utf-8")
    found = _explained(path)
    (stray,) = [row for row in found.tables.rows if not row.is_plain]
    assert (stray.type, stray.label, stray.cells, stray.figures) == ("stray", "2.多次来电", (), 7)
    (line,) = found.tables.unread
    assert (line.table, len(line.cells), line.code) == ("三", 7, "no_label")
    assert "重复申请" in line.line
    words = "\n".join(found.of_tables())
    assert "“2.多次来电”不是格式文件中的项目，有7个数字，未读取" in words
    assert "没有读到的单元格7个：" in words


def test_a_label_that_is_not_printed_in_full_is_named_with_how_sure_it_is(tmp_path, page):
    (path := tmp_path / "报告.html").write_text(page.replace("2.重复申请", "2.重复伸请"), "utf-8")
    (row,) = [row for row in _explained(path).tables.rows if not row.is_plain]
    assert (row.label, row.line, len(row.cells)) == ("2.重复伸请", "2.重复申请", 7)
    assert 0 < row.confidence < 1
    assert "取作“2.重复申请”（行标题与格式文件不完全相同，把握程度" in row.words()


def test_a_row_with_a_figure_too_few_says_how_many_there_should_be(tmp_path):
    lines = [line.strip() for line in flat.write(KNOWN).splitlines()]
    start = lines.index("2.重复申请")
    del lines[start + 3]
    (path := tmp_path / "报告.txt").write_text("\n".join(lines), "utf-8")
    found = _explained(path)
    assert found.gathered
    line = next(line for line in found.tables.unread if "重复申请" in line.line)
    assert len(line.cells) == 7
    assert line.code in {"count_differs", "blanks_lost"}
    assert line.reason in "\n".join(found.of_tables())


def test_a_report_without_tables_says_so_for_all_of_them(tmp_path):
    text = "甲县水利局2024年政府信息公开工作年度报告\n一、总体情况\n2024年，我局有序推进政府信息公开工作。\n二、主动公开政府信息情况\n"
    (path := tmp_path / "报告.txt").write_text(text, "utf-8")
    found = _explained(path)
    assert {line.code for line in found.tables.unread} == {"no_table"}
    assert sum(len(line.cells) for line in found.tables.unread) == 200


def test_the_command_prints_headings_rows_and_what_is_missing(tmp_path, capsys, page):
    (path := tmp_path / "报告.html").write_text(page.replace("2.重复申请", "2.多次来电"), "utf-8")
    assert main(["extract", str(path), "--explain"]) == 0
    printed = "".join(line.strip() for line in capsys.readouterr().out.splitlines())
    assert "取作各部分标题的有6行" in printed
    assert "没有读到的单元格7个" in printed
    assert main(["extract", str(path), "--explain", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [line["code"] for line in told["unread"]] == ["no_label"]
    assert {row["type"] for row in told["rows"]} >= {"line", "across", "head", "stray"}


def test_the_pages_of_a_pdf_are_counted(tmp_path, capsys):
    (path := tmp_path / "报告.pdf").write_bytes(pdf.make_pdf(KNOWN))
    assert main(["extract", str(path), "--explain", "--json"]) == 0
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert [page["page"] for page in pages] == list(range(1, len(pages) + 1))
    assert sum(page["tables"] for page in pages) >= 3
    assert sum(page["cells"] for page in pages) > 200
    assert main(["extract", str(path), "--explain"]) == 0
    assert "第1页：取作表格线的" in capsys.readouterr().out


def test_sentences_stand_in_printed_order_those_in_tables_too(tmp_path, page):
    text = page.replace("2.重复申请", "2.重复申请<br>本年度共收到同一人的申请3件。")
    (path := tmp_path / "报告.html").write_text(text, "utf-8")
    report = audit.read(path)
    order = [passage.place for passage in report.passages]
    places = [sentence.place for sentence in _explained(path).sentences]
    assert places == sorted(places, key=order.index)
