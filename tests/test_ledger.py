"""The ledger can be worked with in a spreadsheet, and nothing in it acts."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from audit.present import frames, ledger


def rows(path, sheet):
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def test_one_row_a_finding_with_empty_columns_for_the_inspector(tmp_path, faulty, clean):
    ledger.write([faulty, clean], tmp_path / "l.xlsx")
    head, *found = rows(tmp_path / "l.xlsx", ledger.FINDINGS_SHEET)
    expected = [o for _, outcomes in (faulty, clean) for o in outcomes if o.verdict != "pass"]
    assert len(found) == len(expected)
    assert head[-2:] == ("处理意见", "整改期限")
    assert {row[head.index("问题编号")] for row in found} == {o.key for o in expected}
    assert all(row[-1] is None and row[-2] is None for row in found)


def test_one_row_a_report_unreadable_ones_with_their_reason(tmp_path, faulty):
    lost = replace(faulty[0], status="unreadable", error="文件已损坏。", cells={})
    ledger.write([faulty, (lost, [])], tmp_path / "l.xlsx")
    head, *found = rows(tmp_path / "l.xlsx", ledger.REPORTS_SHEET)
    assert len(found) == 2
    assert found[1][head.index("读取情况")] == "未能读取"
    assert found[1][head.index("读取说明")] == "文件已损坏。"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://a","b")', "+1+1", "-2", "@SUM(A1)", "http://a.example/"])
def test_text_that_looks_like_a_formula_or_link_stays_text(tmp_path, faulty, text):
    report, outcomes = faulty
    planted = [replace(o, agency=text, message=text) for o in outcomes]
    ledger.write([(replace(report, agency=text), planted)], tmp_path / "l.xlsx")
    book = openpyxl.load_workbook(tmp_path / "l.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value == text]
    assert cells
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


def test_control_characters_and_overlong_texts_do_not_break_the_file(tmp_path, faulty):
    report, outcomes = faulty
    planted = [replace(o, message="坏\x00\x07字\ud800" + "长" * 40_000) for o in outcomes]
    ledger.write([(report, planted)], tmp_path / "l.xlsx")
    head, *found = rows(tmp_path / "l.xlsx", ledger.FINDINGS_SHEET)
    message = found[0][head.index("说明")]
    assert message.startswith("坏  字")
    assert message.endswith("（原文过长，已截断）")


def test_sheets_are_made_for_printing_and_filtering(tmp_path, faulty):
    ledger.write([faulty], tmp_path / "l.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "l.xlsx"):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.print_title_rows == "$1:$1"


def test_an_empty_ledger_can_be_opened(tmp_path):
    ledger.write([], tmp_path / "l.xlsx")
    assert len(rows(tmp_path / "l.xlsx", ledger.FINDINGS_SHEET)) == 1


def test_data_frames_keep_every_digit(tmp_path, faulty):
    from tests.build import report

    paper = report({"disclosure.licensing.decisions": "9" * 30, "disclosure.fees.amount": "12.50"})
    frame = frames.cells([(paper, [])]).set_index("key")
    assert frame.loc["disclosure.licensing.decisions", "value"] == "9" * 30
    assert frame["number"].isna()["disclosure.licensing.decisions"]
    assert frame.loc["disclosure.fees.amount", "value"] == "12.50"
    frame.to_parquet(tmp_path / "c.parquet")
    assert len(frames.outcomes([faulty])) == len(faulty[1])
