"""The password of a team's database is shown nowhere: in no file, on no terminal, in no arguments of a process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import psutil
import pytest

from audit.decisions import DecisionSubject, decide, open_record
from tests.decisions.server import SECRET
from tests.generate.formats import docx
from tests.generate.report import truth
from tests.roots import ROOT

COMMAND = [sys.executable, "-m", "audit"]


def environment():
    without = {name: value for name, value in os.environ.items() if name != "GKAUDIT_DB_PASSWORD"}
    return without | {"PYTHONPATH": str(ROOT)}


def holding(folder: Path) -> list[str]:
    """The files below ``folder`` that hold the password, those inside of workbooks and documents among them."""
    found = []
    for path in folder.rglob("*"):
        contents = [path.read_bytes()] if path.is_file() else []
        if contents and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                contents += [package.read(name) for name in package.namelist()]
        if any(SECRET.encode() in content for content in contents):
            found.append(path.relative_to(folder).as_posix())
    return found


def watched(command, folder):
    """What a command prints, its exit code, and the arguments of all processes that it and those below it had."""
    process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    seen: set[str] = set()
    ended = threading.Event()

    def look():
        whole = psutil.Process(process.pid)
        while not ended.wait(0.1):  # whatever loads an interpreter lives longer
            try:
                for one in (whole, *whole.children(recursive=True)):
                    seen.add(" ".join(one.cmdline()))
            except psutil.Error:
                continue

    looking = threading.Thread(target=look)
    looking.start()
    told = process.communicate()
    ended.set()
    looking.join()
    return b"".join(told).decode("utf-8"), process.returncode, seen


@pytest.mark.slow
@pytest.mark.parametrize("kept_in", ["address", "section"])
def test_a_whole_audit_with_a_database_shows_the_password_nowhere(server, tmp_path, kept_in):
    address = server(f"secret_{kept_in}")
    (tmp_path / "报告").mkdir()
    known = truth.make(7)
    (tmp_path / "报告" / "一.docx").write_bytes(docx.write(known))
    with open_record(address) as record:
        record.add([decide(DecisionSubject("某机关", known.year, "c" * 16, "e" * 16), "confirmed", "见原件")], "张三")
    bare = address.replace(f":{SECRET}@", "@")
    settings = f'decisions = "{address if kept_in == "address" else bare}"\nout = "结果"\nrubric = "通用"\n'
    if kept_in == "section":
        settings += f'[database]\npassword = "{SECRET}"\n'
    (tmp_path / "gkaudit.toml").write_text(settings, "utf-8")
    told, code, arguments = watched([*COMMAND, "audit", "报告"], tmp_path)
    assert code == 0, told
    assert bare in (tmp_path / "结果" / "运行记录.jsonl").read_text("utf-8")
    assert holding(tmp_path) == ["gkaudit.toml"]
    assert SECRET not in told
    assert len(arguments) > 1
    assert not any(SECRET in each for each in arguments)
    # What the other commands say of the record is its address.
    others = (["check", "报告", "--json"], ["doctor"], ["decisions", "export", "全部.jsonl"])
    for command in others if kept_in == "address" else ():
        told, code, arguments = watched([*COMMAND, *command], tmp_path)
        assert SECRET not in told
        assert not any(SECRET in each for each in arguments)
        assert code == 0, told
    assert holding(tmp_path) == ["gkaudit.toml"]


@pytest.mark.slow
def test_a_refused_password_is_told_without_it(server, tmp_path):
    address = server("refused").replace(SECRET, "falsch-91c2")
    (tmp_path / "甲.txt").write_text("一", "utf-8")
    (tmp_path / "gkaudit.toml").write_text(f'decisions = "{address}"\n', "utf-8")
    told, code, _ = watched([*COMMAND, "check", "甲.txt"], tmp_path)
    assert code == 3
    assert "人工记录“postgresql" in told
    assert "falsch" not in told
    assert "Traceback" not in told
