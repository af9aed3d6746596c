"""Children of this interpreter: what they are asked and answer arrives whole, and they end with whoever asks them."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import time

import psutil
import pytest

from audit.limits import meter
from audit.machine import children, frames

POSIX = pytest.mark.skipif(os.name != "posix", reason="sessions and forks are POSIX's")


def answer():
    """A child of these tests: it answers what it is asked."""
    asked, answers = children.conversation()
    while True:
        word = asked.get()
        if word == "print":
            sys.stdout.write("noise")
            sys.stdout.flush()
            os.write(1, b"noise")
            subprocess.run([sys.executable, "-c", "print('noise')"], check=True)
        if word == "read":
            word = sys.stdin.read()
        if word == "start":
            sleeping = [sys.executable, "-c", "import time; time.sleep(900)"]
            word = subprocess.Popen(sleeping).pid
        if word == "fork":
            word = os.fork()
            if word == 0:
                time.sleep(900)
        if word == "exit":
            os._exit(5)
        frames.send(answers, word)


@pytest.fixture
def child():
    begun = children.begin(f"{__name__}:{answer.__name__}")
    yield begun
    begun.end()


def ask(child, what):
    child.send(what)
    return child.receive()


def test_what_is_asked_is_answered_whatever_is_printed_meanwhile(child):
    assert [ask(child, word) for word in ("一", "print", "read", ("二", 2))] == ["一", "print", "", ("二", 2)]


def test_one_that_has_ended_is_seen_at_once_and_its_code_is_known(child):
    child.send("exit")
    with pytest.raises(EOFError):
        child.receive()
    assert child.end() in {5, -9}
    assert not child.is_alive


def test_one_that_is_given_time_ends_by_itself(child):
    assert ask(child, "一") == "一"
    began = time.monotonic()
    child.end(600)
    assert time.monotonic() - began < 300


def wait_for(true):
    for _ in range(6000):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it never came")


def is_gone(number):
    return not psutil.pid_exists(number) or psutil.Process(number).status() == psutil.STATUS_ZOMBIE


@POSIX
def test_what_it_started_ends_with_it_when_nobody_is_there_any_more_to_ask(child):
    started = ask(child, "start")
    assert not is_gone(started)
    child.end(600)
    wait_for(lambda: is_gone(started))


@POSIX
def test_what_it_forked_holds_no_way_open(child):
    forked = ask(child, "fork")
    child.process.kill()
    with pytest.raises(EOFError):
        child.receive()
    psutil.Process(forked).kill()


def test_it_finds_what_this_process_finds_and_nothing_in_its_folder(tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "own_module.py").write_text(f"from {__name__} import answer\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "elsewhere"))
    here = tmp_path / "here"
    here.mkdir()
    (here / "json.py").write_text("raise SystemExit('this module is in the folder of reports')\n", "utf-8")
    monkeypatch.chdir(here)
    begun = children.begin("own_module:answer")
    try:
        assert ask(begun, "一") == "一"
    finally:
        begun.end()


@pytest.mark.parametrize(
    "what", [None, {"名": ["甲", 1.5]}, b"", b"\x00" * 100_000, ("二", b"x" * 70_000)], ids=range(5)
)
def test_what_is_sent_is_received(what):
    way = io.BytesIO()
    frames.send(way, what)
    frames.send(way, "next")
    way.seek(0)
    assert frames.receive(way) == what
    assert frames.receive(way) == "next"
    with pytest.raises(EOFError):
        frames.receive(way)


def test_large_bytes_come_as_bytes_and_are_not_copied_into_another_text():
    data, way = b"x" * 1_000_000, io.BytesIO()
    frames.send(way, ("name", pickle.PickleBuffer(data)))
    assert data in way.getvalue()
    way.seek(0)
    assert frames.receive(way) == ("name", data)


@pytest.mark.parametrize("cut", [1, 8, 12, 20, -1])
def test_what_breaks_off_is_never_taken_for_whole(cut):
    way = io.BytesIO()
    frames.send(way, ["甲"] * 50)
    with pytest.raises(EOFError):
        frames.receive(io.BytesIO(way.getvalue()[:cut]))


def test_of_what_cannot_be_sent_nothing_is_written():
    way = io.BytesIO()
    with pytest.raises(Exception, match="pickle"):
        frames.send(way, ["甲", lambda: None])
    assert way.getvalue() == b""


TREE = """import subprocess, sys, time
one = "import subprocess, sys, time; two = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(900)']); print(two.pid, flush=True); time.sleep(900)"
subprocess.Popen([sys.executable, '-c', one])
time.sleep(900)"""


def test_a_process_is_ended_with_all_that_it_started():
    with subprocess.Popen([sys.executable, "-c", TREE], stdout=subprocess.PIPE) as begun:
        last = int(begun.stdout.readline())
        below = [each.pid for each in meter.descendants(psutil.Process(begun.pid))]
        assert last in below
        meter.end(psutil.Process(begun.pid))
        begun.wait()
    wait_for(lambda: all(map(is_gone, below)))
