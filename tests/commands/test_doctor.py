"""``gkaudit doctor``: each lack is told with what it costs and how to mend it; only what the main job needs is a fault."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from audit.__main__ import main
from audit.commands import doctor
from audit.machine.installed import libraries, resources

KEYS = [
    "python", "libraries", "fonts", "libreoffice", "ocr", "chromium", "temporary", "folder", "memory", "encoding",
    "settings",
]  # fmt: skip
GIGABYTE = 1024**3


def runs(command, **_):
    """A program that starts and says its version."""
    return subprocess.CompletedProcess(command, 0, b"LibreOffice 25.2\n", b"")


def fails(command, **_):
    """A program that ends with a fault."""
    raise subprocess.CalledProcessError(1, command)


@pytest.fixture(autouse=True)
def healthy(monkeypatch):
    """A machine with everything, as far as a test does not take it away; no program is started."""
    monkeypatch.setattr(libraries, "installed", libraries.due)
    monkeypatch.setattr(doctor.psutil, "virtual_memory", lambda: SimpleNamespace(available=8 * GIGABYTE))
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: SimpleNamespace(free=90 * GIGABYTE))
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(doctor.locale, "getencoding", lambda: "UTF-8")
    monkeypatch.setattr("audit.limits.memory.limit", lambda: None)
    monkeypatch.setattr(doctor.subprocess, "run", runs)
    monkeypatch.setattr(doctor, "NEWEST", sys.version_info[:2])
    monkeypatch.setattr(doctor, "can_recognise", lambda: True)


@pytest.fixture
def examined(capsys):
    """The checks by key and the exit code."""

    def examine():
        code = main(["doctor", "--json"])
        found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [one["key"] for one in found] == KEYS
        return {one["key"]: one for one in found}, code

    return examine


def test_what_is_missing_has_a_cost_and_a_remedy_and_what_is_there_has_neither(examined, tmp_path, monkeypatch):
    (tmp_path / "wqy-microhei.ttc").touch()
    monkeypatch.setattr(doctor, "FONT_FOLDERS", (str(tmp_path),))
    found, code = examined()
    assert ({one["state"] for one in found.values()}, code) == ({"ok"}, 0)
    assert all(one["found"] and not one["cost"] and not one["mend"] for one in found.values())
    assert "wqy-microhei.ttc" in found["fonts"]["found"]


def test_what_is_to_be_installed_fits_the_kind_of_installation(examined, monkeypatch):
    monkeypatch.setattr(doctor, "can_recognise", lambda: False)
    assert "源码文件夹中执行 python -m pip install -c constraints.txt -e '.[ocr]'" in examined()[0]["ocr"]["mend"]
    monkeypatch.setattr(resources, "IS_SOURCE_TREE", False)
    assert "源码" not in (mend := examined()[0]["ocr"]["mend"])
    assert '"gongkai-audit[ocr]"' in mend
    assert Path(re.search(r'-c "([^"]+)"', mend)[1]).is_file()


@pytest.mark.parametrize(
    ("key", "taken", "words"),
    [
        ("fonts", ("audit.commands.doctor.FONT_FOLDERS", ()), "fonts-noto-cjk"),
        ("libreoffice", ("audit.commands.doctor.libreoffice", lambda: None), ".doc"),
        ("libreoffice", ("audit.commands.doctor.subprocess.run", fails), "重新安装LibreOffice"),
        ("ocr", ("audit.commands.doctor.can_recognise", lambda: False), ".[ocr]"),
        ("ocr", ("audit.commands.doctor.subprocess.run", fails), "不能加载"),
        ("chromium", ("audit.commands.doctor.shutil.which", lambda _: None), "任何浏览器"),
        (
            "memory",
            ("audit.commands.doctor.psutil.virtual_memory", lambda: SimpleNamespace(available=GIGABYTE)),
            "--workers 1",
        ),
        ("encoding", ("audit.commands.doctor.locale.getencoding", lambda: "GBK"), "chcp 65001"),
    ],
)
def test_what_is_optional_is_told_and_stops_nobody(key, taken, words, examined, monkeypatch):
    monkeypatch.setattr("audit.commands.doctor.libreoffice", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(*taken)
    found, code = examined()
    assert (found[key]["state"], code) == ("lack", 0)
    assert words in found[key]["found"] + found[key]["cost"] + found[key]["mend"]
    assert found[key]["cost"]
    assert found[key]["mend"]


@pytest.mark.parametrize(
    ("key", "taken", "words"),
    [
        (
            "libraries",
            ("audit.machine.installed.libraries.installed", lambda: dict(libraries.due()) | {"lxml": ""}),
            "lxml",
        ),
        ("libraries", ("audit.machine.installed.libraries.installed", dict), "pip install -c constraints.txt"),
        (
            "memory",
            ("audit.commands.doctor.psutil.virtual_memory", lambda: SimpleNamespace(available=GIGABYTE // 9)),
            "--workers 1",
        ),
        ("memory", ("audit.limits.memory.limit", lambda: GIGABYTE // 2), "ulimit -v unlimited"),
        ("folder", ("audit.commands.doctor.shutil.disk_usage", lambda _: SimpleNamespace(free=9)), "清理磁盘"),
        ("encoding", ("audit.commands.doctor.sys.getfilesystemencoding", lambda: "ascii"), "中文文件名"),
    ],
)
def test_what_the_main_job_needs_ends_with_1(key, taken, words, examined, monkeypatch):
    monkeypatch.setattr(*taken)
    found, code = examined()
    assert (found[key]["state"], code) == ("fault", 1)
    assert words in found[key]["found"] + found[key]["cost"] + found[key]["mend"]


def test_a_temporary_folder_that_is_gone_is_named(examined, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    found, code = examined()
    assert (found["temporary"]["state"], code) == ("fault", 1)
    assert str(tmp_path / "没有") in found["temporary"]["found"]
    assert "TMPDIR" in found["temporary"]["mend"]


def test_libraries_of_another_version_are_listed_with_both_versions(examined, monkeypatch):
    monkeypatch.setattr(libraries, "installed", lambda: dict(libraries.due()) | {"lxml": "0.1"})
    found, code = examined()
    assert (found["libraries"]["state"], code) == ("lack", 0)
    assert f"lxml 0.1（随附{libraries.due()['lxml']}）" in found["libraries"]["found"]


def test_people_read_it_line_by_line(monkeypatch, capsys):
    monkeypatch.setattr("audit.commands.doctor.libreoffice", lambda: None)
    assert main(["doctor"]) == 0
    captured = capsys.readouterr()
    assert re.search(r"^\[正常\] Python：3\.", captured.out, re.MULTILINE)
    assert re.search(r"^\[缺少\] LibreOffice：没有找到\n +影响：.*\n +办法：.*$", captured.out, re.MULTILINE)
    assert "主要功能可以使用" in captured.err
