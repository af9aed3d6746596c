"""Every report in a folder is found, from wherever it is named; what is hidden or made by the toolkit is none."""

from __future__ import annotations

import errno
import os
import zipfile
from pathlib import Path

import pytest

import audit
from audit import pipeline, sources
from audit.errors import ReadError


def _written(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("年报", "utf-8")


def test_the_folder_above_is_searched_like_any_other(tmp_path, monkeypatch):
    _written(tmp_path, "甲.txt", "下级/乙.txt")
    monkeypatch.chdir(tmp_path / "下级")
    assert sources.expand([".."]) == ["../下级/乙.txt", "../甲.txt"]


def test_hidden_folders_are_passed_over_however_deep(tmp_path):
    _written(tmp_path, "甲.txt", ".cache/乙.txt", ".git/objects/丙.txt", "下级/.丁.txt")
    assert sources.expand([tmp_path]) == [str(tmp_path / "甲.txt")]


def test_a_hidden_folder_that_is_named_is_searched(tmp_path):
    _written(tmp_path, ".年报/甲.txt")
    assert sources.expand([tmp_path / ".年报"]) == [str(tmp_path / ".年报/甲.txt")]


PARTS = ("甲2024.html", "甲2024_files/style.css", "甲2024_files/pics/1.png", "乙.htm", "乙.files/图.js")


def test_what_a_browser_saves_beside_a_page_is_no_report(tmp_path):
    """A page saved as a whole comes with a folder of pictures, styles and scripts: none of them is an unreadable report."""
    _written(tmp_path, *PARTS, "丙_files/丁.txt")
    found = [Path(source).relative_to(tmp_path).as_posix() for source in sources.expand([tmp_path])]
    assert found == ["丙_files/丁.txt", "乙.htm", "甲2024.html"]
    assert sources.expand([tmp_path / "甲2024_files"]) != []


def test_nor_is_it_inside_an_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as package:
        for name in PARTS:
            package.writestr(name, "年报")
    assert [source.partition("!")[2] for source in sources.expand([tmp_path])] == ["乙.htm", "甲2024.html"]


def test_a_folder_that_cannot_be_looked_into_is_told_and_not_passed_over(tmp_path, monkeypatch):
    """Its reports are not seen: whoever sent them must not be taken for somebody who has not filed."""
    _written(tmp_path, "甲.txt", "加锁/乙.txt")
    closed, scandir = str(tmp_path / "加锁"), os.scandir

    def look(path):
        if os.fspath(path) == closed:
            raise PermissionError(errno.EACCES, "Permission denied", closed)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", look)
    assert sources.expand([tmp_path]) == [closed, str(tmp_path / "甲.txt")]
    assert "没有读取权限" in (audit.read(closed).error or "")


def test_pages_and_ledger_of_a_batch_are_no_reports(tmp_path):
    _written(
        tmp_path, "甲.html", "结果/甲2024年.html", "结果/甲2024年.ipynb", "结果/ledger.xlsx", "结果/manifest.jsonl"
    )
    assert sources.expand([tmp_path]) == [str(tmp_path / "甲.html")]


def test_a_workbook_of_the_ledgers_name_elsewhere_may_be_a_report(tmp_path):
    _written(tmp_path, "ledger.xlsx")
    assert sources.expand([tmp_path]) == [str(tmp_path / "ledger.xlsx")]


def test_a_file_that_fails_in_an_unforeseen_way_costs_no_other_file_its_preparation(tmp_path, monkeypatch):
    """All files are looked at once before any is read: what goes wrong there is said when that file is read."""
    _written(tmp_path, "甲.txt", "乙.txt")
    load = sources.load

    def fails(source: str) -> tuple[bytes, str]:
        if "甲" in source:
            raise RuntimeError(source)
        return load(source)

    monkeypatch.setattr(sources, "load", fails)
    found = sources.expand([tmp_path])
    assert list(pipeline.contents(found)) == ["年报".encode()]
    assert [report.status for report in pipeline.read_all([tmp_path])] == ["unreadable", "unreadable"]


def test_one_file_named_by_two_paths_is_one_source(tmp_path, monkeypatch):
    _written(tmp_path, "甲.txt", "乙.txt")
    monkeypatch.chdir(tmp_path)
    assert sources.expand(["甲.txt", str(tmp_path / "甲.txt"), "."]) == ["甲.txt", "乙.txt"]


def test_hidden_folders_are_passed_over_in_archives_as_on_the_disk(tmp_path):
    with zipfile.ZipFile(tmp_path / "包.zip", "w") as package:
        for name in (".trash/旧.txt", "./甲.txt", "年报/乙.txt", "../丙.txt"):
            package.writestr(name, "年报")
    found = [source.partition("!")[2] for source in sources.expand([tmp_path / "包.zip"])]
    assert sorted(found) == ["../丙.txt", "./甲.txt", "年报/乙.txt"]


@pytest.mark.parametrize("source", ["甲\0.txt", "包\0.zip!甲.txt"])
def test_a_path_that_no_file_can_have_is_told(source):
    with pytest.raises(ReadError, match="含有不能用于文件名的字符。请核对路径。"):
        sources.load(source)
