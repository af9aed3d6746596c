"""What is opened at the desk: by path, folder or dropped files, a finished output; where one left off is found again."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import threading
from pathlib import Path

import pytest

import audit
from audit import desk
from audit.desk import choosing
from audit.errors import UsageError
from audit.pipeline import Review
from audit.present import agency
from audit.render import audit_batch
from tests.desk.sitting import ORGAN, SAMPLES, SOME, samples


def test_all_reports_are_listed_the_worst_of_the_year_first(at_desk, reports):
    parts = at_desk.ask("hello")
    rows = parts["agencies"]["rows"]
    assert parts["whole"]["year"] == 2024
    assert len(rows) == len(SOME)
    assert [row["year"] for row in rows] == [2024] * 4 + [2023]
    assert [row["errors"] for row in rows[:4]] == sorted((row["errors"] for row in rows[:4]), reverse=True)
    report = audit.read(reports / f"{ORGAN}2024.docx")
    assert at_desk.row()["title"].endswith(f"{ORGAN}2024.docx")
    assert report.agency == parts["causes"]["head"]["name"] == rows[0]["name"]


def test_rows_of_one_name_say_what_tells_them_apart(sit, tmp_path):
    """By year, by file, by what counts; whoever has no report says so, and why that is only a doubt."""
    town, street, bureau = "青禾县云岭乡人民政府", "青禾县东明街道办事处", "青禾县气象局"
    names = (f"{town}2024.docx", f"{town}2024（更正）.odt", f"{street}2024.docx", *SOME[:2])
    folder = samples(tmp_path / "报告", names)
    (folder / "另存").mkdir()
    shutil.copy(SAMPLES / f"{ORGAN}2024.docx", folder / "另存")
    (tmp_path / "名录.csv").write_text(
        f"机关名称,类别\n{town},乡镇街道\n{street},乡镇街道\n{bureau},部门\n{ORGAN},部门\n", "utf-8"
    )
    sitting = sit(folder, roster=str(tmp_path / "名录.csv")).opened()
    rows = {row["called"]: row for row in sitting.ask("hello")["agencies"]["rows"]}
    assert set(rows) == {
        f"{town}（…2024.docx，另一份）",
        f"{town}（…2024（更正）.odt）",
        f"{street}（2023年）",
        f"{street}（未报送）",
        f"{bureau}（未报送）",
        f"{ORGAN}（2023年）",
        f"{ORGAN}（2024年，另存/{ORGAN}2024.docx）",
        f"{ORGAN}（2024年，报告/{ORGAN}2024.docx，另一份）",
    }
    counts = sitting.ask("hello")["counts"]
    assert counts == {
        "agencies": "应报4家，已报2家，2家未报",
        "reports": "6份报告，计入2024年度2份，其他年度的报告2份、同一年度的另一份报告2份不计入",
    }
    doubt, fault = rows[f"{street}（未报送）"], rows[f"{bureau}（未报送）"]
    assert (doubt["why"], doubt["is_unscored"], doubt["warnings"]) == ("报送由地方规定，列为疑点", True, 1)
    assert (fault["why"], fault["is_unscored"], fault["errors"]) == ("", False, 1)
    head = sitting.ask("look", agency=doubt["id"])["causes"]["head"]
    assert (head["apart"], head["score_words"]) == ("未报送", "未评分")
    assert "乡镇、街道的报送由地方规定，列为疑点" in head["remarks"][0]
    key = sitting.ask("hello")["causes"]["rows"][0]["key"]
    after = sitting.ask("decide", agency=doubt["id"], key=key, ruling="dismissed")
    assert after["counts"]["agencies"] == "应报4家，已报2家，1家未报，1家未能确定或未到期"
    assert sitting.row(street, 2024)["absence"] == "不作未报送处理"


def test_what_was_read_before_is_open_at_once(at_desk, sit):
    again = sit().opened()
    words = {each["parts"]["reading"]["words"] for each in again.pushed if "reading" in each["parts"]}
    assert words == {"汇总"}
    assert again.row() == at_desk.row()


def test_progress_is_told_with_the_time_that_is_left(sit, tmp_path):
    samples(tmp_path / "新报告", SOME[:3])
    found = [each["parts"].get("reading") for each in sit(tmp_path / "新报告").opened().pushed]
    told = [one for one in found if one and one["total"]]
    assert told[0] == {"done": 0, "total": 3, "left_seconds": None, "words": "读取报告"}
    assert max(one["done"] for one in told) == 3
    assert all(isinstance(one["left_seconds"], int) for one in told if one["done"])


def test_a_fault_of_ours_is_told_to_whoever_waits_for_the_reading(sit, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(agency, "one_problem", broken)
    at_desk = sit()
    at_desk.ask("hello")
    assert at_desk.desk.wait(300)
    assert "工具内部错误" in at_desk.pushed[-1]["fault"]


def test_reading_can_be_stopped(sit, tmp_path):
    samples(tmp_path / "新报告", SOME[:3])
    found = sit(tmp_path / "新报告")
    assert found.ask("hello")["stage"]["name"] == "reading"
    assert found.ask("close")["stage"]["name"] == "choosing"
    assert found.desk.wait(300)
    assert found.ask("hello")["stage"]["name"] == "choosing"


@pytest.mark.parametrize("typed", ['"{}"', "“{}”", "  {}  ", "'{}'"])
def test_a_path_may_have_quotation_marks(sit, reports, typed):
    at_desk = sit()
    at_desk.ask("close")
    at_desk.ask("open", paths=[typed.format(reports)])
    assert at_desk.desk.wait(300)
    assert at_desk.ask("hello")["stage"]["name"] == "open"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("没有这个文件夹", "找不到"),
        (r"C:\Users\王\报告", "找不到"),
        ("", "没有填写"),
        ("\0", "找不到"),
    ],
)
def test_a_path_that_leads_to_nothing_is_told(sit, typed, said):
    at_desk = sit()
    at_desk.ask("close")
    assert said in at_desk.fault("open", paths=[typed])
    assert at_desk.ask("hello")["stage"]["name"] == "choosing"


def test_a_folder_without_reports_is_told_where_one_waits(sit, tmp_path):
    (tmp_path / "空").mkdir()
    at_desk = sit(tmp_path / "空")
    at_desk.ask("hello")
    assert at_desk.desk.wait(300)
    assert "没有找到" in at_desk.pushed[-1]["fault"]
    assert at_desk.pushed[-1]["parts"]["stage"]["name"] == "choosing"


def test_the_desk_is_where_one_left_it_after_a_new_start(at_desk, sit):
    row = at_desk.row("青禾县教育局")
    key = at_desk.causes("青禾县教育局")[1]["key"]
    at_desk.ask("place", agency=row["id"], key=key, filters={"kind": "部门"}, search="局")
    again = sit().shown()
    assert again["place"] == {"agency": row["id"], "key": key, "filters": {"kind": "部门"}, "search": "局"}
    assert (again["causes"]["agency"], again["evidence"]["key"]) == (row["id"], key)


def test_what_is_begun_ahead_of_the_page_is_there_when_it_asks_and_so_is_why_nothing_could_be_opened(sit, tmp_path):
    at_desk = sit()
    at_desk.desk.begin()
    assert at_desk.desk.wait(300)
    assert at_desk.ask("hello")["stage"]["name"] == "open"
    assert at_desk.row()
    empty = tmp_path / "空的"
    empty.mkdir()
    (empty / "坏的.docx").write_text("不是文档", "utf-8")
    for paths, why in ((("没有",), "找不到"), ((str(empty),), "坏的.docx")):
        at_desk = sit(*paths)
        at_desk.desk.begin()
        assert at_desk.desk.wait(300)
        assert why in at_desk.fault("hello")
        assert at_desk.ask("hello")["stage"]["name"] == "choosing"  # told once


def test_what_was_chosen_at_the_desk_is_open_after_a_new_start(sit, reports, tmp_path):
    at_desk = sit("没有")
    assert "找不到" in at_desk.fault("hello")
    at_desk.ask("settings", who="王五")
    at_desk.ask("open", paths=[str(reports)])
    assert at_desk.desk.wait(300)
    found = desk.Desk(desk.Given((), tmp_path), lambda _: None)
    found.answer({"n": 1, "do": "hello"})
    assert found.wait(300)
    parts = found.answer({"n": 2, "do": "hello"})["parts"]
    assert (parts["stage"]["name"], parts["whole"]["who"]) == ("open", "王五")
    assert found.answer({"n": 3, "do": "close"})["parts"]["choosing"]["recent"][0]["paths"] == [str(reports)]
    found = desk.Desk(desk.Given((), tmp_path), lambda _: None)
    assert found.answer({"n": 1, "do": "hello"})["parts"]["stage"]["name"] == "choosing"


def test_desks_of_two_folders_remember_at_once_and_forget_nothing_of_each_other(home, tmp_path):  # noqa: ARG001
    both = [choosing.Memory(tmp_path / name) for name in "一二"]
    for number in range(10):
        opened = [[f"{name}{number}"] for name in "甲乙"]
        jobs = [(one.opened, paths) for one, paths in zip(both, opened, strict=True)]
        threads = [threading.Thread(target=job, args=(paths, {})) for job, paths in jobs]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert [list(one.paths) for one in both] == opened
        assert sorted(both[0].recent()[:2]) == sorted(opened)


def test_a_new_call_opens_what_it_was_given_and_a_reload_what_was_open_then(sit, reports, tmp_path, monkeypatch):
    """Whatever the clock said at each call: it may have been set back since."""
    sit().opened()

    def call(name):
        (tmp_path / name).mkdir()
        for key, path in desk.hand_over(
            tmp_path / name, tmp_path, {"paths": [str(reports / SOME[2])], "who": "李四"}
        ).items():
            os.utime(path, (1, 1))
            monkeypatch.setenv(key, path)

    def rows(*paths):
        found = desk.Desk(desk.given(), lambda _: None)
        found.answer({"n": 1, "do": "hello"})
        assert found.wait(300)
        parts = found.answer({"n": 2, "do": "hello"})["parts"]
        assert parts["whole"]["who"] == "李四"
        if paths:
            found.answer({"n": 3, "do": "open", "paths": paths})
            assert found.wait(300)
        return len(parts["agencies"]["rows"])

    call("起始")
    assert rows(str(reports)) == 1
    assert rows() == len(SOME)
    call("再次")
    assert rows() == 1


def test_settings_are_shown_with_where_they_come_from(tmp_path, monkeypatch):
    (tmp_path / "gkaudit.toml").write_text('assessor = "张三"\nrubric = "通用"\nreview = false\n', "utf-8")
    (tmp_path / "起始").mkdir()
    environment = desk.hand_over(tmp_path / "起始", tmp_path, {"paths": [], "roster": "样例"})
    given = desk.given(environment)
    shown = {one["name"]: (one["value"], one["whence"]) for one in given.settings()}
    assert shown["who"] == ("张三", "gkaudit.toml")
    assert shown["rubric"] == ("通用", "gkaudit.toml")
    assert shown["roster"] == ("样例", "命令所给")
    assert shown["decisions"] == ("核查记录.sqlite", "默认")
    assert not given.is_reviewed
    monkeypatch.chdir(tmp_path)
    assert desk.given({}).who == "张三"
    for path in environment.values():
        Path(path).write_text("{", "utf-8")
    with pytest.raises(UsageError, match="已损坏"):
        desk.given(environment)


def test_folders_are_looked_into_to_choose_among_what_is_there(sit, reports, tmp_path):
    at_desk = sit()
    (tmp_path / "报告").mkdir()
    (tmp_path / ".隐藏").mkdir()
    shown = at_desk.ask("browse", path="")["folder"]
    assert (shown["path"], shown["parent"]) == (str(tmp_path), str(tmp_path.parent))
    assert [(one["name"], one["is_folder"]) for one in shown["entries"]] == [("报告", True)]
    files = at_desk.ask("browse", path=str(reports))["folder"]["entries"]
    assert {one["name"] for one in files} == set(SOME)
    assert "找不到" in at_desk.fault("browse", path="没有")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_names_that_are_no_text_are_listed_and_opened(sit, reports, tmp_path):
    """As unpacking an old archive leaves them behind, in the characters of another code."""
    folder = tmp_path / os.fsdecode("年报".encode("gbk"))
    folder.mkdir()
    shutil.copy(reports / SOME[1], folder / os.fsdecode("水利局.docx".encode("gbk")))
    at_desk = sit()
    (listed,) = (one for one in at_desk.ask("browse", path="")["folder"]["entries"] if one["is_folder"])
    inside = at_desk.ask("browse", path=listed["path"])["folder"]
    json.dumps(inside, ensure_ascii=False).encode("utf-8")
    at_desk.ask("open", paths=[inside["entries"][0]["path"]])
    shown = at_desk.shown()
    assert not [part for part in shown if re.search("[\ud800-\udfff]", json.dumps(shown[part], ensure_ascii=False))]
    assert [row["name"] for row in shown["agencies"]["rows"]] == [ORGAN]


def give(at_desk, files):
    """Drop files on the desk, in pieces."""
    first = True
    for name, data in files.items():
        for at in range(0, len(data), 10_000):
            piece = memoryview(data)[at : at + 10_000]
            found = at_desk.answer("give", [piece], name=name, size=len(data), at=at, first=first)
            assert not found["fault"]
            first = False


def test_files_that_were_dropped_are_kept_and_opened(sit, tmp_path):
    at_desk = sit()
    dropped = {SOME[1]: SOME[1], r"..\..\外面.txt": SOME[2], "/青禾县/" + SOME[1]: SOME[1], SOME[1] + " ": SOME[1]}
    dropped = {name: (SAMPLES / source).read_bytes() for name, source in dropped.items()}
    give(at_desk, {"旧.txt": b"1"})
    give(at_desk, dropped)
    at_desk.ask("open", upload=[{"name": name, "size": len(data)} for name, data in dropped.items()])
    assert at_desk.desk.wait(300)
    (folder,) = (tmp_path / "收到的文件").iterdir()
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files == {SOME[1], "外面.txt", f"青禾县/{SOME[1]}", "青禾县水利局2024(2).docx"}
    assert (folder / SOME[1]).read_bytes() == dropped[SOME[1]]
    rows = at_desk.ask("hello")["agencies"]["rows"]
    assert {row["name"] for row in rows} == {ORGAN, "青禾县教育局"}


def test_whatever_dropped_files_are_called_they_are_kept_under_names_that_may_stand_anywhere(sit, tmp_path):
    at_desk, data = sit(), (SAMPLES / SOME[2]).read_bytes()
    names = (
        "NUL",
        "com1.docx",
        "Aux.2024.txt",
        "长" * 400 + ".txt",
        "/".join(["很长的文件夹" * 9] * 9) + "/一.txt",
        "甲",
        "甲/二.txt",
    )
    give(at_desk, dict.fromkeys(names, data))
    at_desk.ask("open", upload=[{"name": name, "size": len(data)} for name in names])
    assert at_desk.desk.wait(300)
    (folder,) = (tmp_path / "收到的文件").iterdir()
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert len(files) == len(names)
    assert {"NUL_", "com1_.docx", "Aux_.2024.txt", "甲", "二.txt"} <= files
    (deep,) = (name for name in files if name.endswith("/一.txt"))
    assert "很长的文件夹" in deep
    assert len(deep) <= 120
    assert len(at_desk.ask("hello")["agencies"]["rows"]) == len(names)


def test_too_much_is_not_received(sit, tmp_path):
    at_desk = sit()
    assert "没有收全" in at_desk.fault("open", upload=[{"name": "一.txt", "size": 1}])
    give(at_desk, {"一.txt": b"12345"})
    assert "没有收全" in at_desk.fault("open", upload=[{"name": "一.txt", "size": 6}])
    assert "没有收全" in at_desk.fault("give", name="一.txt", size=9, at=3, first=False, buffers=[b"45"])
    many = 250 * 1024**2
    assert "上限" in at_desk.fault("give", name="大.txt", size=many, at=0, first=True, buffers=[b"1"])
    assert not (tmp_path / "收到的文件").exists()
    assert not at_desk.answer("give", [b"1"], name="一.txt", size=many // 2, at=0, first=True)["fault"]
    assert not at_desk.answer("give", [b"1"], name="二.txt", size=many // 2, at=0, first=False)["fault"]
    assert "共300MB" in at_desk.fault("give", name="三.txt", size=many // 2, at=0, first=False, buffers=[b"1"])


@pytest.mark.slow
def test_a_finished_output_opens_what_it_was_made_from(sit, tmp_path):
    folder = samples(tmp_path / "报告", SOME[1:3])
    out = tmp_path / "结果"
    audit_batch([folder], out, workers=1, review=Review(rubric="通用"), date="2025-03-01", progress=False)
    at_desk = sit(out, rubric="").opened()
    assert {row["name"] for row in at_desk.ask("hello")["agencies"]["rows"]} == {ORGAN, "青禾县教育局"}
    assert at_desk.row()["score"]
    assert not [each for each in at_desk.pushed if each["parts"].get("reading", {}).get("total")]
    assert not (out / "核查记录.sqlite").exists()
    at_desk.decide(1)
    assert at_desk.events()
    at_desk.ask("close")
    shutil.move(folder, tmp_path / "别处")
    assert "已不在原处" in at_desk.fault("open", paths=[str(out)])


@pytest.mark.parametrize(
    "message",
    [
        None,
        7,
        [],
        {},
        {"do": []},
        {"do": "look"},
        {"do": "look", "agency": 3},
        {"do": "look", "agency": "nowhere"},
        {"do": "decide", "agency": "nowhere", "key": "x", "ruling": "confirmed"},
        {"do": "decide_alike", "items": [["a"]], "ruling": "confirmed"},
        {"do": "open", "paths": "x"},
        {"do": "open", "paths": [1]},
        {"do": "browse", "path": {}},
        {"do": "browse", "path": "a\0b"},
        {"do": "browse", "path": "~niemand/报告"},
        {"do": "open", "paths": ["\ud800"]},
        {"do": "open", "upload": [{"name": [], "size": {}}]},
        {"do": "merge_record", "path": "长" * 20_000},
        {"do": "settings", "who": 1},
        {"do": "place", "agency": "x" * 100_000},
    ],
)
def test_whatever_is_asked_is_answered_with_a_sentence_at_worst(at_desk, message):
    found = at_desk.desk.answer(message)
    assert set(found) == {"n", "parts", "said", "fault", "occupied"}
    assert found["n"] is None
    assert not any(word in found["fault"] for word in ("Error", "Traceback", "工具内部错误"))
    assert at_desk.ask("hello")["stage"]["name"] in ("open", "choosing")


def test_what_is_kept_changes_nothing_that_is_shown(sit, reports, tmp_path):
    """A second opening, after decisions, a changed file and a file more, shows what one shows that nothing was kept for."""
    folder = shutil.copytree(reports, tmp_path / "来件")
    first = sit(folder).opened()
    first.decide(1, "dismissed", note="与原件核对")
    first.decide(1, "confirmed", name="青禾县教育局")
    path = folder / "青禾县民政局2024.txt"
    path.write_text(path.read_text("utf-8") + "\n本年度转结的申请均已办理。\n", "utf-8")
    shutil.copy(SAMPLES / "青禾县司法局2024.mht", folder)
    sit(folder).opened()
    kept = sit(folder).opened()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
        new = sit(folder).opened()
    for row in new.ask("hello")["agencies"]["rows"]:
        assert kept.row(row["name"], row["year"]) == row
        assert kept.causes(row["name"], row["year"]) == new.causes(row["name"], row["year"])
        points = [desk.ask("score", agency=row["id"])["score"] for desk in (kept, new)]
        # No two reviews of a process have a number of their states in common, and nobody sees these.
        assert points[0].pop("state") != points[1].pop("state")
        assert points[0] == points[1]
