"""The record: events are added and never lost, whoever writes at once and whatever is killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pg8000.native
import psutil
import pytest

from audit import decisions
from audit.decisions import DecisionSubject, OccupiedError, decide, open_record
from audit.errors import DecisionsError, UsageError
from audit.machine.installed import code
from tests.components import demand
from tests.decisions.server import SECRET, postgresql_server
from tests.roots import ROOT

CAUSE = DecisionSubject("青禾县水利局", 2024, "c" * 16, "e" * 16)
#: Adds events one by one until it is killed or has added as many as it is told, and says each that was acknowledged.
WRITER = """
import sys
from audit.decisions import DecisionSubject, decide, open_record
where, who, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_record(where) as record:
    print("ready", flush=True)
    for count in range(number):
        (event,) = record.add([decide(DecisionSubject("机关", 2024, f"{who}{count}", "e"), "confirmed")], who)
        print(event.uuid, flush=True)
"""


def writer(where, who, number):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WRITER, str(where), who, str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def test_what_was_entered_is_there_again_in_its_order(record, where):
    made = record.add([decide(CAUSE, "confirmed", "经核对原件", "原件如此")], " 王  某 ")
    made += record.add(
        [decisions.assign(DecisionSubject("青禾县水利局", None), "李某"), decisions.award(CAUSE, "2.5")], "李某"
    )
    with open_record(where) as again:
        assert again.events() == made
        assert again.events(made[0].sequence) == made[1:]
    assert [event.who for event in made] == ["王 某", "李某", "李某"]
    assert made[0].data == {"ruling": "confirmed", "reason": "原件如此"}
    assert [event.sequence for event in made] == sorted(event.sequence for event in made)


def test_nothing_is_kept_of_a_batch_that_is_refused(record):
    with pytest.raises(UsageError, match="姓名"):
        record.add([decide(CAUSE, "confirmed")], "  ")
    with pytest.raises(UsageError, match="备注应在"):
        record.add([decide(CAUSE, "confirmed"), decide(CAUSE, "dismissed", "长" * 3000)], "甲")
    assert record.events() == []


def test_many_are_entered_and_shown_quickly_enough_to_work_with(record):
    many = [decide(DecisionSubject("机关", 2024, f"c{number}", "e"), "confirmed") for number in range(500)]
    assert len(record.add(many, "甲")) == 500
    standings = record.standings()
    assert all(standings.cause([f"c{number}"], "e").state == "confirmed" for number in range(500))


def test_two_who_write_at_once_lose_nothing(where):
    """``benchmarks/decisions`` has them write many more."""
    number = 150
    open_record(where).close()
    both = [writer(where, who, number) for who in "甲乙"]
    said = [process.communicate()[0].split()[1:] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    with open_record(where) as record:
        kept = [event.uuid for event in record.events()]
    assert len(kept) == len(set(kept)) == 2 * number
    for uuids in said:
        assert [uuid for uuid in kept if uuid in set(uuids)] == uuids


@pytest.mark.slow
def test_a_writer_that_is_killed_loses_at_most_what_was_not_acknowledged(where):
    open_record(where).close()
    process = writer(where, "甲", 100_000)
    said = [process.stdout.readline().strip() for _ in range(30)][1:]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    if said and len(said[-1]) < 36:  # the line in whose middle it was killed
        said.pop()
    with open_record(where) as record:
        kept = [event.uuid for event in record.events()]
        record.add([decide(CAUSE, "confirmed")], "乙")
    assert kept[: len(said)] == said
    assert len(kept) <= len(said) + 1


def test_a_copy_is_kept_once_a_day_and_ten_at_most(tmp_path):
    path = tmp_path / decisions.NAME
    for _ in range(2):
        with open_record(path) as record:
            record.add([decide(CAUSE, "confirmed")], "甲")
    folder = tmp_path / "核查记录备份"
    (copy,) = folder.iterdir()
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT count(*) FROM event").fetchone() == (1,)
    kept.close()
    for number in range(12):
        old = folder / f"核查记录-200001{number + 10}.sqlite"
        old.write_bytes(b"")
        os.utime(old, (number, number))
    copy.unlink()
    open_record(path).close()
    assert len(list(folder.iterdir())) == 10


def test_copies_of_another_record_stay_and_the_latest_made_stays_where_the_clock_is_set_back(tmp_path):
    ours, other = tmp_path / decisions.NAME, tmp_path / "核查记录-张三.sqlite"
    for path in (ours, other):
        with open_record(path) as record:
            record.add([decide(CAUSE, "confirmed")], "甲")
    folder = tmp_path / "核查记录备份"
    folder.mkdir(exist_ok=True)
    theirs = [folder / f"核查记录-张三-202610{day:02}.sqlite" for day in range(10, 20)]
    later = [folder / f"核查记录-2099010{day}.sqlite" for day in range(10)]
    for number, path in enumerate([*theirs, *later]):
        path.write_bytes(b"")
        os.utime(path, (4_000_000_000 + number, 4_000_000_000 + number))
    open_record(ours).close()
    assert all(path.exists() for path in theirs)
    assert not later[0].exists()
    today = [path for path in folder.iterdir() if path not in (*theirs, *later)]
    with sqlite3.connect(today[0]) as kept:
        assert kept.execute("SELECT count(*) FROM event").fetchone() == (1,)
    kept.close()
    assert today[0].stat().st_mtime_ns > later[-1].stat().st_mtime_ns


#: Makes a record and is killed right before the statement that begins as it is told.
KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from audit.decisions import open_record
@event.listens_for(Engine, "before_cursor_execute")
def kill(connection, cursor, statement, *rest):
    if statement.strip().startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
open_record(sys.argv[1])
"""


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE event", "CREATE INDEX ix_event_about", "INSERT INTO alembic_version"]
)
def test_a_record_whose_making_is_killed_is_made_the_next_time(tmp_path, statement):
    path, environment = tmp_path / decisions.NAME, os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), statement], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    connection.close()
    with open_record(path) as record:
        assert len(record.add([decide(CAUSE, "confirmed")], "甲")) == 1


def test_a_record_that_an_earlier_version_left_half_made_is_put_right(tmp_path):
    path = tmp_path / decisions.NAME
    open_record(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.execute("DROP INDEX ix_event_about")
    connection.close()
    with open_record(path) as record:
        assert len(record.add([decide(CAUSE, "confirmed")], "甲")) == 1
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'ix_event%'").fetchone() == (2,)
    connection.close()


def test_several_who_make_one_record_at_once_all_have_it(where):
    each = [writer(where, who, 1) for who in "甲乙丙丁"]
    for process in each:
        process.communicate()
    assert [process.returncode for process in each] == [0] * 4
    with open_record(where) as record:
        assert sorted(event.who for event in record.events()) == sorted("甲乙丙丁")


def test_a_record_that_another_program_holds_is_told_when_it_is_opened(tmp_path):
    path = tmp_path / decisions.NAME
    open_record(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DecisionsError, match=r"正被其他程序占用.*没有打开"):
        open_record(path, patience=0)
    other.close()
    open_record(path, patience=0).close()


def test_an_older_record_is_copied_and_brought_up_to_date_and_a_newer_one_is_refused(tmp_path):
    released = Path(__file__).parent / "released"
    for old in sorted(released.glob("*.sqlite")):
        path = tmp_path / old.name
        path.write_bytes(old.read_bytes())
        with open_record(path) as record:
            assert [event.who for event in record.events()] == ["甲", "乙"]
            assert record.standings().cause(["c" * 16], "e" * 16).state == "dismissed"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UsageError, match="由更新版本的工具写成"):
        open_record(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no database at all" * 100, "不是人工记录文件，或已损坏"), (None, "没有权限，或所在的文件夹不存在|文件夹")],
)
def test_a_file_that_is_no_record_is_told(tmp_path, content, said):
    path = tmp_path / "x.sqlite"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(DecisionsError, match=said):
        open_record(path)


def test_reading_makes_no_file(tmp_path):
    with pytest.raises(DecisionsError, match="没有人工记录文件"):
        open_record(tmp_path / "没有.sqlite", reading=True)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told_and_what_was_there_stays(tmp_path):
    path = tmp_path / decisions.NAME
    with open_record(path) as record:
        record.add([decide(CAUSE, "confirmed")], "甲")
        with sqlite3.connect(path) as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.close()
    limit = f"""
import resource, sys
from audit.decisions import DecisionSubject, decide, open_record
from audit.errors import DecisionsError
with open_record({str(path)!r}) as record:
    record._engine.dispose()
    from sqlalchemy import event
    @event.listens_for(record._engine, "connect")
    def bound(connection, _):
        connection.execute("PRAGMA max_page_count = {pages}")
    try:
        record.add([decide(DecisionSubject("机关", 2024, f"c{{n}}", "e"), "confirmed", "长" * 1900) for n in range(90)], "甲")
    except DecisionsError as error:
        print(error)
    print(len(record.events()))
"""
    done = subprocess.run(
        [sys.executable, "-c", limit],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert "所在的磁盘已满" in done.stdout, done.stderr
    assert done.stdout.splitlines()[-1] == "1"


def test_a_record_that_another_program_holds_is_told(tmp_path):
    path = tmp_path / decisions.NAME
    open_record(path).close()
    with open_record(path, patience=0) as record:
        other = sqlite3.connect(path)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DecisionsError, match="正被其他程序占用"):
            record.add([decide(CAUSE, "confirmed")], "甲")
        other.close()
        assert record.add([decide(CAUSE, "confirmed")], "甲")


def test_who_was_refused_once_waits_as_before_the_next_time(tmp_path):
    path = tmp_path / decisions.NAME
    with open_record(path, patience=1) as record:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OccupiedError):
            record.add([decide(CAUSE, "confirmed")], "甲")
        other.execute("COMMIT")
        other.execute("BEGIN EXCLUSIVE")
        freeing = threading.Timer(0.2, other.rollback)
        freeing.start()
        assert record.events() == []
        freeing.join()
        other.close()


def test_a_second_writer_on_a_network_folder_is_refused(tmp_path, monkeypatch):
    disk = SimpleNamespace(mountpoint=str(tmp_path), fstype="cifs", opts="rw")
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [disk])
    path = tmp_path / decisions.NAME
    with open_record(path), pytest.raises(DecisionsError, match=r"同一时间只能一人写入.*gkaudit decisions merge"):
        open_record(path)
    with open_record(path, reading=True) as record:
        assert record.events() == []


@pytest.mark.slow
def test_a_server_that_goes_away_midway_is_told_in_one_sentence(caplog):
    demand("postgresql")
    with postgresql_server() as database:
        record = open_record(database("midway"))
        record.add([decide(CAUSE, "confirmed")], "张三")
    with record, pytest.raises(DecisionsError, match="没有应答"):
        record.events()
    # Nothing but that: no traceback of what lies below.
    assert not caplog.records


def test_a_lost_server_is_told_without_any_password(monkeypatch):
    monkeypatch.setenv("GKAUDIT_DB_PASSWORD", "geheim")
    with pytest.raises(DecisionsError) as told:
        open_record("postgresql://audit:geheim@127.0.0.1:9/none")
    assert "人工记录“postgresql://audit@127.0.0.1:9/none”无法打开：数据库没有应答" in str(told.value)
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://x/y",
        "postgresql://[",
        "http://x",
        "postgresql//u:geheim@h/db",
        "postgres:u:geheim@h/db",
        "jdbc:postgresql://u:geheim@h/db",
        "u:geheim@h/db",
        "postgresql:u@h",
    ],
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(UsageError, match=r"PostgreSQL|无法识别") as told:
        open_record(address)
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize(
    "path", [r"C:\核查\u@x\记录.sqlite", "C:/核查/u@x.sqlite", "postgres/记录.sqlite", "甲@乙.sqlite"]
)
def test_a_path_is_no_address(path):
    assert not decisions.is_address(path)


def test_two_records_become_one_by_their_numbers(tmp_path):
    with open_record(tmp_path / "甲.sqlite") as ours, open_record(tmp_path / "乙.sqlite") as theirs:
        ours.add([decide(CAUSE, "confirmed")], "甲")
        theirs.add([decide(CAUSE, "dismissed"), decide(DecisionSubject("乙机关", 2024, "d", "e"), "confirmed")], "乙")
        assert len(ours.take_over(theirs.events()).new) == 2
        assert ours.take_over(theirs.events()).new == []
        assert ours.standings().cause([CAUSE.about], CAUSE.evidence).state == "disputed"
        ours.add([decide(CAUSE, "dismissed", "经仲裁")], "丙")
        assert ours.standings().cause([CAUSE.about], CAUSE.evidence).state == "dismissed"


def of_connections(address, what):
    """What the server says, or does, of everybody's connection to a database."""
    place, _, name = address.rpartition("/")
    host, port = place.rpartition("@")[2].split(":")
    with pg8000.native.Connection(
        "audit", host=host, port=int(port), database="postgres", password=SECRET
    ) as connection:
        found = connection.run(f"SELECT {what} FROM pg_stat_activity WHERE datname = :name", name=name)
        return [value for (value,) in found]


def end_connections(address):
    """Have the server end everybody's connection to a database, as it does when it goes down."""
    of_connections(address, "pg_terminate_backend(pid)")


@pytest.mark.slow
def test_a_server_that_is_silent_is_told_and_what_it_says_too_late_is_taken_for_nothing(server):
    address = server("silent")
    with open_record(address, patience=1) as record:
        record.add([decide(CAUSE, "confirmed")], "甲")
        silent = [psutil.Process(number) for number in of_connections(address, "pid")]
        for one in silent:
            one.suspend()
        try:
            with pytest.raises(DecisionsError, match="没有应答"):
                record.events()
        finally:
            for one in silent:
                one.resume()
        assert [event.who for event in record.events()] == ["甲"]
        assert record.last() == record.events()[-1].sequence


@pytest.mark.slow
def test_a_server_that_is_lost_in_the_middle_is_told_and_what_was_kept_is_there(server, monkeypatch):
    address = server("lost")
    with open_record(address) as record:
        record.add([decide(CAUSE, "confirmed")], "甲")
        with monkeypatch.context() as patched:
            version = code.toolkit_version
            patched.setattr(code, "toolkit_version", lambda: (end_connections(address), version())[1])
            with pytest.raises(DecisionsError, match="数据库没有应答或拒绝了请求") as told:
                record.add([decide(CAUSE, "dismissed")], "乙")
            assert SECRET not in str(told.value)
        assert [event.who for event in record.events()] == ["甲"]
        record.add([decide(CAUSE, "dismissed")], "乙")
        assert record.standings().cause([CAUSE.about], CAUSE.evidence).state == "dismissed"
