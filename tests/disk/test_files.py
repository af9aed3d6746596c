"""Files are written whole or not at all, and are on the disk before they take the place of others."""

from __future__ import annotations

import errno
import os

import pytest

from audit.disk import files
from audit.errors import RenderError


def fails(number):
    def fail(_):
        raise OSError(number, os.strerror(number))

    return fail


def test_what_cannot_be_kept_on_the_disk_does_not_take_the_place_of_what_is_there(tmp_path, monkeypatch):
    path = tmp_path / "表.csv"
    files.write(path, "旧")
    monkeypatch.setattr(os, "fsync", fails(errno.ENOSPC))
    with pytest.raises(RenderError, match="磁盘已满"):
        files.write(path, "新")
    assert path.read_text("utf-8") == "旧"
    assert [each.name for each in tmp_path.iterdir()] == ["表.csv"]


def test_where_the_system_cannot_be_asked_files_are_written_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", fails(errno.EINVAL))
    files.write(tmp_path / "表.csv", "新")
    assert (tmp_path / "表.csv").read_text("utf-8") == "新"


def test_a_file_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    kept = []
    monkeypatch.setattr(os, "fsync", lambda number: kept.append((os.fstat(number).st_size, path.exists())))
    path = tmp_path / "表.csv"
    files.write(path, "123")
    with files.whole(path, lasting=False) as part:
        part.write_text("made again by itself")
    assert kept == [(3, False)]
