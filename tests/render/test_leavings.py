"""Nothing is left: no process when its run is killed, no folder after an ordinary run, nor after the run that follows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

import audit
from audit.readers.word.converting import soffice
from tests.generate.formats import flat
from tests.generate.formats.pdf import make_pdf
from tests.generate.report import truth

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at under /proc")
#: LibreOffice works on it for many seconds.
SLOW = rb"{\rtf1\trowd" + b"".join(rb"\cellx%d" % (10 * n) for n in range(1, 5_000)) + rb"\intbl " + rb"1\cell " * 4_999
SLOW += rb"\row}"
OWN = """
import time
from audit.disk import folders
with folders.temporary() as path:
    (path / "报告.txt").write_text("张某某", "utf-8")
    print(path, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A temporary folder of this test's own, for this process and those it starts."""
    folder = tmp_path / "t"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def owner() -> tuple[subprocess.Popen[str], Path]:
    """A run that holds a temporary folder, and the folder."""
    process = started("-c", OWN)
    return process, Path(process.stdout.readline().strip())


def run_again(tmp_path: Path) -> None:
    """An ordinary run."""
    path = tmp_path / "报告.txt"
    path.write_text(flat.write(truth.make(3)), "utf-8")
    assert [report.status for report in audit.read_all([path])] == ["read"]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_a_killed_run_left_is_cleared_and_what_others_hold_stays(temporary, tmp_path):
    (killed, left), (living, held) = owner(), owner()
    try:
        assert left.stat().st_mode & 0o777 == 0o700
        killed.kill()
        killed.wait()
        (temporary / "gkaudit-link").symlink_to(tmp_path)
        (temporary / "gkaudit-new").mkdir()
        (temporary / "gkaudit-old").mkdir()
        os.utime(temporary / "gkaudit-old", (1, 1))
        others = temporary / "gkaudit-others"
        others.mkdir()
        (others / ".owner").touch()
        if os.getuid() == 0:
            os.chown(others, 1234, 1234)
        run_again(tmp_path)
        stay = {held.name, "gkaudit-link", "gkaudit-new"} | ({others.name} if os.getuid() == 0 else set())
        assert {path.name for path in temporary.iterdir()} == stay
        assert (held / "报告.txt").is_file()
    finally:
        living.kill()
        living.communicate()
        killed.communicate()


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def killed_at(process: subprocess.Popen[str], reached: Callable[[list[psutil.Process]], bool]) -> None:
    """Kill the run once its descendants are as ``reached`` wants them; all of them have to end."""
    root, below = psutil.Process(process.pid), []
    while not reached(below):
        assert process.poll() is None, "the run ended before"
        time.sleep(0.05)
        below = root.children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    try:
        for _ in range(1200):
            if not alive(below):
                return
            time.sleep(0.1)
        pytest.fail(f"still running: {[each.cmdline() for each in alive(below)]}")
    finally:
        for each in alive(below):
            each.kill()


def command(each: psutil.Process) -> str:
    try:
        return " ".join(each.cmdline())
    except psutil.Error:
        return ""


@LINUX
@pytest.mark.needs("libreoffice")
def test_libreoffice_ends_with_a_killed_run_and_leaves_no_socket(temporary, tmp_path):
    (tmp_path / "报告.rtf").write_bytes(SLOW)
    process = started("-m", "audit", "check", str(tmp_path / "报告.rtf"))
    seen: list[Path] = []

    def at_work(below: list[psutil.Process]) -> bool:
        # LibreOffice may find the time to take its socket away when it is ended: what counts is that none stays.
        seen.extend(sockets(temporary))
        return bool(seen) and any("soffice.bin" in command(each) for each in below)

    killed_at(process, at_work)
    assert list(temporary.iterdir())
    run_again(tmp_path)
    assert not list(temporary.iterdir())
    assert not [path for path in seen if path.exists()]


def sockets(temporary: Path) -> list[Path]:
    """The sockets of the programs whose profiles lie in ``temporary``; others may be at work on the machine."""
    profiles = temporary.glob("*/profile")
    return [path for profile in profiles for path in soffice.sockets(profile) if path.exists()]


@LINUX
def test_workers_and_readers_end_with_a_killed_batch_and_the_next_run_leaves_nothing(temporary, tmp_path):
    reports, out = tmp_path / "来件", tmp_path / "结果"
    reports.mkdir()
    (reports / "甲.pdf").write_bytes(make_pdf(truth.make(3)))
    arguments = ("-m", "audit", "audit", str(reports), "--out", str(out), "--workers", "1")

    def at_work(below: list[psutil.Process]) -> bool:
        words = [command(each) for each in below]
        return all(any(word in each for each in words) for word in ("nursery", "sandbox"))

    killed_at(started(*arguments), at_work)
    assert list(temporary.iterdir())
    again = started(*arguments)
    again.communicate()
    assert again.returncode == 0
    assert len(list(out.glob("*.html"))) == 3
    assert not list(temporary.iterdir())
