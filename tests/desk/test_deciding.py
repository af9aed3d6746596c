"""What is decided at the desk is in the record at once, is shown as the record has it, and can be taken back."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from audit import decisions
from audit.decisions import NAME, open_record
from audit.errors import DecisionsError
from tests.desk.sitting import ORGAN, SAMPLES, Sitting
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.roots import ROOT


def states(rows):
    return [row["state"] for row in rows]


def test_a_decision_is_kept_before_it_is_shown_as_saved(at_desk):
    before = at_desk.row()
    parts = at_desk.decide(1, "confirmed", note="与原件核对", reason="与原件一致")
    (event,) = at_desk.events()
    assert event.data["title"] == at_desk.causes()[0]["headline"]
    assert (event.who, event.data["ruling"], event.note, event.agency) == ("张三", "confirmed", "与原件核对", ORGAN)
    assert parts["saved"]["at"]
    assert parts["causes"]["rows"][0]["state"] == "confirmed"
    assert parts["evidence"]["history"][0]["words"] == "属实：与原件一致；与原件核对"
    row = at_desk.row()
    assert (row["decided"], row["causes"]) == (1, before["causes"])
    assert row in parts["agencies_changed"]["rows"]
    # That nobody has decided stands beside the card, and not in it once more.
    card = at_desk.ask("look", agency=row["id"], key=at_desk.causes()[1]["key"])["evidence"]
    assert card["state_name"] == "未认定"
    assert "未认定" not in card["html"]


def test_no_reason_contradicts_that_there_is_no_fault(at_desk):
    reasons = at_desk.ask("hello")["whole"]["reasons"]
    assert "识读有误" in reasons
    assert not {"与原件一致", "需向单位核实"} & set(reasons)


def test_what_is_taken_back_is_named_and_gone_to(at_desk, sit):
    at_desk.decide(2, "pending", name="青禾县教育局")
    headline, row = at_desk.causes("青禾县教育局")[1]["headline"], at_desk.row("青禾县教育局")["id"]
    at_desk.ask("move", agency=at_desk.row()["id"], stage="first", passed=True)
    at_desk.causes("青禾县民政局")
    told = at_desk.answer("undo")
    assert told["said"] == f"已撤销：{ORGAN}2024年度报告的“初审通过”。"
    assert told["parts"]["go"]["agency"] == at_desk.row()["id"]

    # What was entered at an earlier sitting is shown before it is taken back.
    later = sit().opened()
    later.causes()
    told = later.answer("undo")
    assert f"青禾县教育局2024年度报告的“待查”（{headline}），尚未撤销" in told["said"]
    assert told["parts"]["go"] == {"agency": row, "key": later.causes("青禾县教育局")[1]["key"]}
    assert states(later.causes("青禾县教育局"))[1] == "pending"
    assert later.answer("undo")["said"].startswith("已撤销：青禾县教育局")
    assert states(later.causes("青禾县教育局"))[1] == "open"


def test_what_is_no_fault_costs_no_points(at_desk):
    before = at_desk.row()
    points = at_desk.causes()[0]["points"]
    at_desk.decide(1, "dismissed")
    after = at_desk.row()
    assert points == "扣4.00分"
    assert float(after["score"]) == float(before["score"]) + 4
    assert after["errors"] == before["errors"] - 1
    assert at_desk.causes()[0]["points"] == ""


def test_that_a_file_is_incomplete_costs_its_organ_nothing_and_has_the_whole_one_asked_for(sit, tmp_path):
    whole = (SAMPLES / "青禾县教育局2024.txt").read_text("utf-8")
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "青禾县教育局2024.txt").write_text(whole[: len(whole) * 6 // 10], "utf-8")
    desk = sit(tmp_path / "报告").opened()
    name = "青禾县教育局"
    before, (cause, *_) = desk.row(name), desk.causes(name)
    assert "文件似不完整" in cause["headline"]
    assert cause["level"] == "open"
    parts = desk.decide(1, "confirmed", name=name)
    after, (confirmed, *_) = desk.row(name), desk.causes(name)
    assert (confirmed["state"], confirmed["level"], confirmed["points"]) == ("confirmed", "open", cause["points"])
    assert parts["evidence"]["proposal"] == "请重新提供完整文件。"
    counted = ("errors", "warnings", "open", "score")
    assert [after[one] for one in counted] == [before[one] for one in counted]


def test_the_last_thing_is_taken_back_and_then_the_one_before(at_desk):
    at_desk.decide(1)
    at_desk.decide(1, "dismissed")
    at_desk.decide(2, "pending")
    first = at_desk.answer("undo")
    assert "“待查”" in first["said"]
    assert states(at_desk.causes())[:2] == ["dismissed", "open"]
    at_desk.ask("undo")
    assert states(at_desk.causes())[:2] == ["confirmed", "open"]
    at_desk.ask("undo")
    assert states(at_desk.causes())[:2] == ["open", "open"]
    assert "没有可以撤销" in at_desk.fault("undo")
    assert len(at_desk.events()) == 6


def test_only_what_one_entered_oneself_is_taken_back(at_desk):
    at_desk.decide(1)
    at_desk.ask("settings", who="李四")
    assert "没有可以撤销" in at_desk.fault("undo")
    at_desk.decide(1, "dismissed")
    at_desk.ask("undo")
    assert states(at_desk.causes())[0] == "confirmed"


def test_many_alike_are_decided_as_one_and_taken_back_as_one(sit):
    at_desk = sit(str(ROOT / "data" / "samples")).opened()
    counted = {}
    for row in at_desk.ask("hello")["agencies"]["rows"]:
        for cause in at_desk.causes(row["name"], row["year"]):
            if cause["alike"]:
                counted[row["id"], cause["key"]] = cause["alike"]
    (agency, key), number = max(counted.items(), key=lambda one: one[1])
    alike = at_desk.ask("alike", agency=agency, key=key)["alike"]
    assert (len(alike["rows"]), f"还有{number}处" in alike["words"]) == (number, True)
    items = [[agency, key], *([row["agency"], row["key"]] for row in alike["rows"])]
    found = at_desk.answer("decide_alike", items=items, ruling="confirmed", reason="与原件一致")
    assert f"已将{number + 1}处" in found["said"]
    assert len({event.group for event in at_desk.events()}) == 1
    assert at_desk.ask("alike", agency=agency, key=key)["alike"]["rows"] == []
    assert f"等{number + 1}处" in at_desk.answer("undo")["said"]
    assert len(at_desk.ask("alike", agency=agency, key=key)["alike"]["rows"]) == number
    assert "没有可以撤销" in at_desk.fault("undo")


def test_a_note_and_the_words_for_the_organ_go_with_the_decision(at_desk):
    agency, key = at_desk.row()["id"], at_desk.causes()[0]["key"]
    assert "请先选" in at_desk.fault("note", agency=agency, key=key, note="核对过")
    proposal = at_desk.ask("look", agency=agency, key=key)["evidence"]["proposal"]
    assert proposal == "表三“（一）予以公开”“自然人”由15改为12。"
    at_desk.decide(1)
    at_desk.ask("note", agency=agency, key=key, note="核对过")
    shown = at_desk.ask("propose", agency=agency, key=key, proposal="请改为12件。")["evidence"]
    assert (shown["state"], shown["note"], shown["proposal"]) == ("confirmed", "核对过", "请改为12件。")
    assert "改正意见：请改为12件。" in shown["html"]
    shown = at_desk.decide(1, "pending")["evidence"]
    assert (shown["note"], shown["proposal"]) == ("核对过", "请改为12件。")
    shown = at_desk.ask("note", agency=agency, key=key, note=" ")["evidence"]
    assert (shown["note"], shown["proposal"]) == ("", "请改为12件。")
    assert shown["history"][-1]["words"] == "待查：清空备注"
    at_desk.ask("undo")
    assert at_desk.ask("look", agency=agency, key=key)["evidence"]["note"] == "核对过"


def test_who_agrees_or_looks_further_leaves_the_note_and_the_words_of_the_one_before(at_desk, sit):
    agency, key = at_desk.row()["id"], at_desk.causes()[0]["key"]
    at_desk.decide(1, note="核对过", proposal="请改为12件。")
    other = sit(who="李四").opened()
    for ruling in ("confirmed", "pending"):
        shown = other.decide(1, ruling)["evidence"]
        assert (shown["state"], shown["note"], shown["proposal"]) == (ruling, "核对过", "请改为12件。")
        assert shown["note_by"].startswith("张三，")
        assert shown["proposal_by"].startswith("张三，")
        assert "备注（张三，" in shown["html"]
        assert "改正意见（张三，" in shown["html"]
        assert other.causes()[0]["note"] == "核对过（张三）"
    assert [event.note for event in other.events()] == ["核对过", "", ""]
    # Saving what stands makes nobody its author; whoever words it anew is.
    assert other.ask("note", agency=agency, key=key, note="核对过")["evidence"]["note_by"].startswith("张三，")
    shown = other.ask("propose", agency=agency, key=key, proposal="改为13件。")["evidence"]
    assert (shown["note"], shown["proposal"], shown["proposal_by"]) == ("核对过", "改为13件。", "")
    other.ask("undo")
    shown = other.ask("look", agency=agency, key=key)["evidence"]
    assert (shown["proposal"], shown["proposal_by"][:2]) == ("请改为12件。", "张三")


def test_who_overrules_somebody_leaves_his_note_and_words_to_the_history_until_he_takes_that_back(at_desk, sit):
    at_desk.decide(1, note="核对过", proposal="请改为12件。")
    other = sit(who="李四").opened()
    shown = other.decide(1, "dismissed")["evidence"]
    assert (shown["note"], shown["note_by"], shown["proposal"], shown["proposal_by"]) == ("", "", "", "")
    assert "备注（" not in shown["html"]
    assert other.causes()[0]["note"] == ""
    assert any("核对过" in line["words"] for line in shown["history"])
    # Who comes back to the first ruling does not bring it back; whoever takes back what overruled it does.
    shown = other.decide(1, "confirmed")["evidence"]
    assert "核对过" not in shown["note"]
    other.ask("undo")
    other.ask("undo")
    assert other.causes()[0]["note"] == "核对过"


def test_what_somebody_else_decided_is_not_reworded(at_desk, sit):
    at_desk.decide(1)
    other = sit(who="李四").opened()
    agency, key = other.row()["id"], other.causes()[0]["key"]
    assert "张三" in other.fault("note", agency=agency, key=key, note="补充")
    assert len(other.events()) == 1


def test_what_others_enter_is_shown_with_the_next_thing_that_is_looked_at(at_desk, sit):
    other = sit(who="李四").opened()
    other.decide(1, "dismissed", note="口径不同")
    key = at_desk.causes()[1]["key"]
    other.decide(2, "pending")
    parts = at_desk.ask("look", agency=at_desk.row()["id"], key=key)
    assert parts["evidence"]["state"] == "pending"
    assert [row["who"] for row in at_desk.causes()][:2] == ["李四", "李四"]


def test_nothing_is_undone_past_what_somebody_else_entered_meanwhile(at_desk, sit):
    at_desk.decide(1, "confirmed")
    sit(who="李四").opened().decide(1, "dismissed")
    found = at_desk.answer("undo")
    assert "李四" in found["fault"]
    assert found["parts"]["causes"]["rows"][0]["state"] == "dismissed"
    assert [event.kind for event in at_desk.events()] == ["decision", "decision"]


def test_nobody_decides_on_what_somebody_else_decided_without_having_seen_it(at_desk, sit):
    other = sit(who="李四").opened()
    agency, key = at_desk.row()["id"], at_desk.causes()[0]["key"]
    other.decide(1, "dismissed")
    found = at_desk.answer("decide", agency=agency, key=key, ruling="confirmed")
    assert "李四" in found["fault"]
    assert "saved" not in found["parts"]
    assert found["parts"]["causes"]["rows"][0]["state"] == "dismissed"
    assert len(at_desk.events()) == 1
    assert (
        at_desk.ask("decide", agency=agency, key=key, ruling="confirmed")["causes"]["rows"][0]["state"] == "confirmed"
    )


def test_what_a_roster_calls_by_another_name_is_the_same_to_two_who_work_at_once(at_desk, sit, tmp_path):
    roster = tmp_path / "名录.csv"
    roster.write_text(f"机关,曾用名\n青禾县水务局,{ORGAN}\n", "utf-8")
    other = sit(who="李四", roster=str(roster)).opened()
    row = other.row("青禾县水务局")["id"]
    (cause, *_) = other.causes("青禾县水务局")
    at_desk.decide(1, "dismissed")
    assert cause["key"] not in {one["key"] for one in at_desk.causes()}
    assert "张三刚刚对同一事项" in other.fault("decide", agency=row, key=cause["key"], ruling="confirmed")
    assert [event.who for event in at_desk.events()] == ["张三"]


def test_what_may_be_another_organ_s_of_the_same_name_is_neither_in_the_way_nor_taken_back(sit, tmp_path):
    known, names = truth.make(3), ("南京市鼓楼区教育局", "徐州市鼓楼区教育局")
    (tmp_path / "两家").mkdir()
    for name in names:
        (tmp_path / "两家" / f"{name}.txt").write_text(flat.write(known).replace(known.body.name, name), "utf-8")
    with open_record(tmp_path / NAME) as record:
        whole = decisions.DecisionSubject("鼓楼区教育局", known.year)
        record.add([decisions.move(whole, "first", passed=True)], "李四")
        record.add([decisions.award(replace(whole, about="问题与措施质量"), "1")], "张三")
    at_desk = sit(tmp_path / "两家").opened()
    for name in names:
        row = at_desk.row(name, known.year)["id"]
        at_desk.ask("look", agency=row)
        (step,) = at_desk.ask("hello")["causes"]["head"]["moves"]
        assert step["words"] == "初审通过"
        assert not at_desk.answer("move", agency=row, stage="first", passed=True)["fault"]
        assert at_desk.row(name, known.year)["stage"] == "初审已完成"
        assert "还没有人工评分" in at_desk.fault("award", agency=row, item="问题与措施质量", points="")


def test_two_who_decided_apart_are_in_dispute_until_somebody_settles_it(at_desk):
    cause = at_desk.causes()[0]
    at_desk.decide(1)
    (event,) = at_desk.events()
    with open_record(at_desk.folder / NAME) as record:
        theirs = replace(event, uuid="theirs", who="李四", data={**event.data, "ruling": "dismissed"}, sequence=0)
        record.take_over([theirs])
    assert at_desk.ask("look", agency=at_desk.row()["id"], key=cause["key"])["evidence"]["state"] == "disputed"
    assert at_desk.decide(1, "dismissed")["causes"]["rows"][0]["state"] == "dismissed"


def test_points_in_dispute_are_open_and_the_list_of_differences_names_the_agency_and_who_gave_what(at_desk):
    agency, item = at_desk.row()["id"], "问题与措施质量"
    first = at_desk.ask("award", agency=agency, item=item, points="4", note="缺座谈记录")
    whole = first["score"]["total"]
    (event,) = at_desk.events()
    with open_record(at_desk.folder / NAME) as record:
        theirs = replace(event, uuid="theirs", who="李四", note="措施空泛", data={"points": "3"}, sequence=0)
        record.take_over([theirs])
    told = at_desk.ask("differences")["differences"]["words"]
    assert f"“{item}”" in told
    assert "张三4分" in told
    assert "李四3分" in told
    score = at_desk.ask("score", agency=agency)["score"]
    assert "～" in score["total"] != whole
    (shown,) = (one for one in score["items"] if one["item"] == item)
    assert shown["points"] == ""
    assert "按3～4分计" in shown["words"]
    # The words of another are beside the box, not in it, and stay with his points.
    assert shown["note"] == ""
    assert "评分说明（李四，" in shown["words"]
    (settled,) = (
        one
        for one in at_desk.ask("award", agency=agency, item=item, points="4", note="")["score"]["items"]
        if one["item"] == item
    )
    assert (settled["note"], settled["points"]) == ("缺座谈记录", "4.00")
    assert "措施空泛" not in settled["words"]


def test_what_could_not_be_written_is_told_and_not_shown_as_saved(at_desk, monkeypatch):
    at_desk.decide(1)

    def full(*_, **__):
        raise DecisionsError("磁盘已满，没有写入。")

    with monkeypatch.context() as patch:
        patch.setattr(decisions.Record, "add", full)
        agency, key = at_desk.row()["id"], at_desk.causes()[1]["key"]
        found = at_desk.answer("decide", agency=agency, key=key, ruling="confirmed")
    assert found["fault"] == "磁盘已满，没有写入。"
    assert found["parts"] == {}
    assert states(at_desk.causes())[:2] == ["confirmed", "open"]


def test_whoever_decides_has_a_name(sit):
    at_desk = sit(who="").opened()
    agency, key = at_desk.row()["id"], at_desk.causes()[0]["key"]
    assert "姓名" in at_desk.fault("decide", agency=agency, key=key, ruling="confirmed")
    assert not (at_desk.folder / NAME).exists()
    at_desk.ask("settings", who="王五")
    at_desk.decide(1)
    assert at_desk.events()[0].who == "王五"


def test_a_new_desk_shows_what_was_decided_at_another(at_desk, sit):
    """Row by row what is worked out anew from the record is what was shown after each single event."""
    at_desk.decide(1, "dismissed", note="口径不同")
    at_desk.decide(2, "confirmed", name="青禾县教育局")
    at_desk.decide(1, "pending", name="青禾县民政局")
    at_desk.ask("undo")
    at_desk.decide(3, "confirmed")
    agency = at_desk.row()["id"]
    for key in ("applications.granted.natural", "applications.partial.natural"):
        found = at_desk.answer("correct", agency=agency, cell=key, corrected="12", why="误识")
        assert not found["fault"]
    at_desk.ask("undo")
    other = sit().opened()
    anew, before = ({row["id"]: row for row in one.ask("hello")["agencies"]["rows"]} for one in (other, at_desk))
    assert anew == before
    for row in other.ask("hello")["agencies"]["rows"]:
        assert other.causes(row["name"], row["year"]) == at_desk.causes(row["name"], row["year"])


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
@pytest.mark.usefixtures("home")
def test_what_was_told_to_be_saved_outlives_a_kill(tmp_path, reports):
    text = (
        "import os, signal, sys\n"
        "from tests.desk.sitting import Sitting\n"
        "at_desk = Sitting(__import__('pathlib').Path(sys.argv[1]), [sys.argv[2]]).opened()\n"
        "assert at_desk.decide(1)['saved']\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    report = str(reports)
    done = subprocess.run([sys.executable, "-c", text, str(tmp_path), report], check=False, cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    at_desk = Sitting(tmp_path, [report]).opened()
    assert at_desk.causes()[0]["state"] == "confirmed"


def test_a_record_that_was_moved_away_is_told_and_nothing_is_entered_into_thin_air(at_desk):
    at_desk.decide(1)
    agency, keys = at_desk.row()["id"], [cause["key"] for cause in at_desk.causes()]
    path = at_desk.folder / NAME
    path.rename(at_desk.folder / "移走.sqlite")
    assert "已被移走" in at_desk.fault("decide", agency=agency, key=keys[1], ruling="confirmed")
    shown = at_desk.answer("look", agency=agency, key=keys[0])
    assert "已被移走" in shown["fault"]
    assert shown["parts"]["evidence"]["state"] == "confirmed"
    (at_desk.folder / "移走.sqlite").rename(path)
    at_desk.decide(2)
    assert len(at_desk.events()) == 2


def test_an_older_copy_put_back_into_the_record_is_told(at_desk, reports):
    """As programs that keep folders alike write it: into the very file that is open."""
    at_desk.decide(1)
    path, copy = at_desk.folder / NAME, at_desk.folder / "以前.sqlite"
    shutil.copyfile(path, copy)
    at_desk.decide(2)
    agency, keys = at_desk.row()["id"], [cause["key"] for cause in at_desk.causes()]
    shutil.copyfile(copy, path)
    assert "另一份内容" in at_desk.fault("decide", agency=agency, key=keys[2], ruling="confirmed")
    assert "另一份内容" in at_desk.fault("look", agency=agency, key=keys[1])
    assert "另一份内容" in at_desk.answer("hello")["fault"]
    assert len(at_desk.events()) == 1
    at_desk.ask("open", paths=[str(reports)])
    assert [cause["state"] for cause in at_desk.opened().causes()][:2] == ["confirmed", "open"]


@pytest.mark.slow
def test_a_team_decides_in_one_database(sit, server):
    """What one enters in PostgreSQL is there for the other, who is not let to overwrite it unseen."""
    address = server("desk")
    one, other = (sit(who=who, decisions=address).opened() for who in ("张三", "李四"))
    agency, key = one.row()["id"], one.causes()[0]["key"]
    one.decide(1, "dismissed", note="口径不同")
    assert "张三" in other.fault("decide", agency=agency, key=key, ruling="confirmed")
    assert other.ask("look", agency=agency, key=key)["evidence"]["history"][0]["who"] == "张三"
    assert other.ask("decide", agency=agency, key=key, ruling="confirmed")["evidence"]["state"] == "confirmed"
    assert one.causes()[0]["who"] == "李四"
    assert "geheim" not in str(one.ask("hello"))


def test_what_people_wrote_with_a_full_stop_is_a_clause_of_our_sentences(at_desk, sit):
    at_desk.decide(1, note="与原件不符。须改正。", proposal="请改正。")
    at_desk.ask("look", agency=at_desk.row()["id"], key=at_desk.causes()[0]["key"])
    (step,) = at_desk.ask("hello")["evidence"]["history"]
    assert step["words"] == "属实：与原件不符。须改正；改正意见：请改正"
    at_desk.ask("move", agency=at_desk.row()["id"], stage="first", passed=True)
    other = sit(who="李四").opened()
    other.ask("move", agency=other.row()["id"], stage="second", passed=False, note="请附原件。")
    assert "：请附原件），待重新初审" in other.row()["status_words"]
    # What stands in its own field is as it was written.
    assert (
        other.ask("look", agency=other.row()["id"], key=other.causes()[0]["key"])["evidence"]["note"]
        == "与原件不符。须改正。"
    )


def test_what_was_decided_on_another_organ_of_the_same_short_name_counts_nowhere_until_a_person_takes_it_over(
    sit, tmp_path
):
    known, full, short = truth.make(3), "南京市鼓楼区教育局", "鼓楼区教育局"
    wrong = replace(known, cells=known.cells | {"applications.received.total": "9999"})
    for name in (full, short):
        (tmp_path / name).mkdir()
        (tmp_path / name / "报告.txt").write_text(flat.write(wrong).replace(known.body.name, name), "utf-8")
    first = sit(tmp_path / full).opened()
    row = first.row(full, known.year)["id"]
    keys = [one["key"] for one in first.causes(full, known.year)]
    for key in keys:
        first.ask("decide", agency=row, key=key, ruling="confirmed", note="看过原件")
    first.ask("award", agency=row, item="问题与措施质量", points="1")

    other = sit(tmp_path / short, who="李四").opened()
    row = other.row(short, known.year)["id"]
    parts = other.ask("look", agency=row) | other.ask("hello")
    assert {one["state"] for one in parts["causes"]["rows"]} == {"open"}
    assert [one["key"] for one in parts["causes"]["rows"]] == keys
    assert not parts["evidence"]["history"]
    head = parts["causes"]["head"]
    told = f"没有计入：录入时的机关名称为“{full}”，分不清属于本机关还是同名的其他机关"
    assert len([one for one in head["remarks"] if told in one]) == 1
    # Nothing of it is taken back there either.
    assert "没有可以撤销的录入" in other.fault("undo")
    assert head["adopting"]
    # Each record is listed before it is taken over, and nothing but what was listed is.
    listed = other.ask("adoptable", agency=row)["adoptable"]
    assert not listed["elsewhere"]
    decided = [one for one in listed["rows"] if one["kind"] == "认定"]
    assert [one["on"] for one in decided] == [one["headline"] for one in parts["causes"]["rows"]]
    assert {(one["words"], one["who"], one["agency"]) for one in decided} == {("属实：看过原件", "张三", full)}
    assert [(one["on"], one["words"]) for one in listed["rows"] if one not in decided] == [("问题与措施质量", "1分")]
    assert "已不相同，没有沿用" in other.fault("adopt", agency=row, records=[listed["rows"][0]["uuid"]], again=False)
    parts = other.ask("adopt", agency=row, records=[one["uuid"] for one in listed["rows"]], again=False)
    assert {one["state"] for one in parts["causes"]["rows"]} == {"confirmed"}
    (told,) = parts["evidence"]["history"]
    assert told["who"] == "李四"
    assert re.fullmatch(rf"属实（沿用张三\d{{4}}-\d\d-\d\d对“{full}”的认定）：看过原件", told["words"])
    # So it is told on the card, as pages print it, and where points are given.
    assert re.search(rf"沿用张三[-\d]{{10}}对“{full}”的认定", parts["evidence"]["html"])
    (item,) = [one for one in other.ask("score", agency=row)["score"]["items"] if one["item"] == "问题与措施质量"]
    assert re.search(rf"沿用张三[-\d]{{10}}对“{full}”的人工评分", item["words"])
    other.ask("look", agency=row)
    assert not parts["causes"]["head"]["adopting"]
    assert {one.who for one in other.events() if one.agency == full} == {"张三"}
    # It is taken back at once, and nothing has changed where it was entered.
    other.ask("undo")
    assert {one["state"] for one in other.causes(short, known.year)} == {"open"}
    assert {one["state"] for one in first.causes(full, known.year)} == {"confirmed"}
    assert [one["who"] for one in first.ask("hello")["evidence"]["history"]] == ["张三"]


def test_what_another_organ_took_over_already_is_taken_over_after_a_second_question_alone(sit, tmp_path):
    known, short, one, two = truth.make(3), "鼓楼区教育局", "南京市鼓楼区教育局", "徐州市鼓楼区教育局"
    wrong = replace(known, cells=known.cells | {"applications.received.total": "9999"})
    for name in (short, one, two):
        (tmp_path / name).mkdir()
        (tmp_path / name / "报告.txt").write_text(flat.write(wrong).replace(known.body.name, name), "utf-8")
    first = sit(tmp_path / short).opened()
    key = first.causes(short, known.year)[0]["key"]
    first.ask("decide", agency=first.row(short, known.year)["id"], key=key, ruling="confirmed")
    for name, who in ((one, "李四"), (two, "王五")):
        desk = sit(tmp_path / name, who=who).opened()
        row = desk.row(name, known.year)["id"]
        listed = desk.ask("adoptable", agency=row)["adoptable"]
        records = [each["uuid"] for each in listed["rows"]]
        if name == two:
            assert f"已为其他机关沿用：“{one}”（李四，" in listed["elsewhere"]
            assert [len(each["elsewhere"]) for each in listed["rows"]] == [1]
            assert f"“{one}”（李四，" in desk.fault("adopt", agency=row, records=records, again=False)
            assert desk.causes(name, known.year)[0]["state"] == "open"
        desk.ask("adopt", agency=row, records=records, again=name == two)
        assert desk.causes(name, known.year)[0]["state"] == "confirmed"
    # What was taken back there is nothing to ask about.
    desk.ask("undo")
    other = sit(tmp_path / one, who="李四").opened()
    for _ in range(2):  # what is of an earlier sitting is shown first
        other.ask("undo")
    assert not desk.ask("adoptable", agency=row)["adoptable"]["elsewhere"]


def test_a_corrected_cell_that_is_taken_over_counts_in_the_file_of_the_correction_alone(sit, tmp_path):
    known, names = truth.make(3), ("南京市鼓楼区教育局", "鼓楼区教育局")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "报告.txt").write_text(flat.write(known).replace(known.body.name, name), "utf-8")
    first, other = (sit(tmp_path / name).opened() for name in names)
    cell, row = "litigation.review.upheld", other.row(names[1], known.year)["id"]
    first.ask("correct", agency=first.row(names[0], known.year)["id"], cell=cell, corrected="44", why="误识")
    other.ask("look", agency=row)
    assert other.ask("hello")["causes"]["head"]["adopting"]
    (listed,) = other.ask("adoptable", agency=row)["adoptable"]["rows"]
    assert listed["words"] == "更正为“44”：误识"
    other.ask("adopt", agency=row, records=[listed["uuid"]], again=False)
    told = str(other.ask("cells", agency=row)["cells"])
    assert "1处更正没有采用，须重新核对" in told
    assert "'44'" not in told


def test_the_same_decision_once_more_is_no_event(at_desk, sit):
    at_desk.decide(1, "confirmed", reason="与原件一致")
    row, key = at_desk.row()["id"], at_desk.causes()[0]["key"]
    for _ in range(3):
        assert "已认定为“属实”" in at_desk.answer("decide", agency=row, key=key, ruling="confirmed")["said"]
    assert len(at_desk.events()) == 1
    # What is new is kept: another reason, a note, another person, another decision.
    at_desk.decide(1, "confirmed", note="看过原件")
    sit(who="李四").opened().decide(1, "confirmed")
    at_desk.decide(1, "confirmed")
    at_desk.decide(1, "pending")
    assert [(one.who, one.data["ruling"]) for one in at_desk.events()[1:]] == [
        ("张三", "confirmed"), ("李四", "confirmed"), ("张三", "confirmed"), ("张三", "pending"),
    ]  # fmt: skip
