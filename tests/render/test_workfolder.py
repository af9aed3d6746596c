"""The inspector's work folder: whatever a person did there stays, what nobody touched is of the version that runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from audit.__main__ import main
from audit.machine.installed import resources
from audit.render import accept
from audit.render.lab import workfolder
from audit.render.notebooks import assess, examine

#: Notebooks with parameters to fill in, and one that has none.
FILLED = {"explore.ipynb", "agency.ipynb", "overview.ipynb", "trend.ipynb", "rules.ipynb"}
NAMES = FILLED | {"desk.ipynb"}
GIVEN = {"样例", "样例名录.csv", "评分办法.toml", "gkaudit.toml"}


@pytest.fixture
def lay_out(tmp_path, capsys):
    """Lays out the work folder as an inspector does; gives what is said."""

    def run(folder: Path = tmp_path / "工作 文件夹") -> str:
        assert main(["lab", "--copy-only", "--dir", str(folder)]) == 0
        return capsys.readouterr().err

    return run


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "工作 文件夹"


@pytest.fixture
def other_version(tmp_path, monkeypatch):
    """Makes the toolkit supply what another version did: a notebook, a sample and the rubric read otherwise."""
    home = tmp_path / "另一版本"
    shutil.copytree(resources.HOME / "notebooks", home / "notebooks")
    shutil.copytree(resources.HOME / "data", home / "data")
    for name in ("notebooks/agency.ipynb", "notebooks/explore.ipynb"):
        text = (home / name).read_text("utf-8")
        (home / name).write_text(text.replace("核查", "审查").replace("交互", "互动"), "utf-8")
    (home / "data/samples/ZFXXGK2023-001.txt").write_text("另一版本的样例", "utf-8")
    with (home / "data/rubric.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n# 另一版本\n")

    def switch(*, on: bool) -> None:
        monkeypatch.setattr(resources, "HOME", home if on else HOME)

    return switch


HOME = resources.HOME


def parameters(book: Path) -> str:
    cells = json.loads(book.read_text("utf-8"))["cells"]
    return next("".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", ()))


def test_every_notebook_is_filled_in_with_samples_that_lie_beside_it(lay_out, folder, monkeypatch):
    said = lay_out()
    assert {path.name for path in folder.iterdir() if not path.name.startswith(".")} == NAMES | GIVEN
    assert str(folder) in said
    assert {path.name for path in (folder / "样例").iterdir()} == {p.name for p in (HOME / "data/samples").iterdir()}
    monkeypatch.chdir(folder)
    for name in FILLED:
        source = parameters(folder / name)
        values: dict[str, object] = {}
        exec(source, values)
        accept(name.removesuffix(".ipynb"), values | {"In": ["", source, "render.accept(…)"]})
        given = [value for key, value in values.items() if key != "__builtins__" and value]
        assert given
        paths = [path for value in given for path in ([value] if isinstance(value, str) else value)]
        assert all(Path(path).exists() for path in paths), paths


def test_the_agency_notebook_has_the_year_before_and_a_score(lay_out, folder, monkeypatch):
    lay_out()
    monkeypatch.chdir(folder)
    values: dict[str, str] = {}
    exec(parameters(folder / "agency.ipynb"), values)
    found = examine(values["report"], (), values["previous"], roster=values["roster"], rubric=values["rubric"])
    assert [report.year for report in found.earlier] == [found.report.year - 1]
    assert found.score is not None
    assert [o.verdict for o in found.outcomes if o.rule == "F005"] == ["pass"]  # the roster knows the agency


def test_what_a_person_changed_stays_without_a_word_while_the_version_is_the_same(lay_out, folder):
    lay_out()
    (folder / "explore.ipynb").write_text("我的", "utf-8")
    (folder / "评分办法.toml").write_text("我的办法", "utf-8")
    (folder / "trend.ipynb").unlink()
    shutil.rmtree(folder / "样例")
    said = lay_out()
    assert (folder / "explore.ipynb").read_text("utf-8") == "我的"
    assert (folder / "评分办法.toml").read_text("utf-8") == "我的办法"
    assert (folder / "trend.ipynb").is_file()
    assert len(list((folder / "样例").iterdir())) > 40
    assert "改动过的文件保持不变" in said
    assert "本版本" not in said


def test_samples_never_come_back_among_a_persons_own_reports(lay_out, folder):
    lay_out()
    for path in (folder / "样例").iterdir():
        path.unlink()
    (folder / "样例" / "我的报告.txt").write_text("报告", "utf-8")
    lay_out()
    assert [path.name for path in (folder / "样例").iterdir()] == ["我的报告.txt"]


def test_another_version_renews_what_nobody_touched_and_names_what_it_leaves(lay_out, folder, other_version):
    other_version(on=True)
    lay_out()
    old = {name: (folder / name).read_bytes() for name in NAMES}
    assert (folder / "样例" / "ZFXXGK2023-001.txt").is_file()
    (folder / "explore.ipynb").write_text("我的", "utf-8")
    (folder / "trend.ipynb").write_text("我的", "utf-8")
    (folder / "评分办法.toml").write_text("我的办法", "utf-8")

    other_version(on=False)
    said = lay_out()
    assert (folder / "agency.ipynb").read_bytes() != old["agency.ipynb"]
    assert (folder / "rules.ipynb").read_bytes() == old["rules.ipynb"]
    assert not (folder / "样例" / "ZFXXGK2023-001.txt").exists()
    assert (folder / "explore.ipynb").read_text("utf-8") == "我的"
    assert (folder / "评分办法.toml").read_text("utf-8") == "我的办法"
    assert "已换成本版本的：agency.ipynb、样例。" in said
    assert "与本版本的不同，保持不变：explore.ipynb、评分办法.toml。" in said  # trend.ipynb is the same in both

    again = lay_out()
    assert "已换成" not in again
    assert "保持不变：explore.ipynb、评分办法.toml。" in again
    (folder / "explore.ipynb").rename(folder / "我的.ipynb")
    assert "保持不变：评分办法.toml。" in lay_out()
    assert parameters(folder / "explore.ipynb")


def test_files_of_unknown_origin_stay_and_are_named(lay_out, folder):
    folder.mkdir()
    (folder / "explore.ipynb").write_bytes((HOME / "notebooks/explore.ipynb").read_bytes())
    (folder / "样例名录.csv").symlink_to(folder / "没有.csv")
    assert "保持不变：explore.ipynb、样例名录.csv。" in lay_out()
    assert "folder = []" in parameters(folder / "explore.ipynb")
    (folder / workfolder.RECORD).write_text("[", "utf-8")
    assert "保持不变：explore.ipynb、样例名录.csv。" in lay_out()


def test_a_folder_that_cannot_be_used_is_said_in_chinese(tmp_path, capsys):
    (tmp_path / "文件").touch()
    assert main(["lab", "--copy-only", "--dir", str(tmp_path / "文件")]) == 3
    assert "无法使用文件夹" in capsys.readouterr().err
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏" / workfolder.RECORD).mkdir()
    assert main(["lab", "--copy-only", "--dir", str(tmp_path / "坏")]) == 3
    assert "请换一个可写的文件夹" in capsys.readouterr().err


def test_nothing_half_written_is_left(lay_out, folder, monkeypatch):
    def full(path: Path, data: bytes) -> int:
        if path.name.endswith(".docx"):
            raise OSError(28, "No space left on device")
        return write(path, data)

    write = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["lab", "--copy-only", "--dir", str(folder)]) == 3
    assert not (folder / "样例").exists()
    assert not [path for path in folder.iterdir() if path.name.endswith(".part")]
    monkeypatch.setattr(Path, "write_bytes", write)
    lay_out()
    assert len(list((folder / "样例").iterdir())) > 40


def test_what_was_being_written_when_a_call_was_killed_goes_with_the_next(lay_out, folder):
    left = folder / "gkaudit-left"
    (left / "样例").mkdir(parents=True)
    (left / ".owner").touch()
    (left / "样例" / "x.docx").write_bytes(b"half")
    lay_out()
    assert not left.exists()
    assert not [path.name for path in folder.iterdir() if path.name.startswith("gkaudit-")]


def test_an_example_of_a_path_in_a_message_leads_somewhere(tmp_path, monkeypatch):
    """Messages of notebooks name data/samples, which is found from everywhere."""
    monkeypatch.chdir(tmp_path)
    assert len(assess("data/samples/青禾县水利局2024.docx").audited) == 1
