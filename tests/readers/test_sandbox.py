"""A reader that hangs, takes all memory or dies costs only its own document, and the message says which it was."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import threading
import time

import psutil
import pytest

import audit
from audit.document import Document
from audit.errors import OwnError, ReadError
from audit.limits import meter
from audit.machine import sandbox
from audit.readers.pdf import pdf
from tests.generate.formats.pdf import make_pdf
from tests.generate.report.truth import make

pytestmark = pytest.mark.slow

READER = """
import os, signal, sys, time
from audit.document import Document
from audit.errors import ReadError
from audit.machine.sandbox import more_time

def work(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass

def read(data):
    word = data.decode()
    if word == "hang":
        time.sleep(600)
    if word == "loop":
        while True:
            pass
    if word == "pages":
        for _ in range(4):
            more_time(0.8)
            work(0.4)
    if word == "stopped":
        os.kill(os.getpid(), signal.SIGSTOP)
        work(0.5)
    if word == "memory":
        held = [bytes(2**24) for _ in range(64)]
    if word == "crash":
        os.abort()
    if word == "exit":
        os._exit(0)
    if word == "refuse":
        raise ReadError("文件已加密。")
    if word == "fault":
        raise KeyError("r1_c2")
    if word == "print":
        os.write(1, b"noise" * 100)
        print("noise", file=sys.stdout, flush=True)
    if word == "process":
        word = str(os.getpid())
    return Document((), word)
"""
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")


@pytest.fixture
def read(tmp_path, monkeypatch):
    """A reader that does as its document says; its own child, with a bound of 100 MB, is ended afterwards."""
    (tmp_path / "obedient_reader.py").write_text(READER, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    sandbox.stop()

    def run(word: str, seconds: float = 10) -> str:
        return sandbox.run("obedient_reader", word.encode(), Document, seconds=seconds, memory=100 * 2**20).format

    yield run
    sandbox.stop()


def test_documents_come_back_and_share_one_process(read):
    first = read("process")
    assert (read("甲"), read("process")) == ("甲", first)
    assert first != str(os.getpid())


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("hang", "没有进展"),
        ("loop", "处理器时间超过1秒"),
        pytest.param("memory", "内存超出上限（100MB）", marks=LINUX),
        ("crash", "异常退出"),
        ("exit", "异常退出"),
        ("refuse", "文件已加密。"),
    ],
)
def test_what_went_wrong_is_said_and_the_next_document_is_read(read, monkeypatch, word, said):
    monkeypatch.setattr(meter, "IDLE", 2.0)
    read("甲")
    with pytest.raises(ReadError, match=re.escape(said)):
        read(word, seconds=1)
    assert read("乙") == "乙"


def test_a_fault_of_the_reader_is_the_toolkits_own(read):
    with pytest.raises(OwnError, match="KeyError：'r1_c2'") as caught:
        read("fault")
    assert "obedient_reader.py" in caught.value.trace
    assert "r1_c2" not in caught.value.trace
    assert read("乙") == "乙"


def test_each_step_that_a_reader_names_has_a_bound_of_its_own(read):
    assert read("pages", seconds=1) == "pages"


@pytest.mark.skipif(os.name != "posix", reason="signals stop and continue a process")
def test_a_reader_that_the_machine_holds_up_is_read_all_the_same(read):
    """Its bound is of processor time: what a busy machine takes from it counts for nothing."""
    child = psutil.Process(int(read("process")))

    def hold_up() -> None:
        while child.status() != psutil.STATUS_STOPPED:
            time.sleep(0.01)
        time.sleep(3)
        child.resume()

    holder = threading.Thread(target=hold_up)
    holder.start()
    assert read("stopped", seconds=1) == "stopped"
    holder.join()


def test_what_a_library_prints_is_not_taken_for_its_answer(read):
    assert (read("print"), read("甲")) == ("print", "甲")


def test_a_process_that_was_killed_from_outside_is_replaced(read):
    child = int(read("process"))
    os.kill(child, 9)
    sandbox.process().wait()
    assert read("甲") == "甲"


def test_threads_get_the_answers_to_their_own_documents(read):
    got: dict[str, str] = {}
    words = [f"第{n}份" for n in range(8)]
    threads = [threading.Thread(target=lambda word=word: got.update({word: read(word)})) for word in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {word: word for word in words}


def test_a_script_without_a_main_guard_is_run_once_and_ends_quietly(read, tmp_path):
    assert read("甲") == "甲"
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            from audit.document import Document
            from audit.machine import sandbox
            print("started")
            print(sandbox.run("obedient_reader", b"process", Document).format)
            """
        ),
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", str(script)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    first, child = done.stdout.split()
    assert (first, done.stderr) == ("started", "")
    if sys.platform == "linux":
        assert not os.path.exists(f"/proc/{child}")  # noqa: PTH110


def test_a_pdf_is_read_apart_as_it_is_read_here():
    data = make_pdf(make(3))
    assert sandbox.run("audit.readers.pdf.pdf", data, Document) == pdf.read(data)


def test_a_pdf_that_takes_too_long_is_unreadable_and_the_next_file_is_read(tmp_path, monkeypatch):
    path = tmp_path / "报告.pdf"
    path.write_bytes(make_pdf(make(3)))
    monkeypatch.setattr(sandbox, "SECONDS", 0.0)
    sandbox.stop()  # the start of the next one takes time enough
    report = audit.read(path)
    assert (report.status, report.cells) == ("unreadable", {})
    assert "已停止，未读取" in (report.error or "")
    monkeypatch.undo()
    assert audit.read(path).status == "read"
