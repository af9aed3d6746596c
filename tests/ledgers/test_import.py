"""What of a ledger is not taken is said with its place: newer decisions, words that do not fit, workbooks that are none."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import audit
from audit import decisions, workdays
from audit.__main__ import main
from audit.decisions import DecisionSubject, decide, handle, open_record
from audit.errors import DecisionsError, UsageError
from audit.ledgers import preview
from audit.present.problems.headlines import on_one_line
from audit.render.results import data
from audit.settings.worksettings import Office
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.ledgers.conftest import Desk, faulty, fill, heads, put


@pytest.fixture(scope="module")
def faulty_reports(tmp_path_factory):
    """Two reports: what is told of a row does not depend on how many there are, and each test writes and reads ledgers."""
    return faulty(tmp_path_factory.mktemp("two") / "报告", 2)


@pytest.fixture(scope="module")
def first_ledger(tmp_path_factory, faulty_reports):
    """The ledger of the two before anybody decided anything."""
    return Desk(tmp_path_factory.mktemp("first"), faulty_reports).ledger()


def filled(desk, ledger, name="l.xlsx", sheet="整改台账", row=2, **said):
    return fill(ledger, desk.folder / name, lambda book: put(book[sheet], row, **said))


def subject(ledger, row=2, evidence="e"):
    sheet = openpyxl.load_workbook(ledger)["整改台账"]
    values = {head: sheet.cell(row, column).value for head, column in heads(sheet).items()}
    return DecisionSubject(values["机关"], values["年度"], values["归并编号"], evidence)


def keep(desk, *entries, who="王五"):
    with open_record(desk.record) as record:
        return record.add(entries, who)


def test_a_newer_decision_is_not_overruled(desk, first_ledger):
    keep(desk, decide(subject(first_ledger), "dismissed"))
    done = desk.take(filled(desk, first_ledger, 认定="属实"))
    assert done.kept == 0
    (found,) = done.plan.conflicts
    assert found.where == "“整改台账”第2行"
    assert "王五已认定为“不属实”" in found.text


def test_two_copies_of_one_ledger_contradict_each_other(desk, first_ledger):
    assert desk.take(filled(desk, first_ledger, "甲.xlsx", 认定="属实"), "张三").kept == 1
    done = desk.take(filled(desk, first_ledger, "乙.xlsx", 认定="不属实"), "李四")
    assert (done.kept, len(done.plan.conflicts)) == (0, 1)


def test_whoever_goes_on_in_the_same_ledger_may_change_their_mind_but_an_old_copy_changes_nothing(desk, first_ledger):
    old = filled(desk, first_ledger, "旧.xlsx", 认定="属实", 责任人="甲")
    new = filled(desk, first_ledger, "新.xlsx", 认定="不属实", 备注="看了原件", 责任人="乙")
    assert desk.take(old).kept == 2
    assert desk.take(new).kept == 2
    done = desk.take(old)
    assert done.kept == 0
    assert [one.text.split("，")[0] for one in done.plan.conflicts] == [
        "这份台账先前已导入过“属实”",
        "这份台账先前已导入过同样的整改情况",
    ]


def test_columns_of_one_row_that_two_people_fill_in_come_together(desk, first_ledger):
    desk.take(filled(desk, first_ledger, "甲.xlsx", 责任人="甲"), "张三")
    done = desk.take(filled(desk, first_ledger, "乙.xlsx", 整改结果="已更正"), "李四")
    assert done.kept == 1
    kept = desk.events("handling")[-1].data
    assert {name: kept[name] for name in kept.keys() - {"ledger", "title"}} == {"person": "甲", "result": "已更正"}
    done = desk.take(filled(desk, first_ledger, "丙.xlsx", 责任人="丙"), "李四")
    assert "“责任人”在台账写出之后已由他人填为“甲”" in done.plan.conflicts[0].text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"认定": "基本属实"}, "应为属实、不属实、待查之一"),
        ({"备注": "看过"}, "没有选认定"),
        ({"认定": "属实", "备注": "长" * 2001}, "应在2000字以内"),
        ({"是否销号": "已销"}, "应为是或否"),
    ],
)
def test_what_does_not_fit_is_told(desk, first_ledger, said, told):
    done = desk.take(filled(desk, first_ledger, **said))
    assert done.kept == 0
    (found,) = done.plan.misfits
    assert (found.where, told in found.text) == ("“整改台账”第2行", True)


def test_points_in_full_width_are_read_in_half_width(desk, first_ledger):
    done = desk.take(filled(desk, first_ledger, sheet="人工评分", 评分="７．５"))
    assert (done.kept, [one.entry.data["points"] for one in done.plan.taken]) == (1, ["7.5"])


@pytest.mark.parametrize("points", ["99", "-1", "1.234", "优", "5.", "1e0", "1²"])
def test_points_out_of_range_are_told(desk, first_ledger, points):
    done = desk.take(filled(desk, first_ledger, sheet="人工评分", 评分=points))
    assert done.kept == 0
    assert "之间的数，至多两位小数" in done.plan.misfits[0].text


def test_a_decision_that_is_cleared_stays(desk, first_ledger):
    desk.take(filled(desk, first_ledger, 认定="属实"))
    next_one = desk.ledger()
    done = desk.take(filled(desk, next_one, 认定=None))
    assert done.kept == 0
    assert "原认定“属实”保留" in done.plan.misfits[0].text


def first_row(ledger):
    return row_of(openpyxl.load_workbook(ledger)["整改台账"])


def test_an_empty_column_of_notes_empties_none_and_a_note_keeps_its_author(desk, first_ledger):
    desk.take(filled(desk, first_ledger, 认定="属实", 备注="看过原件"))
    next_one = desk.ledger()
    done = desk.take(filled(desk, next_one, 备注=None))
    assert done.kept == 0
    assert [one.text for one in done.plan.misfits] == ["“备注”被清空；原备注保留。要清空备注，请在核查台上办理。"]
    other = filled(desk, next_one, 认定="待查", 理由="口径不同", 备注=None)
    done = desk.take(other, "李四")
    assert (done.kept, [one.text for one in done.plan.doubts]) == (
        1,
        ["“备注”被清空；原备注保留。要清空备注，请在核查台上办理。"],
    )
    again = desk.take(other, "李四")
    assert (again.kept, again.plan.conflicts) == (0, [])
    shown = first_row(desk.ledger("又一次"))
    assert (shown["认定"], shown["理由"], shown["备注"]) == ("待查", "口径不同", "看过原件")
    assert shown["认定情况"].startswith("待查（李四）；仲裁，代替张三的“属实”；备注为张三于20")
    # Who only decides otherwise in the new ledger does not take the note for himself.
    done = desk.take(filled(desk, desk.folder / "又一次" / "ledger.xlsx", 认定="属实"), "王五")
    assert [event.note for event in desk.events()] == ["看过原件", "", ""]
    assert first_row(desk.ledger("第三次"))["备注"] == "看过原件"
    # Of a note that was taken back since, a ledger that still shows it says nothing.
    with open_record(desk.record) as record:
        record.add([decisions.undo(record.events()[0])], "张三")
    done = desk.take(filled(desk, desk.folder / "第三次" / "ledger.xlsx", 责任人="甲"), "王五")
    assert [one.entry.kind for one in done.plan.taken] == ["handling"]
    assert (done.plan.conflicts, done.plan.misfits) == ([], [])


def test_the_note_of_whoever_is_overruled_by_a_ledger_is_not_in_the_next_one_and_it_is_told(desk, first_ledger):
    desk.take(filled(desk, first_ledger, 认定="属实", 备注="看过原件"))
    other = filled(desk, desk.ledger(), 认定="不属实")
    done = desk.take(other, "李四")
    assert done.kept == 1
    assert [one.text for one in done.plan.doubts] == ["原备注由张三所写，认定相反，不再有效；须要的请另写。"]
    assert "看过原件" not in done.plan.taken[0].words
    again = desk.take(other, "李四")
    assert (again.kept, again.plan.conflicts) == (0, [])
    shown = first_row(desk.ledger("又一次"))
    assert (shown["认定"], shown["备注"]) == ("不属实", None)
    # Whose decision it replaced is said; nothing is left of his note.
    assert "备注为" not in shown["认定情况"]


def test_marks_that_were_changed_and_rows_without_one_are_told(desk, first_ledger):
    def spoil(book):
        sheet = book["整改台账"]
        put(sheet, 2, 认定="属实", 核对码=sheet.cell(3, heads(sheet)["核对码"]).value[:-1])
        put(sheet, sheet.max_row + 1, 认定="属实")
        put(sheet, 4, 认定="属实", 核对码=sheet.cell(5, heads(sheet)["核对码"]).value)

    done = desk.take(fill(first_ledger, desk.folder / "l.xlsx", spoil))
    assert done.kept == 0
    told = "".join(one.text for one in done.plan.misfits)
    assert "“核对码”与写出时不同" in told
    assert "没有“核对码”" in told
    assert "“归并编号”与写出时不同" in told


def test_rows_copied_and_filled_in_differently_are_not_taken(desk, first_ledger):
    def copied(book):
        sheet = book["整改台账"]
        values = [cell.value for cell in sheet[2]]
        sheet.append(values)
        put(sheet, 2, 认定="属实")
        put(sheet, sheet.max_row, 认定="不属实")

    done = desk.take(fill(first_ledger, desk.folder / "l.xlsx", copied))
    assert done.kept == 0
    assert len(done.plan.misfits) == 2
    assert "填写得不一样" in done.plan.misfits[0].text


def test_where_only_the_copy_of_a_row_is_changed_what_it_was_copied_from_still_counts(desk, first_ledger):
    desk.take(filled(desk, first_ledger, 认定="属实", 责任人="甲"))

    def copied(row, **said):
        def change(book):
            sheet = book["整改台账"]
            sheet.append([cell.value for cell in sheet[row]])
            put(sheet, sheet.max_row, **said)

        return fill(desk.ledger(), desk.folder / "l.xlsx", change)

    # Both rows say something, and not the same.
    done = desk.take(copied(2, 认定="不属实", 责任人="乙"))
    assert done.kept == 0
    assert ["填写得不一样" in one.text and "第2行" in one.text for one in done.plan.misfits] == [True, True]
    # What is left empty in the one says nothing against the other.
    done = desk.take(copied(3, 认定="不属实", 理由="原件如此", 责任人="丙"))
    assert (done.kept, done.plan.misfits) == (2, [])


def test_a_ledger_of_another_record_is_not_taken_for_ones_own_work(desk, first_ledger):
    desk.take(filled(desk, first_ledger, 认定="属实"))
    theirs = desk.ledger()
    Path(desk.record).unlink()
    done = desk.take(filled(desk, theirs, row=3, 认定="属实"))
    assert "请先用 gkaudit decisions merge" in done.plan.misfits[0].text
    assert [one.row.number for one in done.plan.taken] == [3]


def test_a_decision_on_evidence_that_has_changed_is_shown_as_lapsed_and_can_be_made_anew(desk, first_ledger):
    """The ledger was written before the report changed."""
    keep(
        desk,
        decide(subject(first_ledger, evidence="f" * 16), "confirmed"),
        handle(subject(first_ledger), {"person": "甲"}),
    )
    sheet = openpyxl.load_workbook(desk.ledger())["整改台账"]
    row = {head: sheet.cell(2, column).value for head, column in heads(sheet).items()}
    assert (row["认定"], row["认定情况"], row["责任人"]) == (None, "已失效（王五：属实）", "甲")
    done = desk.take(filled(desk, desk.folder / "结果" / "ledger.xlsx", 认定="不属实"))
    assert done.kept == 1
    held = [one.state for rulings in desk.assessed().rulings.values() for one in rulings.standings.values()]
    assert held == ["dismissed"]


def test_of_two_who_differ_the_ledger_says_both_and_a_third_settles_it(desk, first_ledger, tmp_path):
    about = subject(first_ledger, evidence=evidence_of(desk, first_ledger))
    keep(desk, decide(about, "confirmed"), who="甲")
    with open_record(tmp_path / "乙.sqlite") as other:
        other.add([decide(about, "dismissed")], "乙")
        events = other.events()
    with open_record(desk.record) as record:
        record.take_over(events)
    sheet = openpyxl.load_workbook(desk.ledger())["整改台账"]
    row = {head: sheet.cell(2, column).value for head, column in heads(sheet).items()}
    assert (row["认定"], row["认定情况"]) == (None, "待仲裁（乙：不属实；甲：属实）")
    assert desk.take(filled(desk, desk.folder / "结果" / "ledger.xlsx", 认定="待查"), "丙").kept == 1
    with open_record(desk.record) as record:
        assert record.standings().cause([about.about], about.evidence).state == "pending"


def evidence_of(desk, ledger):
    key = subject(ledger).about
    return next(cause.evidence for cause in desk.assessed().every_cause() if cause.key == key)


def spoiled(ledger, name, change):
    """The ledger with one of its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(ledger) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
    return made.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("part", "change", "told"),
    [
        ("xl/worksheets/sheet1.xml", lambda old: ENTITY + old.split(b"?>", 1)[1], "外部实体"),
        ("xl/sharedStrings.xml", lambda old: ENTITY + old.split(b"?>", 1)[1], "外部实体"),
        ("xl/workbook.xml", lambda old: ENTITY + old.split(b"?>", 1)[1], "外部实体"),
        ("xl/worksheets/sheet1.xml", lambda old: old[: len(old) // 2], "不是有效的XML"),
        ("xl/sharedStrings.xml", lambda old: old + b" " * 60_000_000, "疑似压缩炸弹"),
    ],
)
def test_a_hostile_workbook_is_refused_with_a_reason(desk, first_ledger, part, change, told):
    path = desk.folder / "l.xlsx"
    path.write_bytes(spoiled(first_ledger, part, change))
    with pytest.raises(UsageError, match=told):
        desk.take(path)


@pytest.mark.parametrize(("data", "told"), [("PK\x03\x04", "损坏"), ("abc", "不能读取"), ("", "不能读取")])
def test_what_is_no_workbook_is_refused(desk, data, told):
    if data:
        (desk.folder / "l.xlsx").write_bytes(data.encode())
    with pytest.raises(UsageError, match=told):
        desk.take(desk.folder / "l.xlsx")


def test_an_old_or_locked_workbook_is_refused_with_what_to_do(desk):
    (desk.folder / "l.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000))
    with pytest.raises(UsageError, match="不设密码"):
        desk.take(desk.folder / "l.xlsx")


@pytest.mark.parametrize("ending", [".ods", ".xls", ".csv"])
def test_a_ledger_saved_in_another_format_is_to_be_saved_as_xlsx(desk, ending, monkeypatch, capsys):
    monkeypatch.chdir(desk.folder)
    path = desk.folder / f"ledger{ending}"
    path.write_bytes(b"PK\x03\x04" + bytes(50) if ending == ".ods" else b"a,b\n")
    sample = str(desk.reports / "5.txt")
    for call in (["decisions", "import", str(path)], ["check", sample, "--decisions", str(path)]):
        assert main([*call, "--who", "张三"]) == 2
        told = capsys.readouterr().err
        assert "另存为.xlsx" in told
        assert "报送机关" not in told
        assert "备份" not in told
    assert not Path(desk.record).exists()


@pytest.mark.parametrize("begins", ["PK\x03\x04", "a,b\n"])
def test_what_is_only_named_a_workbook_is_to_be_saved_again(desk, begins):
    (desk.folder / "l.xlsx").write_bytes(begins.encode() + bytes(50))
    with pytest.raises(UsageError, match="另存为") as found:
        desk.take(desk.folder / "l.xlsx")
    assert "报送机关" not in str(found.value)


def test_columns_that_only_repeat_what_stands_elsewhere_cannot_be_typed_into(first_ledger):
    sheet = openpyxl.load_workbook(first_ledger)["问题台账"]
    letters = {head: openpyxl.utils.get_column_letter(column) for head, column in heads(sheet).items()}
    refused = {str(one.sqref): one for one in sheet.data_validations.dataValidation if one.type == "custom"}
    for head in ("处理意见", "整改期限"):
        (one,) = (each for area, each in refused.items() if area.startswith(f"{letters[head]}2:"))
        assert (one.formula1, one.showErrorMessage, one.allowBlank) == ("FALSE", True, False)
        assert "请在工作表“整改台账”中填写" in one.error


def test_another_workbook_is_no_ledger(desk):
    openpyxl.Workbook().save(desk.folder / "l.xlsx")
    with pytest.raises(UsageError, match="没有可导入的工作表"):
        desk.take(desk.folder / "l.xlsx")


def test_a_ledger_that_is_open_elsewhere_is_said_to_be_open(desk, first_ledger):
    path = filled(desk, first_ledger, 认定="属实")
    for lock in (".~lock.l.xlsx#", "~$l.xlsx"):
        path.with_name(lock).touch()
        with pytest.raises(UsageError, match="正在其他程序中打开"):
            desk.take(path)
        path.with_name(lock).unlink()


def test_texts_that_people_write_act_as_nothing_in_the_next_ledger(desk, first_ledger):
    planted = '=HYPERLINK("http://a","b")'
    path = desk.folder / "l.xlsx"

    def plant(book):
        sheet = book["整改台账"]
        for head in ("备注", "责任单位", "整改结果"):
            cell = sheet.cell(2, heads(sheet)[head])
            cell.value, cell.data_type = planted, "s"
        put(sheet, 2, 认定="属实")

    desk.take(fill(first_ledger, path, plant))
    sheet = openpyxl.load_workbook(desk.ledger())["整改台账"]
    for head in ("备注", "责任单位", "整改结果"):
        cell = sheet.cell(2, heads(sheet)[head])
        assert (cell.value, cell.data_type, cell.hyperlink) == (planted, "s", None)


def test_what_is_decided_in_a_ledger_is_named_as_at_the_desk(desk, first_ledger, tmp_path, capsys):
    """Whoever compares or exports records reads what was decided on, not the key of it."""
    review = desk.assessed()
    sheet = openpyxl.load_workbook(first_ledger)["整改台账"]
    key = sheet.cell(2, heads(sheet)["归并编号"]).value
    every = [(one, report) for report, found in review.audited for one in review.problems(report, found).all]
    (named,) = (on_one_line(one, report) for one, report in every if one.cause.key == key)
    desk.take(filled(desk, first_ledger, 认定="属实"), "张三")
    (event,) = desk.events("decision")
    assert event.data["title"] == named
    assert main(["decisions", "export", str(tmp_path / "全部.csv"), "--decisions", str(desk.record)]) == 0
    assert named in (tmp_path / "全部.csv").read_text("utf-8-sig").replace('""', '"')
    other = tmp_path / "乙.sqlite"
    with open_record(other) as record:
        record.add([decide(DecisionSubject(event.agency, event.year, key, event.evidence), "dismissed")], "乙")
    capsys.readouterr()
    assert main(["decisions", "compare", str(desk.record), str(other)]) == 0
    assert f"“{named}”" in capsys.readouterr().out


def test_the_preview_names_sheet_and_row(desk, first_ledger):
    done = desk.take(filled(desk, first_ledger, 认定="属实"), dry_run=True)
    assert not Path(desk.record).exists()
    head, *lines = preview(done.plan)
    assert head.startswith("可导入1条（认定1条）；")
    assert lines[1].startswith("  “整改台账”第2行　")
    assert lines[1].endswith("：属实")
    sheet = openpyxl.load_workbook(first_ledger)["整改台账"]
    number, title = (sheet.cell(2, heads(sheet)[head]).value for head in ("问题序号", "问题"))
    assert f"{number}“{title}”" in lines[1]
    path = filled(desk, first_ledger, 认定="属实", 理由="其他", 备注="见11010519491231002X的材料")
    told = list(preview(desk.take(path, dry_run=True).plan))[2]
    assert "：属实；理由：其他；备注：见" in told
    assert "11010519491231002X" not in told
    path = filled(desk, first_ledger, sheet="人工评分", 评分=1, 备注="材料齐全")
    assert "：1分；备注：材料齐全" in list(preview(desk.take(path, dry_run=True).plan))[2]


def test_a_ledger_of_an_earlier_year_is_told_and_what_it_says_stays_with_that_year(desk, first_ledger):
    year = subject(first_ledger).year
    keep(desk, decide(DecisionSubject("青禾县水利局", year + 1, "k", "e"), "confirmed"))
    done = desk.take(filled(desk, first_ledger, 认定="属实"))
    head, *lines = preview(done.plan)
    assert head.endswith(f"台账所列为{year}年度。")
    assert (
        lines[-1]
        == f"  “整改台账”：人工记录中已有{year + 1}年度的内容，而台账所列均为以前年度的；请核对是否选错了台账。"
    )
    assert [event.year for event in desk.events()] == [year + 1, year]
    done = desk.take(filled(desk, first_ledger, 认定="属实"))
    assert (done.kept, done.plan.doubts) == (0, [])


def test_the_command_tells_first_and_keeps_then(desk, first_ledger, monkeypatch, capsys):
    monkeypatch.chdir(desk.folder)
    filled(desk, first_ledger, 认定="属实", 是否销号="？")
    assert main(["decisions", "import", "l.xlsx", "--dry-run"]) == 1
    assert not Path(decisions.NAME).exists()
    assert main(["decisions", "import", "l.xlsx"]) == 2
    assert "没有填写核查人姓名" in capsys.readouterr().err
    Path("gkaudit.toml").write_text('assessor = "张三"\n', "utf-8")
    assert main(["decisions", "import", "l.xlsx"]) == 1
    told = capsys.readouterr()
    assert "可导入1条" in told.out
    assert "应为是或否" in told.out
    assert f"已由张三记入“{desk.record}”：1条；1处没有导入" in told.err
    assert "所据内容变了的认定在下次核查时列为已失效" in told.err
    filled(desk, first_ledger, row=3, 认定="待查")
    assert main(["check", str(desk.reports / "5.txt"), "--decisions", "l.xlsx", "--who", "李四"]) in (0, 1)
    assert f"已由李四记入“{desk.record}”：1条" in capsys.readouterr().err
    assert [event.who for event in desk.events()] == ["张三", "李四"]


def test_a_cause_found_true_has_a_day_by_the_settings_which_may_be_changed(desk, first_ledger):
    desk.take(filled(desk, first_ledger, 认定="属实"))
    event = desk.events()[0]
    made = desk.folder / "结果"
    made.mkdir()
    found = desk.assessed()
    assert not data.write(made, replace(found, terms=replace(found.terms, office=Office(correction_days=10))))
    sheet = openpyxl.load_workbook(made / "ledger.xlsx")["整改台账"]
    day = sheet.cell(2, heads(sheet)["整改期限"]).value.date()
    decided = dt.datetime.fromisoformat(event.at).astimezone(dt.timezone(dt.timedelta(hours=8))).date()
    assert day == workdays.due(decided, 10)
    assert sheet.cell(3, heads(sheet)["整改期限"]).value is None
    # It is the toolkit's, not anybody's entry, until somebody writes another one.
    assert desk.take(made / "ledger.xlsx").kept == 0
    assert desk.take(filled(desk, made / "ledger.xlsx", 整改期限=dt.date(2026, 3, 31))).kept == 1
    assert desk.events("handling")[0].data["due"] == "2026-03-31"


def test_what_others_wrote_meanwhile_is_looked_at_before_anything_is_kept(desk, first_ledger):
    with open_record(desk.record) as record:
        record.add([decide(subject(first_ledger), "pending")], "王五")
        with pytest.raises(decisions.OvertakenError, match="有其他人写入"):
            record.add([decide(subject(first_ledger), "confirmed")], "张三", seen=0)
        assert [event.who for event in record.events()] == ["王五"]
        assert record.add([decide(subject(first_ledger), "confirmed")], "张三", seen=1)


def test_a_check_with_a_ledger_that_says_nothing_goes_on_without_a_record(desk, first_ledger, monkeypatch, capsys):
    monkeypatch.chdir(desk.folder)
    call = ["check", str(desk.reports / "5.txt"), "--decisions", str(first_ledger), "--who", "李四"]
    assert main(call) in (0, 1)
    assert "没有可导入的内容，人工记录没有变化" in capsys.readouterr().err
    assert not Path(decisions.NAME).exists()


def test_a_ledger_is_no_record(first_ledger):
    with pytest.raises(DecisionsError, match="gkaudit decisions import"):
        open_record(first_ledger)


def test_each_column_is_taken_by_itself_and_what_is_left_is_named(desk, first_ledger):
    path = filled(
        desk,
        first_ledger,
        认定="基本属实",
        备注="看过",
        责任人="甲",
        是否销号="已销",
        整改结果="长" * 2001,
        责任单位="=A1",
    )
    done = desk.take(path)
    assert done.kept == 1
    assert {name: text for name, text in desk.events("handling")[0].data.items() if name == "person"} == {
        "person": "甲"
    }
    assert not {"closed", "result", "unit"} & desk.events("handling")[0].data.keys()
    told = [one.text for one in done.plan.misfits]
    assert sum("“责任单位”中的公式没有保存计算结果" in one for one in told) == 1
    assert sum("应为属实、不属实、待查之一" in one and "“备注”随之没有导入" in one for one in told) == 1
    assert sum("“是否销号”填写的是“已销”" in one for one in told) == 1
    assert sum("“整改结果”应在2000字以内" in one for one in told) == 1
    assert len(told) == 4


def test_a_column_that_another_person_changed_leaves_the_others_of_the_row(desk, first_ledger):
    desk.take(filled(desk, first_ledger, "甲.xlsx", 责任人="甲"), "张三")
    done = desk.take(filled(desk, first_ledger, "乙.xlsx", 责任人="乙", 整改结果="已更正"), "李四")
    assert done.kept == 1
    data = desk.events("handling")[-1].data
    assert (data["person"], data["result"]) == ("甲", "已更正")
    assert "“责任人”在台账写出之后已由他人填为“甲”" in done.plan.conflicts[0].text


def test_a_note_alone_does_not_make_a_colleagues_decision_ones_own(desk, first_ledger):
    desk.take(filled(desk, first_ledger, 认定="属实"), "王某")
    written = desk.ledger()
    done = desk.take(filled(desk, written, 备注="我补充一句"), "李四")
    assert done.kept == 0
    (told,) = done.plan.conflicts
    assert "认定“属实”由王某作出，只改了“备注”" in told.text
    assert desk.take(filled(desk, written, 备注="我补充一句"), "王某").kept == 1
    assert [(event.who, event.note) for event in desk.events()] == [("王某", ""), ("王某", "我补充一句")]
    assert desk.take(filled(desk, desk.ledger(), 认定="不属实", 备注="查原件"), "李四").kept == 1


def test_what_is_closed_too_early_and_days_that_cannot_be_are_told(desk, first_ledger):
    def doubtful(book):
        sheet = book["整改台账"]
        put(sheet, 2, 是否销号="是")
        put(sheet, 3, 认定="不属实", 是否销号="是", 整改期限="2001-02-03")
        put(sheet, 4, 认定="属实", 整改期限="2026年2月30日", 责任人="甲")

    done = desk.take(fill(first_ledger, desk.folder / "l.xlsx", doubtful))
    assert done.kept == 5
    assert ["没有这一天" in one.text for one in done.plan.misfits] == [True]
    told = [(one.number, one.text) for one in done.plan.doubts]
    assert sum(number == 2 and "尚未认定" in text for number, text in told) == 1
    assert sum(number == 3 and "认定为不属实的，无须销号" in text for number, text in told) == 1
    assert sum(number == 3 and "2001-02-03早于认定之日" in text for number, text in told) == 1
    assert [number for number, text in told if "仍在报告中" in text] == [2, 3]
    lines = list(preview(done.plan))
    assert "请核对4处" not in lines[0]
    assert f"请核对{len(told)}处" in lines[0]


def test_a_ledger_of_which_nothing_is_taken_begins_no_record(desk, first_ledger):
    def unfit(book):
        for row in range(2, 32):
            put(book["整改台账"], row, 备注="看过")

    done = desk.take(fill(first_ledger, desk.folder / "l.xlsx", unfit))
    assert not Path(desk.record).exists()
    assert len(done.plan.misfits) == 30
    told = [line for line in preview(done.plan) if "没有选认定" in line]
    assert len(told) == 1
    assert "30行（第2、3、4、" in told[0]


def test_what_was_taken_back_is_taken_from_a_new_ledger_again(desk, first_ledger):
    assert desk.take(filled(desk, first_ledger, 认定="属实", 责任人="甲")).kept == 2
    with open_record(desk.record) as record:
        record.add([decisions.undo(event) for event in record.events()], "张三")
    done = desk.take(filled(desk, desk.ledger(), "新.xlsx", 认定="属实", 责任人="甲"))
    assert (done.kept, done.plan.conflicts) == (2, [])
    assert desk.take(filled(desk, first_ledger, "旧.xlsx", 认定="不属实")).plan.conflicts


@pytest.mark.parametrize("ruled", ["属实", "不属实"])
def test_what_may_be_of_two_organs_is_decided_anew_on_a_ledger_for_each(tmp_path, ruled):
    """The one who decides says the same as whoever decided under the name that both have, or not."""
    text = flat.write(truth.make(5, consistent=False))
    name = audit.read(_written(tmp_path / "任一.txt", text)).agency
    own = f"鼓楼区{name[-3:]}"
    short, long = (Desk(tmp_path / each, tmp_path / each / "报告") for each in ("短", "长"))
    _written(short.reports / "一.txt", text.replace(name, own))
    for city in ("南京市", "徐州市"):
        _written(long.reports / f"{city}.txt", text.replace(name, f"{city}{own}"))
    assert short.take(filled(short, short.ledger(), 认定="不属实", 责任人="甲")).kept == 2
    shutil.copy(short.record, long.record)
    assert all(not one.rulings.standings for one in long.assessed().examined())
    key = short.events()[0].about
    ledger = long.ledger()
    sheet = openpyxl.load_workbook(ledger)["整改台账"]
    at = heads(sheet)
    rows = [n for n in range(2, sheet.max_row + 1) if sheet.cell(n, at["归并编号"]).value == key]
    assert len(rows) == 2
    for row in rows:
        done = long.take(filled(long, ledger, f"{row}.xlsx", row=row, 认定=ruled, 责任人="甲"), "李四")
        assert (done.kept, done.plan.conflicts, done.plan.misfits) == (2, [], [])
    review = long.assessed()
    assert [one.rulings.standings[key].who for one in review.examined()] == ["李四", "李四"]
    assert not any(one.rulings.unsure for one in review.examined())
    again = long.take(filled(long, ledger, "再.xlsx", row=rows[0], 认定="待查", 责任人="乙"), "李四")
    assert (again.kept, again.plan.conflicts) == (2, [])


def _written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_of_two_deadlines_none_holds_until_somebody_writes_one(desk, first_ledger):
    """Whoever joins two records is told that they differ, where the problem stands and in the next ledger."""
    about = subject(first_ledger, evidence=evidence_of(desk, first_ledger))
    first = filled(desk, first_ledger, "甲.xlsx", 认定="属实", 整改期限="2027-01-14", 责任人="赵六")
    assert desk.take(first, "甲").kept == 2
    with open_record(desk.folder / "乙.sqlite") as other:
        other.add([handle(about, {"due": "2027-01-15", "person": "赵六"})], "乙")
    assert main(["decisions", "merge", desk.record, str(desk.folder / "乙.sqlite")]) == 0
    again = desk.take(first, "甲").plan.conflicts
    assert "“整改期限”在台账写出之后两人所填不一致（甲：2027-01-14；乙：2027-01-15），待仲裁" in again[0].text

    book = openpyxl.load_workbook(desk.ledger())
    row = row_of(book["整改台账"])
    assert (row["整改期限"], row["责任人"]) == (None, "赵六")
    assert row["认定情况"] == "属实（甲）；整改期限待仲裁（乙：2027-01-15；甲：2027-01-14）"
    (lost,) = list(book["未能对应的认定"].iter_rows(min_row=2, values_only=True))
    assert "整改期限待仲裁（乙：2027-01-15；甲：2027-01-14）" in lost

    written = desk.folder / "结果" / "ledger.xlsx"
    beside = desk.take(filled(desk, written, "丙.xlsx", 整改结果="已更正"), "丙")
    assert (beside.kept, len(beside.plan.misfits)) == (0, 1)
    assert "请在新的台账中连同“整改期限”一起填写" in beside.plan.misfits[0].text
    assert desk.take(filled(desk, written, "丁.xlsx", 整改结果="已更正", 整改期限="2027-01-20"), "丁").kept == 1
    book = openpyxl.load_workbook(desk.ledger())
    row = row_of(book["整改台账"])
    assert (str(row["整改期限"])[:10], row["整改结果"], row["责任人"]) == ("2027-01-20", "已更正", "赵六")
    assert row["认定情况"] == "属实（甲）"
    assert "未能对应的认定" not in book.sheetnames


def row_of(sheet):
    return {head: sheet.cell(2, column).value for head, column in heads(sheet).items()}


def test_what_is_entered_behind_the_last_step_of_the_review_is_told_before_it_is_kept(desk, first_ledger, capsys):
    about = replace(subject(first_ledger), about="", evidence="")
    for who, stage in (("张三", "first"), ("李四", "second"), ("王五", "final")):
        keep(desk, decisions.move(about, stage, passed=True), who=who)
    ledger = filled(desk, first_ledger, 认定="属实")
    call = ["decisions", "import", str(ledger), "--record", desk.record, "--who", "张三"]
    told = f"终审后又录入（所列报告的终审已完成，照常计入结果）：\n  {about.agency}{about.year}年度报告：1项"
    assert main([*call, "--dry-run"]) == 0
    assert told in capsys.readouterr().out
    assert main(call) == 0
    assert told in capsys.readouterr().out
    # How a fault is put right is for after the last step, as is all where that was taken back.
    assert main(["decisions", "import", str(filled(desk, first_ledger, 整改期限="2025-06-30")), *call[3:]]) == 0
    assert "终审后" not in capsys.readouterr().out
    assert [one.kind for one in desk.events("handling")] == ["handling"]
    (final,) = [one for one in desk.events("review") if one.data["stage"] == "final"]
    keep(desk, decisions.undo(final))
    assert main(["decisions", "import", str(filled(desk, first_ledger, row=3, 认定="属实")), *call[3:]]) == 0
    assert "终审后" not in capsys.readouterr().out
