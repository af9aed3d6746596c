"""gkaudit.toml: what it says holds unless the call says otherwise, and what is wrong with it is told with the place."""

from __future__ import annotations

import os
import re

import openpyxl
import pytest

from audit.__main__ import main
from audit.commands import doctor
from audit.commands.checkup import work_settings
from audit.decisions import PASSWORD
from audit.settings.worksettings import KEYS, NAME, WorkSettings, load, template
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.roots import ROOT

WHOLE = """
assessor = "王某"
out = "结果"
workers = 1
previous = ["往年"]
[office]
issuer = "青禾县人民政府办公室"
telephone = "0000-1234567"
correction_days = 10
[database]
password = "geheim"
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A work folder with one report, in which commands are called."""
    (tmp_path / "甲.txt").write_text(flat.write(truth.make(3)), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(PASSWORD, "")
    return tmp_path


def test_what_the_file_says_holds_and_the_call_wins(work, capsys):
    (work / NAME).write_text('out = "结果"\nworkers = 1\n', "utf-8")
    assert main(["audit", "甲.txt"]) == 0
    assert (work / "结果" / "index.html").is_file()
    assert main(["audit", "甲.txt", "--out", "另一处"]) == 0
    assert (work / "另一处" / "index.html").is_file()
    (work / NAME).unlink()
    capsys.readouterr()
    assert main(["audit", "甲.txt"]) == 2
    assert "没有给出输出目录" in capsys.readouterr().err


def test_the_whole_file_is_read_and_the_password_shown_nowhere(work):
    (work / NAME).write_text(WHOLE, "utf-8")
    found = load(work)
    assert found.assessor == "王某"
    assert found.options == {"out": "结果", "previous": ("往年",), "workers": 1}
    assert (found.office.telephone, found.office.correction_days, found.office.contact) == ("0000-1234567", 10, "")
    assert found.password == "geheim"
    assert "geheim" not in repr(found)
    assert load(work / "没有").path is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('\n\nrostr = "x"', "第3行，文件顶层有不认识的键“rostr”，是否为“roster”？"),
        ("[office]\ndays = 3", "第2行，[office]有不认识的键“days”"),
        ("workers = 0", "workers应为1或更大的整数"),
        ("[office]\ncorrection_days = 9999", "过大，最多为365个工作日"),
        ("previous = '往年'", "previous应为方括号中的若干文字"),
        ('review = "no"', "第1行，文件顶层的review应为true或false"),
        ("out = ", "TOML语法错误，文件末尾（第1行）"),
    ],
)
def test_what_is_wrong_is_told_with_the_place(work, capsys, wrong, said):
    (work / NAME).write_text(wrong, "utf-8")
    assert main(["check", "甲.txt"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert NAME in told


def test_a_key_of_earlier_versions_is_told_stops_no_command_and_is_listed_by_the_doctor(work, capsys, monkeypatch):
    (work / NAME).write_text('assessor = "王某"\n[office]\ndocument_number = "甲〔{年}〕{号}"', "utf-8")
    assert main(["rules"]) == 0
    told = "office.document_number不再使用：本版本不制发文书"
    assert capsys.readouterr().err.count(told) == 1
    monkeypatch.setattr(doctor, "examine", lambda: [work_settings()])
    assert main(["doctor"]) == 0
    assert told in capsys.readouterr().out
    assert load(work).assessor == "王某"


def test_no_line_of_the_file_is_told_since_it_may_hold_the_password(work, capsys):
    for wrong in ('password = "geheim', "password = 12密码", 'decisions = "postgresql://u:geheim@h/d'):
        (work / NAME).write_text(f"[database]\n{wrong}\nx = 1", "utf-8")
        assert main(["check", "甲.txt"]) == 2
        told = capsys.readouterr().err
        assert "TOML语法错误，第2行" in told
        assert "geheim" not in told
        assert "密码”" not in told


def test_the_template_explains_every_key_and_sets_none(work):
    (work / NAME).write_bytes(template())
    assert load(work) == WorkSettings(work / NAME)
    written = re.sub(r"^# (?=\[?\w+\]?( = .*)?$)", "", template().decode(), flags=re.MULTILINE)
    (work / NAME).write_text(written, "utf-8")
    assert load(work).given == set(KEYS)


def test_the_page_of_settings_has_every_key_as_the_program_calls_it():
    rows = re.findall(
        r"^\| `([a-z._]+)` \| ([^|]+) \|", (ROOT / "docs" / "工作设置.md").read_text("utf-8"), re.MULTILINE
    )
    assert dict(rows) == dict(KEYS)


def test_doctor_says_what_counts_and_whence_and_shows_no_password(work, capsys, monkeypatch):
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.setattr(doctor, "examine", lambda: [work_settings()])
    (work / NAME).write_text('out = "结果"\nroster = "样例"\n[database]\npassword = "geheim"', "utf-8")
    (work / NAME).chmod(0o600)
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    assert "[正常] 工作设置" in told
    assert "输出目录（out）：结果，来自gkaudit.toml" in told
    assert "同时处理的份数（workers）：2，默认" in told
    assert "数据库密码（database.password）：已给出，不显示，来自gkaudit.toml" in told
    assert "geheim" not in told
    (work / NAME).write_text('decisions = "postgresql://u:geheim@h/d"\nrubric = "没有.toml"', "utf-8")
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "[问题] 工作设置" in told
    assert "人工记录（decisions）：postgresql://u@h/d，来自gkaudit.toml" in told
    assert "找不到rubric的“没有.toml”" in told
    assert "geheim" not in told


def test_doctor_names_a_time_limit_only_where_one_is_counted(work, capsys, monkeypatch):
    monkeypatch.setattr(doctor, "examine", lambda: [work_settings()])
    assert main(["doctor"]) == 0
    assert "整改天数（工作日）（office.correction_days）：没有给出" in capsys.readouterr().out
    (work / NAME).write_text('assessor = "王某"', "utf-8")
    assert main(["doctor"]) == 0
    assert "整改天数（工作日）（office.correction_days）：没有给出" in capsys.readouterr().out
    (work / NAME).write_text("[office]\ncorrection_days = 15", "utf-8")
    assert main(["doctor"]) == 0
    assert "整改天数（工作日）（office.correction_days）：15，来自gkaudit.toml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('asof = "2025-02-30"', "asof：日期“2025-02-30”"),
        ('profile = ["没有"]', "profile：没有名为“没有”的核查方案"),
        ('out = "结果"\ndecisions = "结果/r.sqlite"', "decisions：人工记录“结果/r.sqlite”在输出目录中"),
        ('roster = "甲.txt"', "roster：机关名录“甲.txt”"),
    ],
)
def test_doctor_refuses_what_the_next_command_would(work, capsys, monkeypatch, line, why):
    monkeypatch.setattr(doctor, "examine", lambda: [work_settings()])
    (work / NAME).write_text(line, "utf-8")
    assert main(["doctor"]) == 1
    told = capsys.readouterr()
    assert "[问题] 工作设置" in told.out
    assert f"用到的命令会停下：{why}" in told.out
    assert "主要功能会受影响" in told.err
    # What it says is what the command says.
    assert main(["audit", ".", "--out", "结果"]) == 2
    assert why.partition("：")[2] in capsys.readouterr().err


@pytest.mark.parametrize("path", [r"D:\结果", r"C:\Users\王某", r"D:\temp", r"D:\new\结果"])
def test_a_path_with_backslashes_is_refused_with_how_to_write_it(work, capsys, path):
    (work / NAME).write_text(f'out = "{path}"\n', "utf-8")
    assert main(["audit", "甲.txt"]) == 2
    told = capsys.readouterr().err
    assert "路径中的“\\”应写作“/”" in told
    (work / NAME).write_text(f"out = '{path}'\n", "utf-8")
    assert load(work).options["out"] == path


@pytest.mark.skipif(os.name != "posix", reason="rights of files are another matter there")
def test_a_password_that_others_may_read_is_told(work, capsys, monkeypatch):
    monkeypatch.setattr(doctor, "examine", lambda: [work_settings()])
    (work / NAME).write_text('[database]\npassword = "geheim"', "utf-8")
    (work / NAME).chmod(0o644)
    main(["doctor"])
    assert "chmod 600 gkaudit.toml" in capsys.readouterr().out


def test_looking_at_one_report_does_not_make_the_rest_of_the_roster_late(work, capsys):
    (work / NAME).write_text('roster = "样例"\n', "utf-8")
    assert main(["check", "甲.txt"]) == 0
    assert "未报送" not in capsys.readouterr().out
    (work / "收齐").mkdir()
    (work / "收齐" / "甲.txt").write_bytes((work / "甲.txt").read_bytes())
    main(["check", "收齐"])
    assert "未报送" in capsys.readouterr().out


OFFICE = """
[office]
issuer = "青禾县人民政府办公室"
contact = "李某"
telephone = "0000-1234567"
"""


def test_pages_overview_and_ledger_name_the_office_that_checks(work):
    assert main(["audit", "甲.txt", "--out", "结果"]) == 0
    made = [*(work / "结果").glob("*.html")]
    assert not any("核查单位：" in one.read_text("utf-8") for one in made)
    (work / NAME).write_text(OFFICE, "utf-8")
    assert main(["audit", "甲.txt", "--out", "结果"]) == 0
    words = "青禾县人民政府办公室，联系人：李某，电话：0000-1234567"
    told = [one.read_text("utf-8") for one in (work / "结果").glob("*.html")]
    (page,) = (text for text in told if "政府信息公开工作年度报告核查页" in text)
    assert f"核查单位：{words}。" in page
    overview = (work / "结果" / "index.html").read_text("utf-8")
    assert "核查单位：青禾县人民政府办公室" in overview
    assert words in overview
    rows = openpyxl.load_workbook(work / "结果" / "ledger.xlsx")["核查设置"].iter_rows(values_only=True)
    assert ("核查单位", words) in [(row[0], row[2]) for row in rows]
