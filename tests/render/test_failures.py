"""A fault of our own is told as ours: exit code 3, a record without any text, and every other file keeps its audit."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

import audit
from audit import pipeline, reading
from audit.__main__ import main
from audit.machine.records import NAME
from tests.generate.formats import flat
from tests.generate.report import truth

SECRET = "张某某的申请"
GOOD, BAD = truth.make(3), truth.make(4)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two reports; whatever records are kept are kept beside them."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = tmp_path / "来件"
    made.mkdir()
    (made / "甲.txt").write_text(flat.write(GOOD), "utf-8")
    (made / "乙.txt").write_text(flat.write(BAD), "utf-8")
    return made


@pytest.fixture
def broken(monkeypatch):
    """A matching that stumbles over one of the reports."""
    honest = reading.match

    def match(document, source, sha256):
        if "乙" in source:
            raise ValueError(f"invalid: {SECRET}")
        return honest(document, source, sha256)

    monkeypatch.setattr("audit.reading.match", match)


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("command", ["extract", "check"])
def test_a_fault_in_reading_ends_with_3_and_leaves_a_record(folder, tmp_path, capsys, command):
    assert main([command, "--json", str(folder)]) == 3
    printed = capsys.readouterr()
    assert "未能核查" in printed.err
    assert "不是文件的问题" in printed.err
    assert "未能读取" not in printed.err
    sources = {json.loads(line)["source"] for line in printed.out.splitlines()}
    assert str(folder / "甲.txt") in sources
    (record,) = (tmp_path / "state").rglob("*.log")
    assert str(record) in printed.err
    text = record.read_text("utf-8")
    assert "audit/reading.py" in text
    assert "ValueError" in text
    assert "paragraphs: " in text
    assert text.isascii()


@pytest.mark.usefixtures("broken")
def test_the_state_of_such_a_report_is_typed(folder):
    report = audit.read(folder / "乙.txt")
    assert report.status == "unreadable"
    assert report.failure
    assert report.failure.structure["format"] == "text"
    assert "failure" not in report.as_json()
    assert audit.read(folder / "没有.txt").failure is None


def test_a_batch_tells_it_keeps_the_others_and_keeps_the_record_with_its_results(folder, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        f"""
from audit import reading
honest = reading.match
def match(document, source, sha256):
    if "乙" in source:
        raise ValueError({SECRET!r})
    return honest(document, source, sha256)
reading.match = match
""",
        "utf-8",
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    out = tmp_path / "结果"
    command = [sys.executable, "-m", "audit", "audit", str(folder), "--out", str(out), "--workers", "1"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 3, done.stderr
    assert str(out / NAME) in done.stderr
    assert (out / NAME).read_text("utf-8").isascii()
    assert "不是文件的问题" in done.stderr
    assert len([page for page in out.glob("*.html") if page.name not in {"index.html", "rules.html"}]) == 1
    assert main(["check", str(out)]) == 1  # the record is not taken for a report
    assert NAME not in {path.rpartition(os.sep)[2] for path in pipeline.sources.expand([out])}


def test_what_cannot_be_kept_with_the_results_is_kept_elsewhere(folder, tmp_path, monkeypatch, capsys):
    def fails(*_):
        raise KeyError(SECRET)

    monkeypatch.setattr(pipeline, "assess", fails)
    (tmp_path / "state").write_text("", "utf-8")  # no folder can be made of it
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["check", str(folder)]) == 3
    (record,) = tmp_path.glob("gkaudit-*.log")
    assert str(record) in capsys.readouterr().err
