"""gkaudit decisions: two people's records joined and compared, agencies drawn."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from audit.__main__ import main
from audit.decisions import DecisionSubject, correct, decide, handle, open_record, undo
from audit.schema import contract
from tests.generate.contract.build import json_schema
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.generate.samples.build import DATA


def kept(path, who, rulings):
    with open_record(path) as record:
        subjects = [DecisionSubject("青禾县水利局", 2024, f"c{number}", "e") for number in range(len(rulings))]
        record.add([decide(one, ruling, "原件如此") for one, ruling in zip(subjects, rulings, strict=True)], who)
    return str(path)


@pytest.fixture
def both(tmp_path):
    ours = kept(tmp_path / "甲.sqlite", "甲", ["confirmed", "confirmed", "dismissed", "pending"])
    theirs = kept(tmp_path / "乙.sqlite", "乙", ["confirmed", "dismissed", "dismissed"])
    return ours, theirs


def test_records_are_compared_before_they_are_joined(both, capsys):
    assert main(["decisions", "compare", *both]) == 0
    told = capsys.readouterr().out
    assert "共同认定3处，一致2处（66.7%），κ为0.40" in told
    assert "只有第一份认定的1处" in told
    assert "青禾县水利局2024年，问题c1：甲认定为属实（原件如此）；乙认定为不属实（原件如此）" in told


def test_a_difference_is_named_as_the_problem_was_and_records_that_were_joined_are_told(both, capsys):
    for path, who, ruling in zip(both, "甲乙", ("confirmed", "dismissed"), strict=True):
        entry = decide(DecisionSubject("青禾县民政局", 2024, "d", "e"), ruling)
        with open_record(path) as record:
            record.add([replace(entry, data={**entry.data, "title": "表三总计不等于各项之和"})], who)
    assert main(["decisions", "compare", *both]) == 0
    told = capsys.readouterr()
    assert "1. 青禾县民政局2024年，“表三总计不等于各项之和”：" in told.out
    assert "合并过" not in told.err
    main(["decisions", "merge", *both])
    capsys.readouterr()
    assert main(["decisions", "compare", *both]) == 0
    assert "有4条相同的记载，合并过" in capsys.readouterr().err


def test_records_are_joined_once(both, capsys):
    assert main(["decisions", "merge", *both]) == 0
    told = capsys.readouterr().err
    assert "新增3条，原有的0条不重复" in told
    assert "其中1处问题两人认定不一致，列为待仲裁" in told
    # What is still to be settled is told after every merge, with where it is found, and beside what is compared.
    assert "待仲裁的共1处：见核查台的“不一致”" in told
    assert main(["decisions", "merge", *both]) == 0
    again = capsys.readouterr().err
    assert "新增0条，原有的3条不重复" in again
    assert "其中1处" not in again
    assert "待仲裁的共1处：见核查台的“不一致”" in again
    assert main(["decisions", "compare", *both]) == 0
    assert f"“{both[0]}”中有1处待仲裁，没有参加比较" in capsys.readouterr().err
    assert main(["decisions", "merge", both[0], both[0]]) == 2
    assert "同一份人工记录" in capsys.readouterr().err
    assert main(["decisions", "merge", both[0], "没有.sqlite"]) == 3
    assert "没有人工记录文件" in capsys.readouterr().err


def test_the_report_that_counts_is_chosen_at_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    town = "青禾县云岭乡人民政府"
    for name in (f"{town}2024.docx", f"{town}2024（更正）.odt"):
        shutil.copy(DATA / "samples" / name, tmp_path)
    choose, check = (
        ["decisions", "choose", f"{town}2024.docx"],
        ["check", f"{town}2024.docx", f"{town}2024（更正）.odt"],
    )
    assert main(check) == 0
    assert f"计入评分和汇总的是“{town}2024（更正）.odt”" in "".join(capsys.readouterr().out.split())
    assert main(choose) == 2
    assert not (tmp_path / "核查记录.sqlite").exists()
    assert main([*choose, "--who", "张三"]) == 0
    told = capsys.readouterr().err
    assert f"{town}2024年度：张三选定以“{town}2024.docx”为准。" in told
    # The call reads the file that is chosen and no other one: whether there are others is not known to it.
    assert "该机关该年度只有这一份报告的，选定不影响结果" in "".join(told.split())
    assert main(check) == 0
    told = "".join(capsys.readouterr().out.split())
    assert f"计入评分和汇总的是“{town}2024.docx”（张三，" in told
    # The same again changes nothing; another one says what it takes the place of.
    assert main([*choose, "--who", "张三"]) == 0
    assert "人工记录没有变化" in capsys.readouterr().err
    assert main(["decisions", "choose", f"{town}2024（更正）.odt", "--who", "李四"]) == 0
    said = capsys.readouterr().err
    assert f"李四选定以“{town}2024（更正）.odt”为准；代替原来的选定：张三，" in said
    assert main(check) == 0
    assert f"计入评分和汇总的是“{town}2024（更正）.odt”（李四，" in "".join(capsys.readouterr().out.split())


def test_what_cannot_count_is_not_chosen(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "几份").mkdir()
    (tmp_path / "几份" / "空.docx").write_bytes(b"")
    (tmp_path / "几份" / "无.docx").write_bytes(b"")
    for path, why in (
        ("几份", "请只给出据以计入的那一份报告的文件"),
        ("几份/空.docx", "未能读取，不能计入"),
        ("没有.docx", "没有.docx"),
    ):
        assert main(["decisions", "choose", path, "--who", "张三"]) == 2
        assert why in capsys.readouterr().err
    assert not (tmp_path / "核查记录.sqlite").exists()


def test_agencies_are_drawn_from_the_roster(capsys):
    drawn = []
    for seed in ("2026", "2026", "2027"):
        assert main(["decisions", "sample", "--roster", str(DATA / "roster.csv"), "--number", "2", "--seed", seed]) == 0
        drawn.append(capsys.readouterr().out)
    assert drawn[0] == drawn[1] != drawn[2]
    assert main(["decisions", "sample"]) == 2
    assert "抽样须有机关名录" in capsys.readouterr().err


def test_the_record_is_written_to_files_that_are_read_without_us(both, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_record(both[0]) as record:
        subject = DecisionSubject("青禾县水利局", 2024, "c9", "e")
        cell = DecisionSubject("青禾县水利局", 2024, "applications.received.total")
        (made,) = record.add([decide(subject, "dismissed", "=1+1，身份证号11010519491231002X")], "甲")
        record.add([undo(made), correct(cell, "7", "1", "7", "扫描模糊")], "乙")
    assert main(["decisions", "export", "全部.csv"]) == 2
    assert "没有核查记录.sqlite" in capsys.readouterr().err
    for suffix in ("jsonl", "csv", "xlsx"):
        assert main(["decisions", "export", f"全部.{suffix}", "--decisions", both[0]]) == 0
        assert "已将7条人工记录写入" in capsys.readouterr().err
    lines = [json.loads(line) for line in Path("全部.jsonl").read_text("utf-8").splitlines()]
    assert [(one["kind"], one["state"]) for one in lines[3:]] == [
        ("decision", "最新"), ("decision", "已撤销"), ("undo", "最新"), ("correction", "最新"),
    ]  # fmt: skip
    Draft202012Validator(json_schema(contract().kinds["decision"], closed=True)).validate(lines[4])
    with Path("全部.csv").open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.DictReader(stream))
    (sheet,) = openpyxl.load_workbook("全部.xlsx").worksheets
    assert [cell.value for cell in sheet[1]] == list(table[0])
    assert [row["内容"] for row in table] == [sheet.cell(number, 5).value for number in range(2, 9)]
    assert table[5]["内容"] == "撤销第5条"
    assert table[6]["内容"] == "原件印为“7”，识读为“1”，更正为“7”"
    assert table[4]["备注"].startswith("'=1+1")
    for suffix in ("jsonl", "csv"):
        assert "11010519491231002X" not in Path(f"全部.{suffix}").read_text("utf-8")
    assert main(["decisions", "export", "全部.xlsx", "--decisions", both[0]]) == 2
    assert "已有“全部.xlsx”，没有改动" in capsys.readouterr().err
    assert main(["decisions", "export", "全部.doc", "--decisions", both[0]]) == 2


def test_nothing_that_people_wrote_steers_what_shows_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    steering, whose = "\u202e\u2066\x1b\ufeff", DecisionSubject("青禾县水利局", 2024, "c1", "e")
    with open_record("记录.sqlite") as record:
        (made,) = record.add([handle(whose, {"result": f"已{steering}更正"})], "甲")
        assert made.data["result"].replace(" ", "") == "已更正"
        # An earlier version kept it as it was written.
        record.take_over([replace(made, uuid="早", sequence=0, data={"result": f"早{steering}已更正"}, after=())])
    for suffix in ("jsonl", "csv", "xlsx"):
        assert main(["decisions", "export", f"全部.{suffix}", "--decisions", "记录.sqlite"]) == 0
    (sheet,) = openpyxl.load_workbook("全部.xlsx").worksheets
    written = [Path(f"全部.{suffix}").read_text("utf-8-sig") for suffix in ("jsonl", "csv")]
    for text in (*written, *(cell.value for row in sheet["E2:E3"] for cell in row)):
        assert "更正" in text
        assert not set(steering) & set(text)
    told = [json.loads(line)["data"]["result"] for line in written[0].splitlines()]
    assert told[1] == f"早{steering}已更正"  # programs are told what was written


def test_no_record_is_made_among_results_however_the_folder_is_reached(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "甲.txt").write_text(flat.write(truth.make(3)), "utf-8")
    assert main(["audit", "甲.txt", "--out", "结果"]) == 0
    (tmp_path / "链接").symlink_to(tmp_path / "结果")
    ledger = str(tmp_path / "结果" / "ledger.xlsx")
    theirs = kept(tmp_path / "乙.sqlite", "乙", ["confirmed"])
    report = str(tmp_path / "甲.txt")
    calls = [
        ("结果", ["audit", report, "--out", ".", "--decisions", ledger, "--who", "甲"]),
        ("结果", ["check", report, "--decisions", ledger, "--who", "甲"]),
        ("结果", ["decisions", "import", "ledger.xlsx", "--who", "甲"]),
        ("链接", ["audit", report, "--out", str(tmp_path / "结果"), "--decisions", ledger, "--who", "甲"]),
        (".", ["decisions", "import", ledger, "--record", "链接/记录.sqlite", "--who", "甲"]),
        (".", ["decisions", "merge", "结果/记录.sqlite", theirs]),
    ]
    for folder, call in calls:
        monkeypatch.chdir(tmp_path / folder)
        capsys.readouterr()
        assert main(call) == 2
        assert "在输出目录中，而输出目录可以随时删除" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    Path("gkaudit.toml").write_text('out = "另一处"\ndecisions = "另一处/记录.sqlite"\n', "utf-8")
    assert main(["decisions", "import", ledger, "--who", "甲"]) == 2
    assert not list(tmp_path.glob("*/*.sqlite"))


def test_private_numbers_are_hidden_wherever_the_record_is_shown(tmp_path, capsys):
    identity, mobile = "11010519491231002X", "13800138000"
    subject = DecisionSubject("青禾县水利局", 2024, "c1", "e")
    told = {"unit": f"办公室（{identity}）", "reviewer": f"李某{identity}", "statement": f"手机{mobile}"}
    paths = [str(tmp_path / f"{name}.sqlite") for name in "甲乙"]
    for path, ruling in zip(paths, ("confirmed", "dismissed"), strict=True):
        with open_record(path) as record:
            record.add([decide(subject, ruling, f"已电话联系{mobile}", f"见Tel{mobile}"), handle(subject, told)], "甲")
    for suffix in ("jsonl", "csv"):
        file = tmp_path / f"全部.{suffix}"
        assert main(["decisions", "export", str(file), "--decisions", paths[0]]) == 0
        text = file.read_text("utf-8")
        assert "138******00" in text
        assert "110*************2X" in text
        assert identity not in text
        assert mobile not in text
    assert main(["decisions", "compare", *paths]) == 0
    shown = capsys.readouterr().out
    assert "138******00" in shown
    assert mobile not in shown


def test_the_record_outlives_the_results_and_their_cache(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "甲.txt").write_text(flat.write(truth.make(3)), "utf-8")
    kept("核查记录.sqlite", "甲", ["confirmed"])
    before = Path("核查记录.sqlite").read_bytes()
    assert main(["audit", "甲.txt", "--out", "."]) == 2
    assert "在输出目录中，而输出目录可以随时删除" in capsys.readouterr().err
    assert main(["audit", "甲.txt", "--out", "结果"]) == 0
    assert main(["cache", "--clear", "结果"]) == 0
    assert main(["cache", "--clear", "."]) == 0
    shutil.rmtree("结果")
    assert Path("核查记录.sqlite").read_bytes() == before
    assert main(["audit", "甲.txt", "--out", "结果"]) == 0
    with open_record("核查记录.sqlite", reading=True) as record:
        assert [event.who for event in record.events()] == ["甲"]
    assert not list(Path("结果").rglob("*核查记录*"))
