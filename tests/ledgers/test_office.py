"""What office programs make of cells, and what hands do to columns, is told or understood, never taken for something else."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import uuid
from dataclasses import replace

import openpyxl
import pytest

from audit.decisions import DecisionSubject, handle, open_record
from audit.errors import UsageError
from tests.generate.samples.build import FOLDER
from tests.ledgers.conftest import Desk, fill, heads, put

SHEET = "整改台账"
IDENTITY = "11010519491231002X"


def filled(desk, ledger, name="l.xlsx", row=2, **said):
    return fill(ledger, desk.folder / name, lambda book: put(book[SHEET], row, **said))


def cell(ledger, head, row=2):
    sheet = openpyxl.load_workbook(ledger)[SHEET]
    return sheet.cell(row, heads(sheet)[head]).value


def test_what_is_hidden_in_the_ledger_is_no_conflict_and_is_not_lost(desk, first_ledger):
    note = f"已与{IDENTITY}核对"
    path = filled(desk, first_ledger, 认定="属实", 备注=note, 单位说明=note)
    assert desk.take(path).kept == 2
    again = desk.take(path)
    assert (again.kept, again.plan.conflicts, again.plan.misfits) == (0, [], [])
    # The next ledger hides it; who changes the decision alone leaves the note as it was.
    new = desk.ledger()
    assert IDENTITY not in cell(new, "备注")
    assert desk.take(filled(desk, new, "新.xlsx", 认定="不属实", 责任人="李四")).kept == 2
    standings = [one for rulings in desk.assessed().rulings.values() for one in rulings.standings.values() if one.by]
    assert [(one.ruling, [event.note for event in one.notes]) for one in standings] == [("dismissed", [note])]
    assert {event.data["statement"] for event in desk.events("handling")} == {note}


@pytest.mark.parametrize("wrong", ["#VALUE!", "#REF!"])
def test_an_error_in_a_cell_is_no_text_that_somebody_wrote(desk, first_ledger, wrong):
    done = desk.take(filled(desk, first_ledger, 认定="属实", 责任人=wrong, 整改期限=wrong))
    assert [one.entry.kind for one in done.plan.taken] == ["decision"]
    (told,) = done.plan.misfits
    assert told.text.startswith(f"“责任人”“整改期限”中是错误值{wrong}")


@pytest.mark.parametrize(
    "day",
    [dt.datetime.fromisoformat("2030-04-03T12:30"), 47576.5, "2030-04-03 00:00:00", "2030/4/3 9:05", "2030年4月3日"],
)
def test_a_deadline_with_a_time_is_a_day(desk, first_ledger, day):
    assert desk.take(filled(desk, first_ledger, 认定="属实", 整改期限=day)).kept == 2
    assert desk.events("handling")[0].data["due"] == "2030-04-03"
    assert cell(desk.ledger(), "整改期限").date() == dt.date(2030, 4, 3)


def test_a_number_whose_last_digits_are_lost_is_not_taken(desk, first_ledger):
    done = desk.take(filled(desk, first_ledger, 认定="属实", 备注=110105194912310000, 责任人=13800000000))
    (told,) = done.plan.misfits
    assert told.text.startswith("“备注”中的数字超过15位")
    assert [event.note for event in desk.events()] == [""]
    assert desk.events("handling")[0].data["person"] == "13800000000"


RENAMED = {"机关": "单位名称", "问题": "事项", "归并编号": "编号"}


def renamed(book):
    sheet = book[SHEET]
    for old, new in RENAMED.items():
        sheet.cell(1, heads(sheet)[old]).value = new
    return sheet


def test_renamed_columns_still_say_what_a_row_is_about(desk, first_ledger):
    done = desk.take(fill(first_ledger, desk.folder / "l.xlsx", lambda book: put(renamed(book), 2, 认定="属实")))
    assert (done.kept, done.plan.misfits) == (1, [])
    assert [event.about for event in desk.events()] == [cell(first_ledger, "归并编号")]


def test_rows_whose_marks_were_exchanged_under_renamed_columns_are_not_taken(desk, first_ledger):
    def exchanged(book):
        sheet = renamed(book)
        column = heads(sheet)["核对码"]
        one, other = (sheet.cell(row, column).value for row in (2, 3))
        put(sheet, 2, 认定="属实", 核对码=other)
        put(sheet, 3, 认定="不属实", 核对码=one)

    done = desk.take(fill(first_ledger, desk.folder / "l.xlsx", exchanged))
    assert done.kept == 0
    assert [one.number for one in done.plan.misfits] == [2, 3]
    assert all("“归并编号”" in one.text and "改名或删除" in one.text for one in done.plan.misfits)


def test_a_name_that_is_merged_over_its_rows_is_understood(desk, first_ledger):
    sheet = openpyxl.load_workbook(first_ledger)[SHEET]
    column = heads(sheet)["机关"]
    names = [sheet.cell(row, column).value for row in range(2, sheet.max_row + 1)]
    last = 1 + next(number for number, name in enumerate(names) if name != names[0])

    def merged(book):
        book[SHEET].merge_cells(start_row=2, end_row=last, start_column=column, end_column=column)
        put(book[SHEET], last, 认定="属实")

    done = desk.take(fill(first_ledger, desk.folder / "l.xlsx", merged))
    assert (done.kept, done.plan.misfits) == (1, [])


def test_a_row_on_which_very_many_decided_is_known_again(desk, first_ledger):
    assert desk.take(filled(desk, first_ledger, 认定="属实")).kept == 1
    (first,) = desk.events()
    others = [replace(first, uuid=str(uuid.uuid4()), who=f"核查人{number}") for number in range(300)]
    with open_record(desk.record) as record:
        assert len(record.take_over(others).new) == len(others)
    ledger = desk.ledger()
    assert len(cell(ledger, "核对码")) > 8_000
    done = desk.take(filled(desk, ledger, 认定="不属实"))
    assert (done.kept, done.plan.misfits) == (1, [])


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such files")
def test_what_is_no_plain_file_keeps_nobody_waiting(desk):
    os.mkfifo(desk.folder / "l.xlsx")
    (desk.folder / "m.xlsx").mkdir()
    for name in ("l.xlsx", "m.xlsx"):
        with pytest.raises(UsageError, match="不是普通文件"):
            desk.take(desk.folder / name)


def test_how_agencies_are_asked_for_their_report_is_filled_in_at_one_place(tmp_path):
    (tmp_path / "报告").mkdir()
    shutil.copy(FOLDER / "青禾县民政局2024.txt", tmp_path / "报告")
    desk = Desk(tmp_path, tmp_path / "报告", "样例")
    (cause, *_) = (one for one in desk.assessed().absent_causes if one.root.role == "not_filed")
    about = DecisionSubject(cause.root.agency, cause.root.year, cause.key, cause.evidence)
    with open_record(desk.record) as record:
        record.add([handle(about, {"person": "李四", "statement": "已电话催报"})], "张三")
    sheet = openpyxl.load_workbook(desk.ledger())["未报送"]
    head = heads(sheet)
    row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, head["机关"]).value == cause.root.agency)
    assert sheet.cell(row, head["催报情况"]).value == "责任人：李四；单位说明：已电话催报"
    letter = openpyxl.utils.get_column_letter(head["催报情况"])
    (refused,) = (one for one in sheet.data_validations.dataValidation if str(one.sqref).startswith(f"{letter}2:"))
    assert (refused.type, refused.formula1) == ("custom", "FALSE")
    assert "“整改台账”" in refused.error
