"""What people decided and does not count is told wherever they look: in the ledger, by the command, in closing words."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from audit import decisions
from audit.__main__ import main
from audit.decisions import DecisionSubject, decide, open_record
from audit.ledgers import preview, take
from audit.present import overview
from tests.ledgers.conftest import SHEETS, Desk, fill, heads, put

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def told_of(desk):
    """The lines of the sheet on what does not count, by why it does not."""
    book = openpyxl.load_workbook(desk.ledger())
    if "未能对应的认定" not in book.sheetnames:
        return {}
    sheet = book["未能对应的认定"]
    head = heads(sheet)
    found = {}
    for row in sheet.iter_rows(min_row=2, values_only=True):
        found.setdefault(row[head["情形"] - 1], []).append({name: row[at - 1] or "" for name, at in head.items()})
    return found


@pytest.fixture
def lost(desk):
    """A record in which things are decided that do not count."""
    with open_record(desk.record):
        pass
    review = desk.assessed()
    found = next(one for one in review.examined() if one.report.year == review.year and one.problems.all)
    report, cause = found.report, found.problems.all[0].cause
    about = DecisionSubject(report.agency, report.year, cause.key, "0" * 16)
    cell = DecisionSubject(report.agency, report.year, "applications.received.total")
    with open_record(desk.record) as record:
        record.add(
            [
                decide(about, "confirmed", "旧版"),
                decisions.correct(cell, "甲", "1", "2", "误识"),
                decisions.award(DecisionSubject(report.agency, report.year, "没有的评分项"), "1"),
                decide(DecisionSubject("外县某局", report.year, "e" * 16, "0" * 16), "dismissed"),
                decide(DecisionSubject(report.agency, 2001, "d" * 16, "0" * 16), "dismissed"),
                decide(DecisionSubject(report.agency, 2002, "c" * 16, "0" * 16), "confirmed"),
            ],
            "王五",
        )
    return report


BEYOND = (
    "人工记录中另有本年度的1项认定，所涉机关的报告不在本次核查的范围内。",
    "人工记录中另有其他年度的2项认定，在本次核查中没有对应的问题。",
)


def test_the_ledger_lists_what_does_not_count(desk, lost):
    found = told_of(desk)
    (lapsed,) = found["所据内容已改变、认定已失效的"]
    assert lapsed["机关"] == lost.agency
    assert "旧版" in lapsed["所作认定"]
    assert lapsed["处理"] == "请对照现在的内容重新认定。"
    (correction,) = found["已失效的识读更正"]
    assert "误识" in correction["所作认定"]
    (points,) = found["没有计入的人工评分"]
    assert points["事项"] == "没有的评分项"
    assert [row["事项"] for row in found["不在本次范围内的"]] == list(BEYOND)


def test_without_anything_lost_there_is_no_such_sheet(desk, first_ledger):
    desk.take(fill(first_ledger, desk.folder / "l.xlsx", lambda book: put(book["整改台账"], 2, 认定="属实")))
    assert told_of(desk) == {}


@pytest.fixture
def twice(tmp_path):
    """A work folder with two reports of one organ and year, of which the corrected one counts, and with no record yet."""
    reports = tmp_path / "报告"
    reports.mkdir()
    for path in SAMPLES.glob("青禾县云岭乡人民政府2024*"):
        shutil.copy(path, reports)
    made = Desk(tmp_path, reports)
    assert len(made.assessed().audited) == 2
    return made


def both_rows(path, *said):
    """What the two rows that there are two reports say, once ``said`` is filled in."""
    book = openpyxl.load_workbook(path)
    places = [
        (sheet, number)
        for sheet in (book[name] for name in SHEETS)
        for number in range(2, sheet.max_row + 1)
        if sheet.cell(number, heads(sheet)["规则"]).value == "F002"
    ]
    for (sheet, number), ruling in zip(places, said, strict=False):
        if ruling:
            put(sheet, number, 认定=ruling)
    book.save(path)
    return [sheet.cell(number, heads(sheet)["认定"]).value for sheet, number in places]


def test_that_there_are_two_reports_is_filled_in_once_in_the_row_of_either(twice):
    first = twice.ledger()
    assert both_rows(first, "不属实") == ["不属实", None]
    assert twice.take(first).kept == 1
    again = twice.ledger("再次")
    assert both_rows(again) == ["不属实", "不属实"]
    # The other row was written as it stood, and says nothing against the one that is changed.
    both_rows(again, "", "待查")
    assert twice.take(again, "李四").kept == 1
    last = twice.ledger("最后")
    assert both_rows(last) == ["待查", "待查"]
    both_rows(last, "不属实", "属实")
    done = twice.take(last, "李四")
    assert done.kept == 0
    assert "填写得不一样，都没有导入" in done.plan.misfits[0].text


def award(desk, item, points):
    """Give the organ of the reports points for an item."""
    with open_record(desk.record) as record:
        record.add([decisions.award(DecisionSubject("青禾县云岭乡人民政府", 2024, item), points)], "张三")


def test_points_that_the_report_that_counts_has_are_not_told_as_lost_of_the_other(twice, capsys):
    award(twice, "问题与措施质量", "1")
    (score,) = twice.assessed().scores.values()
    (item,) = (one for one in score.items if one.item == "问题与措施质量")
    assert (item.state, item.earned) == ("assessed", 1)
    assert told_of(twice) == {}
    assert overview.lost_words(twice.assessed()) == ""
    assert main(["check", str(twice.reports), "--rubric", "通用", "--decisions", twice.record]) in (0, 1)
    assert "没有计入的" not in "".join(capsys.readouterr())


def test_points_that_no_report_of_the_organ_and_year_takes_are_told_once(twice, capsys):
    award(twice, "没有的评分项", "1")
    (line,) = told_of(twice)["没有计入的人工评分"]
    assert line["机关"] == "青禾县云岭乡人民政府"
    assert "评分办法中没有这一项" in line["所作认定"]
    assert main(["check", str(twice.reports), "--decisions", twice.record]) in (0, 1)
    said = capsys.readouterr().out
    assert said.count("[没有计入的人工评分]") == 1
    assert "本次没有给出评分办法" in said


def test_the_command_lists_it_and_the_closing_words_count_it(desk, lost, capsys):
    call = ["check", str(desk.reports), "--rubric", "通用", "--decisions", desk.record]
    assert main(call) == 0
    said = capsys.readouterr().out
    _, _, said = said.partition("■ 未能对应、没有计入的认定\n")
    said = said.replace("\n" + " " * 10, "")
    assert f"[已失效的识读更正] {lost.agency}" in said
    assert "误识" in said
    assert "[没有计入的人工评分]" in said
    assert all(words in "".join(said.split()) for words in BEYOND)
    assert main([*call, "--json"]) == 0
    assert "已失效的识读更正1项、没有计入的人工评分1项" in capsys.readouterr().err
    words = overview.lost_words(desk.assessed())
    assert words.startswith("人工记录中没有计入的：所据内容已改变、认定已失效的1项、已失效的识读更正1项")
    assert words.endswith("".join(BEYOND))


def test_what_differs_from_the_preview_since_others_wrote_is_told(desk, first_ledger):
    """Somebody decides on one of the rows just when the preview has been told."""

    def two(book):
        put(book["整改台账"], 2, 认定="属实")
        put(book["整改台账"], 3, 认定="属实")

    path = fill(first_ledger, desk.folder / "l.xlsx", two)
    with open_record(desk.record):
        pass
    sheet = openpyxl.load_workbook(first_ledger)["整改台账"]
    row = {head: sheet.cell(2, column).value for head, column in heads(sheet).items()}
    (evidence,) = {one.evidence for one in desk.assessed().every_cause() if one.key == row["归并编号"]}
    told = []

    def tell(plan, before):
        told.append(list(preview(plan, before)))
        if before is None:
            about = DecisionSubject(row["机关"], row["年度"], row["归并编号"], evidence)
            with open_record(desk.record) as record:
                record.add([decide(about, "dismissed")], "李四")

    done = take(path, desk.record, "张三", tell)
    assert (done.kept, len(done.plan.conflicts)) == (1, 1)
    first, second = told
    assert first[0].startswith("可导入2条")
    assert second[0].startswith("预览之后，他人写入了新的记录")
    assert second[1].startswith("可导入1条")
    assert second[2].startswith("不再导入")
    assert second[3].startswith("  “整改台账”第2行　")
    assert "李四已认定为“不属实”" in second[5]
    assert not any("第3行" in line for line in second)


def test_rows_of_another_record_are_listed_one_by_one(desk, first_ledger, tmp_path):
    def many(book):
        for row in range(2, 12):
            put(book["整改台账"], row, 认定="属实")

    (tmp_path / "别处").mkdir()
    other = Desk(tmp_path / "别处", desk.reports)
    other.take(fill(first_ledger, desk.folder / "l.xlsx", many))
    done = desk.take(other.ledger())
    lines = list(preview(done.plan))
    sheet = openpyxl.load_workbook(first_ledger)["整改台账"]
    column = heads(sheet)["问题"]
    for row in range(2, 12):
        (line,) = (one for one in lines if f"第{row}行　" in one)
        assert sheet.cell(row, column).value in line
