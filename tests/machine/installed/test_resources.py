"""The supplied roster and rubric by their names: never a file of the user's by mistake, never instead of it."""

from __future__ import annotations

import json
import shutil

import pytest

from audit.__main__ import main
from audit.machine.installed.resources import HOME


@pytest.fixture
def work(tmp_path, monkeypatch):
    """The current folder, with one of the samples' reports."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(HOME / "data/samples/青禾县水利局2024.docx", tmp_path)
    return tmp_path


def test_names_mean_what_paths_mean(work, capsys):
    def outcomes(roster: str, rubric: str) -> tuple[list[dict[str, object]], str]:
        assert main(["check", "青禾县水利局2024.docx", "--json", "--roster", roster, "--rubric", rubric]) == 0
        captured = capsys.readouterr()
        found = [json.loads(line) for line in captured.out.splitlines()]
        return [{key: value for key, value in one.items() if key != "source"} for one in found], captured.err

    by_name = outcomes("样例", "通用")
    assert by_name == outcomes(str(HOME / "data/roster.csv"), str(HOME / "data/rubric.toml"))
    assert "青禾县水利局2024：" in by_name[1]  # the score
    (work / "样例").mkdir()  # as in the work folder: the samples
    assert outcomes("样例", "通用") == by_name


@pytest.mark.parametrize(
    ("option", "name", "what"), [("--rubric", "通用", "评分办法"), ("--roster", "样例", "机关名录")]
)
def test_a_file_of_the_same_name_is_taken_only_where_that_is_said(option, name, what, work, capsys):
    (work / name).write_text("机关名称\n白石县财政局\n", "utf-8")
    call = ["check", "青禾县水利局2024.docx", option]
    assert main([*call, name]) == 2
    said = capsys.readouterr().err
    assert f"“{name}”是随附的{what}的名称，当前文件夹中又有同名的文件" in said
    assert f"“./{name}”" in said
    assert main([*call, f"./{name}"]) == (2 if option == "--rubric" else 0)  # the roster is one, the rubric is none
    said = capsys.readouterr()
    assert "TOML语法错误" in said.err if option == "--rubric" else "白石县财政局" in said.out


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(("option", "name"), [("--rubric", "通用"), ("--roster", "样例")])
def test_who_mistypes_a_name_is_told_which_there_are(option, name, capsys):
    assert main(["check", "青禾县水利局2024.docx", option, f"{name}x"]) == 2
    said = capsys.readouterr().err
    assert f"“{name}x”" in said
    assert f"可以直接写名称：{name}。" in said
    with pytest.raises(SystemExit):
        main(["audit", "--help"])
    assert f"随附的名称（{name}）" in "".join(capsys.readouterr().out.split())
