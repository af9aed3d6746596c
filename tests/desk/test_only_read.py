"""A record that can only be read is looked at as any other, and whoever enters something is told why it is not kept."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from audit.decisions import NAME, DecisionSubject, decide, open_record
from tests.components import with_nothing_written
from tests.desk.sitting import ORGAN, samples
from tests.roots import ROOT

pytestmark = pytest.mark.needs("mounts of one's own")
SAID = "只能查看，不能录入"
#: Sits down at the desk, looks at what was decided, and tries what is entered there.
AT_THE_DESK = """
import json, sys
from pathlib import Path
from tests.desk.sitting import ORGAN, Sitting
work, report, record = map(Path, sys.argv[1:])
work.mkdir()
desk = Sitting(work, (report,), decisions=str(record))
desk.ask("hello")
desk.desk.wait(300)
told = [one["said"] for one in desk.pushed if one["said"]]
again = desk.answer("hello")
row, (first, *_) = desk.row()["id"], desk.causes()
points = next(one for one in desk.ask("score", agency=row)["score"]["items"] if one["is_manual"])["item"]
desk.ask("undo")  # of what was entered at an earlier sitting it is asked first
faults = [
    desk.fault("decide", agency=row, key=first["key"], ruling="dismissed"),
    desk.fault("award", agency=row, item=points, points="1"),
    desk.fault("add", agency=row, title="无", text="", severity="info"),
    desk.fault("assign", agencies=[row], to="李四"),
    desk.fault("undo"),
]
states = [one["state"] for one in desk.causes()]
desk.ask("leave")
print(json.dumps({"told": [*told, again["said"]], "fault": again["fault"], "faults": faults, "states": states}))
"""


@pytest.fixture
def kept(tmp_path):
    """A folder with a record that somebody else keeps, in which something was decided."""
    folder = tmp_path / "他人的"
    folder.mkdir()
    with open_record(folder / NAME) as record:
        record.add([decide(DecisionSubject("青禾县水利局", 2024, "c1", "e"), "confirmed")], "甲")
    return folder


def run(kept, *command):
    done = subprocess.run(
        with_nothing_written(kept, [sys.executable, *map(str, command)]),
        capture_output=True, encoding="utf-8", check=False, timeout=600, cwd=ROOT,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_it_is_read_by_every_command_and_what_would_write_says_why_it_does_not(kept, tmp_path, mode):
    with closing(sqlite3.connect(kept / NAME)) as connection:
        connection.execute(f"PRAGMA journal_mode={mode}")
    before = sorted(kept.iterdir())
    reports, record = samples(tmp_path / "报告", (f"{ORGAN}2024.docx",)), kept / NAME
    done = run(kept, "-m", "audit", "check", reports, "--decisions", record)
    assert (done.returncode, SAID in done.stderr) == (0, True)
    done = run(kept, "-m", "audit", "decisions", "export", tmp_path / "全部.jsonl", "--decisions", record)
    assert "已将1条人工记录写入" in done.stderr
    with open_record(tmp_path / "自己的.sqlite") as own:
        own.add([decide(DecisionSubject("青禾县水利局", 2024, "c2", "e"), "confirmed")], "乙")
    done = run(kept, "-m", "audit", "decisions", "merge", record, tmp_path / "自己的.sqlite")
    assert (done.returncode, SAID in done.stderr) == (3, True)
    done = run(kept, "-m", "audit", "decisions", "merge", tmp_path / "自己的.sqlite", record)
    assert "新增1条" in done.stderr
    assert sorted(kept.iterdir()) == before


#: Each leaves a record as a program leaves it that is killed while it writes.
KILLED = {
    "-journal": "PRAGMA cache_size=5; BEGIN IMMEDIATE; UPDATE event SET note = note || 'y'",
    "-wal": "PRAGMA journal_mode=WAL; UPDATE event SET who = '乙'",
}


@pytest.mark.parametrize("end", KILLED)
def test_a_record_that_somebody_was_killed_writing_says_with_which_file_it_is_to_be_copied(kept, tmp_path, end):
    record, beside, left = kept / NAME, kept / f"{NAME}{end}", f"“{NAME}{end}”"
    with open_record(record) as made:
        made.add(
            [
                decide(DecisionSubject("青禾县水利局", 2024, f"d{n}", "e"), "confirmed", note="长" * 1500)
                for n in range(300)
            ],
            "甲",
        )
    writer = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "for each in sys.argv[2].split(';'): connection.execute(each).fetchall()\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", writer, str(record), KILLED[end]], check=True)
    (kept / f"{NAME}-shm").unlink(missing_ok=True)
    assert beside.stat().st_size
    asked = ("-m", "audit", "decisions", "export", tmp_path / "全部.jsonl", "--decisions")
    done = run(kept, *asked, record)
    assert done.returncode == 3
    assert f"{left}是写入没有正常结束时留下的" in done.stderr
    assert f"将该文件连同{left}一起复制到可以写入的文件夹" in done.stderr
    assert "没有权限" not in done.stderr
    # As it is advised to, it is whole.
    own = tmp_path / "自己的"
    own.mkdir()
    for one in (record, beside):
        shutil.copy(one, own)
    assert "已将301条人工记录写入" in run(kept, *asked, own / NAME).stderr
    told = {json.loads(line)["who"] for line in (tmp_path / "全部.jsonl").read_text("utf-8").splitlines()}
    assert told == ({"甲"} if end == "-journal" else {"乙"})


def test_an_empty_file_is_told_as_one(kept, tmp_path):
    (kept / NAME).write_bytes(b"")
    done = run(kept, "-m", "audit", "decisions", "export", tmp_path / "全部.jsonl", "--decisions", kept / NAME)
    assert done.returncode == 3
    assert "没有人工记录（文件是空的" in done.stderr
    assert "版本" not in done.stderr


def test_the_desk_shows_it_and_every_button_says_why_nothing_is_entered(kept, home, tmp_path, sit):  # noqa: ARG001
    report = samples(tmp_path / "报告", (f"{ORGAN}2024.docx",))
    desk = sit(report, decisions=str(kept / NAME)).opened()
    desk.ask("decide", agency=desk.row()["id"], key=desk.causes()[0]["key"], ruling="confirmed")
    desk.ask("leave")
    found = json.loads(run(kept, "-c", AT_THE_DESK, tmp_path / "工作", report, kept / NAME).stdout)
    assert [SAID in one for one in found["told"]] == [True, True]
    assert found["fault"] == ""
    assert [SAID in one for one in found["faults"]] == [True] * 5
    assert found["states"][0] == "confirmed"
