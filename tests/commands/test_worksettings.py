"""gkaudit.toml: what it says holds unless the call says otherwise, and what is wrong with it is told with the place."""

from __future__ import annotations

import pytest

from audit.__main__ import main
from audit.worksettings import NAME, load
from tests.generate.formats import flat
from tests.generate.report import truth

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
        ('rostr = "x"', "文件顶层有不认识的键“rostr”，是否为“roster”？"),
        ("[office]\ndays = 3", "[office]有不认识的键“days”"),
        ("workers = 0", "workers应为1或更大的整数"),
        ("[office]\ncorrection_days = 9999", "过大，最多为365个工作日"),
        ("previous = '往年'", "previous应为方括号中的若干文字"),
        ("out = ", "TOML语法错误，文件末尾（第1行）"),
    ],
)
def test_what_is_wrong_is_told_with_the_place(work, capsys, wrong, said):
    (work / NAME).write_text(wrong, "utf-8")
    assert main(["check", "甲.txt"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert NAME in told
