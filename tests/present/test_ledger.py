"""The ledger can be worked with in a spreadsheet, and nothing in it acts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

import audit
from audit.document import Place
from audit.findings import Evidence
from audit.present import workbooks
from audit.present.workbooks import frames
from audit.score import load, score
from tests.build import report
from tests.generate.formats import docx
from tests.generate.report import truth


def rows(path, sheet):
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def test_one_row_a_finding_with_empty_columns_for_the_inspector(tmp_path, faulty, clean):
    workbooks.write([faulty, clean], tmp_path / "l.xlsx")
    head, *found = rows(tmp_path / "l.xlsx", workbooks.FINDINGS_SHEET)
    expected = [o for _, outcomes in (faulty, clean) for o in outcomes if o.verdict != "pass"]
    assert len(found) == len(expected)
    assert {row[head.index("问题编号")] for row in found} == {o.key for o in expected}
    assert all(row[head.index(column)] is None for row in found for column in ("处理意见", "整改期限"))


def test_a_page_of_copied_text_takes_up_a_few_lines_of_its_row(tmp_path, faulty):
    """The passage stands side by side with the other one on the page of the report; the row says how long it is."""
    paper, (first, *_) = faulty
    copied = replace(first, verdict="fail", places=(Evidence(Place(paragraph=4), "抄来的一段文字。\n" * 200),))
    workbooks.write([(paper, [copied])], tmp_path / "l.xlsx")
    head, row = rows(tmp_path / "l.xlsx", workbooks.FINDINGS_SHEET)
    shown = row[head.index("原文")]
    assert shown.startswith("抄来的一段文字。")
    assert shown.endswith("……（共1799字）")
    assert len(shown) < 200


WRONG = "applications.received.total"


@pytest.fixture(scope="module")
def slipped(tmp_path_factory):
    """A report with one wrong line, which breaks sums and disagrees with the text, and the right number of its total."""
    path, made = tmp_path_factory.mktemp("slip") / "报告.docx", truth.make(21, size="medium")
    right = int(made.cells[WRONG])
    first, *rest = made.sections
    said = truth.TextLine(f"本年度新收政府信息公开申请{right}件。", section=1)
    restated = (replace(first, lines=(*first.lines, said)), *rest)
    raised = {key: str(int(made.cells[key]) + 4) for key in (WRONG, "applications.received.natural")}
    path.write_bytes(docx.write(replace(made, cells={**made.cells, **raised}, sections=restated)))
    paper = audit.read(path)
    outcomes = audit.check(paper)
    return paper, outcomes, audit.gather(paper, outcomes), right


def findings(path):
    head, *found = rows(path, workbooks.FINDINGS_SHEET)
    return [dict(zip(head, row, strict=True)) for row in found]


def test_rows_of_one_cause_stand_together_and_only_the_first_says_what_to_change(tmp_path, slipped):
    paper, outcomes, causes, right = slipped
    workbooks.write([(paper, outcomes)], tmp_path / "l.xlsx", causes=causes)
    found = findings(tmp_path / "l.xlsx")
    (cause,) = (one for one in causes if WRONG in {change.cell for change in one.changes})
    mine = [row for row in found if row["归并编号"] == cause.key]
    assert len(mine) == len(cause.outcomes) > 2
    assert {row["规则"][0] for row in mine} >= {"A", "C"}
    first, *others = mine
    assert [row["序号"] for row in mine] == list(range(first["序号"], first["序号"] + len(mine)))
    assert {(row["问题序号"], row["问题种类"]) for row in mine} == {(first["问题序号"], cause.name)}
    assert len({row["问题序号"] for row in found}) == len({row["归并编号"] for row in found})
    assert first["问题编号"] == cause.root.key
    assert f"“总计”，改为{right}（以上各格都应改正" in first["可能填错的单元格"]
    for row in others:
        assert row["应为"] is row["实为"] is None
        assert row["说明"]
        told = f"随{first['问题序号']}改正即相符，本处不必另改（改正建议见序号{first['序号']}）"
        assert row["可能填错的单元格"] == told


def test_a_row_that_is_not_explained_by_a_cause_keeps_both_numbers(tmp_path, slipped):
    paper, outcomes, causes, _ = slipped
    workbooks.write([(paper, outcomes)], tmp_path / "l.xlsx", causes=[replace(one, changes=()) for one in causes])
    failed = {o.key: o for o in outcomes if o.verdict == "fail" and o.expected is not None}
    shown = {row["问题编号"]: row["应为"] for row in findings(tmp_path / "l.xlsx") if row["问题编号"] in failed}
    assert shown.keys() == failed.keys()
    assert all(shown.values())


def proposals(path, paper):
    outcomes = audit.check(paper)
    workbooks.write([(paper, outcomes)], path, causes=audit.gather(paper, outcomes))
    return [text for row in findings(path) if (text := row["可能填错的单元格"])]


def test_several_cells_of_one_proposal_are_all_due(tmp_path):
    made = truth.make(21, size="medium")
    raised = {
        f"applications.carried_out.{c}": int(made.cells[f"applications.carried_out.{c}"]) for c in ("natural", "total")
    }
    path = tmp_path / "报告.docx"
    path.write_bytes(docx.write(replace(made, cells={**made.cells, **{key: str(n + 4) for key, n in raised.items()}})))
    first, *others = proposals(tmp_path / "l.xlsx", audit.read(path))
    for key, value in raised.items():
        column = "总计" if key.endswith("total") else "自然人"
        assert f"“四、结转下年度继续办理”“{column}”，改为{value}" in first
    assert "（以上各格都应改正；表三" in first
    assert "；或" not in first
    assert others
    assert all("本处不必另改" in text for text in others)


def test_of_alternatives_one_is_due_and_no_cell_is_said_to_be_wrong(tmp_path):
    paper = report({"applications.received.natural": "5", "applications.received.total": "5"})
    first, second = proposals(tmp_path / "l.xlsx", paper)
    assert first.startswith("以下改法之一：")
    assert first.count("；或") == 1
    assert "以上各格都应改正" not in first
    assert second == "改正建议见序号1"


def test_one_row_a_report_unreadable_ones_with_their_reason(tmp_path, faulty):
    lost = replace(faulty[0], status="unreadable", error="文件已损坏。", cells={})
    workbooks.write([faulty, (lost, [])], tmp_path / "l.xlsx")
    head, *found = rows(tmp_path / "l.xlsx", workbooks.REPORTS_SHEET)
    assert len(found) == 2
    assert found[1][head.index("读取情况")] == "未能读取"
    assert found[1][head.index("读取说明")] == "文件已损坏。"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://a","b")', "+1+1", "-2", "@SUM(A1)", "http://a.example/"])
def test_text_that_looks_like_a_formula_or_link_stays_text(tmp_path, faulty, text):
    report, outcomes = faulty
    planted = [replace(o, agency=text, message=text) for o in outcomes]
    workbooks.write([(replace(report, agency=text), planted)], tmp_path / "l.xlsx")
    book = openpyxl.load_workbook(tmp_path / "l.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value == text]
    assert cells
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


def test_control_characters_and_overlong_texts_do_not_break_the_file(tmp_path, faulty):
    report, outcomes = faulty
    planted = [replace(o, message="坏\x00\x07字\ud800" + "长" * 40_000) for o in outcomes]
    workbooks.write([(report, planted)], tmp_path / "l.xlsx")
    head, *found = rows(tmp_path / "l.xlsx", workbooks.FINDINGS_SHEET)
    message = found[0][head.index("说明")]
    assert message.startswith("坏  字")
    assert message.endswith("（原文过长，已截断）")


def test_sheets_are_made_for_printing_and_filtering(tmp_path, faulty):
    workbooks.write([faulty], tmp_path / "l.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "l.xlsx"):
        followed = dict.fromkeys(("整改台账", "无法核对"), "D2") | {workbooks.FINDINGS_SHEET: "C2"}
        assert sheet.freeze_panes == followed.get(sheet.title, "B2")
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        # What is too wide for A4 is printed on A3, so that it can be read.
        assert str(sheet.page_setup.paperSize) == ("8" if sheet.title in ("问题台账", "报告清单") else "9")
        assert sheet.print_title_rows == "$1:$1"
        heads = [cell.value for cell in sheet[1]]
        if "认定" in heads:
            # Who decided so is on paper beside what was decided.
            *_, last = range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))[:3]
            assert heads.index("认定情况") < last


def test_an_empty_ledger_can_be_opened(tmp_path):
    workbooks.write([], tmp_path / "l.xlsx")
    assert len(rows(tmp_path / "l.xlsx", workbooks.FINDINGS_SHEET)) == 1


def test_data_frames_keep_every_digit(tmp_path, faulty):
    paper = report({"disclosure.licensing.decisions": "9" * 30, "disclosure.fees.amount": "12.50"})
    frame = frames.cells([(paper, [])]).set_index("key")
    assert frame.loc["disclosure.licensing.decisions", "value"] == "9" * 30
    assert frame["number"].isna()["disclosure.licensing.decisions"]
    assert frame.loc["disclosure.fees.amount", "value"] == "12.50"
    frame.to_parquet(tmp_path / "c.parquet")
    assert len(frames.outcomes([faulty])) == len(faulty[1])


def a_score(outcomes, folder, *, agency=None, text="", causes=()):
    (folder / "r.toml").write_text(
        'name = "试"\ntotal = 10\nnot_scored = ["A002"]\n[[items]]\nname = "准确"\npoints = 10\n[[items.deduct]]\nrules = ["A*"]\n'
        f'points = 1.25\n[[grades]]\nname = "合格"\nfrom = 0\n{text}',
        "utf-8",
    )
    return score(load(folder / "r.toml", {"A001", "A002", "A301", "F001"}), outcomes, causes, agency=agency)


def test_each_finding_shows_what_it_cost_and_the_scores_have_their_own_sheet(tmp_path, faulty, clean):
    paper, outcomes = faulty
    result = a_score(outcomes, tmp_path)
    workbooks.write([faulty, clean], tmp_path / "l.xlsx", scores={paper.source: result})
    head, *found = rows(tmp_path / "l.xlsx", workbooks.FINDINGS_SHEET)
    cost, rule = head.index("扣分"), head.index("规则")
    assert sum(row[cost] for row in found if isinstance(row[cost], int | float)) == 10 - result.total
    assert {row[cost] for row in found if row[rule][0] != "A" and row[head.index("来源文件")] == paper.source} <= {
        "不计分"
    }
    head, *totals = rows(tmp_path / "l.xlsx", workbooks.SCORES_SHEET)
    assert len(totals) == 1
    assert totals[0][head.index("得分")] == totals[0][head.index("准确（10）")] == float(result.total)
    assert totals[0][head.index("等次")] == "合格"
    assert openpyxl.load_workbook(tmp_path / "l.xlsx")[workbooks.SCORES_SHEET].freeze_panes == "C2"


def test_a_rank_that_what_is_open_can_change_is_no_number(tmp_path, faulty, clean):
    """A report of which it is open whether all is in order has no place of its own, and stands behind one that is in order."""
    open_ = [replace(one, verdict="undecided") for one in faulty[1] if one.rule == "A001"][:1]
    scored = {faulty[0].source: (open_, "甲局"), clean[0].source: (clean[1], "乙局")}
    held = {
        source: replace(a_score(outcomes, tmp_path, agency=agency), year=2024)
        for source, (outcomes, agency) in scored.items()
    }
    workbooks.write([faulty, clean], tmp_path / "l.xlsx", scores=held)
    head, *totals = rows(tmp_path / "l.xlsx", workbooks.SCORES_SHEET)
    told = {row[head.index("机关")]: (row[head.index("名次")], row[head.index("说明")] or "") for row in totals}
    assert told["乙局"][0] == 1
    assert told["甲局"][0] is None
    assert "名次待定，在第1～2之间" in told["甲局"][1]
    assert [row[head.index("机关")] for row in totals] == ["乙局", "甲局"]


def test_a_finding_that_costs_points_and_decides_alone_shows_its_points(tmp_path, faulty):
    paper, outcomes = faulty
    veto = '[[vetoes]]\nname = "勾稽不符"\nrules = ["A001", "A301"]\nscore = 5\n'
    result = a_score(outcomes, tmp_path, text=veto)
    workbooks.write([faulty], tmp_path / "l.xlsx", scores={paper.source: result})
    head, *found = rows(tmp_path / "l.xlsx", workbooks.FINDINGS_SHEET)
    costs = [row[head.index("扣分")] for row in found]
    assert sum(cost for cost in costs if isinstance(cost, int | float)) == sum(result.deducted().values()) > 0
    head, total, *_ = rows(tmp_path / "l.xlsx", workbooks.SCORES_SHEET)
    assert "勾稽不符" in total[head.index("一票否决")]


def test_without_a_rubric_or_a_roster_nothing_is_said_of_scores_or_missing_reports(tmp_path, faulty):
    workbooks.write([faulty], tmp_path / "l.xlsx")
    book = openpyxl.load_workbook(tmp_path / "l.xlsx")
    assert workbooks.SCORES_SHEET not in book.sheetnames
    assert workbooks.MISSING_SHEET not in book.sheetnames
    head, *found = rows(tmp_path / "l.xlsx", workbooks.FINDINGS_SHEET)
    assert all(row[head.index("扣分")] is None for row in found)


def test_missing_reports_have_a_sheet_and_a_row_among_the_findings(tmp_path, faulty):
    absent = replace(faulty[1][0], rule="F001", verdict="fail", agency="清河县审计局", source="名录", places=())
    veto = '[[vetoes]]\nname = "未报送"\nrules = ["F001"]\nscore = 0\nno_items = true\n'
    result = a_score([absent], tmp_path, text=veto)
    line = {"机关": "清河县审计局", "联系电话": "0578-2587700", "应报日期": dt.date(2025, 1, 31), "备注": "=1+1"}
    workbooks.write([faulty], tmp_path / "l.xlsx", scores={"清河县审计局": result}, missing=[line], beyond=[absent])
    head, *found = rows(tmp_path / "l.xlsx", workbooks.FINDINGS_SHEET)
    assert (found[-1][head.index("规则")], found[-1][head.index("扣分")]) == ("F001", "一票否决")
    head, *found = rows(tmp_path / "l.xlsx", workbooks.MISSING_SHEET)
    assert head == ("序号", *workbooks.MISSING_COLUMNS, "备注", "催报情况")
    assert dict(zip(head, found[0], strict=True)) == dict.fromkeys(head) | {
        "序号": 1, "机关": "清河县审计局", "联系电话": "0578-2587700", "应报日期": "2025-01-31", "备注": "=1+1",
    }  # fmt: skip


def test_a_complete_roster_says_that_none_is_missing(tmp_path, faulty):
    workbooks.write([faulty], tmp_path / "l.xlsx", missing=[])
    _, *found = rows(tmp_path / "l.xlsx", workbooks.MISSING_SHEET)
    assert workbooks.NONE_MISSING in found[0]


def test_file_names_and_keys_stay_off_the_paper(tmp_path, faulty):
    workbooks.write([faulty], tmp_path / "l.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx")[workbooks.FINDINGS_SHEET]
    head = [cell.value for cell in sheet[1]]
    last = openpyxl.utils.cell.range_boundaries(sheet.print_area.split("!")[-1].replace("$", ""))[2]
    assert head[last - 1] == "整改期限"
    assert head[last:] == ["来源文件", "问题编号", "归并编号"]
