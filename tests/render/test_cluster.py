"""A batch on several machines: the same bytes, a lost worker costs a second try, and what keeps it from working is said first.

The machines are processes here, which share this machine's folders; one that does not is in a space of its own. Workers
import this module for its jobs, which is why it imports little itself.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from audit import readers
from audit.__main__ import main
from audit.cache import FOLDER
from audit.errors import RenderError, UsageError
from audit.render.processes import Parcels, joining
from audit.render.processes.cluster import joined
from tests.generate.formats import flat
from tests.generate.report import truth
from tests.roots import ROOT

DISTRIBUTED = pytest.mark.needs("distributed")
#: Seconds of the clock far beyond what anything takes here.
FAR = 600


def wait_until(true):
    until = time.monotonic() + FAR
    while not (found := true()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


class Machines:
    """A scheduler and its workers, each in a process and a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, []
        place = folder / "scheduler.json"
        self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(place))
        self.address = wait_until(lambda: place.is_file() and json.loads(place.read_text() or "{}").get("address"))

    def worker(self, *, path: Path = ROOT, before: tuple[str, ...] = (), wait: bool = True) -> subprocess.Popen:
        own = self.folder / f"worker{len(self.processes)}"
        options = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--local-directory", str(own))
        started = self._start("dask_worker", self.address, *options, path=path, before=before)
        if wait:
            wait_until(lambda: started.pid and self.workers() == len(self.processes) - 1)
        return started

    def workers(self) -> int:
        """How many workers the scheduler knows."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            return len(client.nthreads())

    def _start(self, command: str, *options: str, path: Path = ROOT, before: tuple[str, ...] = ()) -> subprocess.Popen:
        own = self.folder / f"home{len(self.processes)}"
        own.mkdir()
        environment = {**os.environ, "PYTHONPATH": str(path), "TMPDIR": str(own)}
        call = [*before, sys.executable, "-m", f"distributed.cli.{command}", *options, "--no-dashboard"]
        with (own / "log").open("wb") as log:
            started = subprocess.Popen(call, cwd=own, env=environment, stdout=log, stderr=log)
        self.processes.append(started)
        return started

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@contextmanager
def machines(folder):
    folder.mkdir()
    started = Machines(folder)
    try:
        yield started
    finally:
        started.end()


def worker_of_this_job() -> psutil.Process:
    """The process of the cluster for which this one works: it was forked from the warm one, which that one has started."""
    return psutil.Process().parents()[1]


def has_words(process, words):
    """Whether a process runs whose command has ``words``; one that has ended has no command any more."""
    try:
        return words in " ".join(process.cmdline())
    except psutil.Error:
        return False


def is_gone(process: int) -> bool:
    """Whether a process has ended, also where whoever has become its parent does not wait for it."""
    try:
        return psutil.Process(process).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def at_work(worker):
    """What runs for a process of the cluster: its warm process and what that has forked."""
    below = psutil.Process(worker).children(recursive=True)
    return [each for each in below if has_words(each, "nursery")]


def job(what):
    """What became of ``what``: by which worker, or a fault of some kind."""
    name, folder = what
    if name == "fails":
        raise KeyError(name)
    if name == "dies":
        os._exit(9)
    mark = Path(folder, "killed")
    if name == "kills once" and not mark.exists():
        mark.write_text(f"{worker_of_this_job().pid} {os.getppid()} {os.getpid()}")
        worker_of_this_job().kill()
        time.sleep(FAR)
    return worker_of_this_job().pid


@pytest.mark.slow
@DISTRIBUTED
def test_a_killed_worker_costs_a_second_try_and_one_that_joins_late_goes_on(tmp_path):
    mark, out = tmp_path / "killed", tmp_path / "out"
    names = ["a", "fails", "dies", "kills once", "b", "c"]
    with machines(tmp_path / "machines") as there:
        first = there.worker()
        late = []

        def join():
            wait_until(lambda: mark.exists() and first.poll() is not None)
            late.append(there.worker(wait=False))

        thread = threading.Thread(target=join, daemon=True)  # it may wait for what never comes
        thread.start()
        with joined(there.address, out, [], [], progress=False) as cluster:
            done = {
                name: (result, error)
                for (name, _), result, error in cluster.run(job, [(n, tmp_path) for n in names], "")
            }
            with readers.prepared([], cluster.shared):
                ((_, given, _),) = cluster.run(os.getenv, [readers.CONVERTED], "")
        thread.join()
        assert Path(given).is_relative_to(out.absolute())
        assert {name for name, (_, error) in done.items() if error} == {"fails", "dies"}
        assert "KeyError" in str(done["fails"][1])
        assert "意外终止" in str(done["dies"][1])
        assert {done[name][0] for name in ("kills once", "c")} == {late[0].pid}
        # What worked for the killed one is gone with it, and what works for the other one goes soon after the batch.
        wait_until(lambda: all(map(is_gone, map(int, mark.read_text().split()))))
        wait_until(lambda: len(at_work(late[0].pid)) <= 1)  # the warm one
    assert not out.exists() or not list(out.iterdir())


def made(out):
    """What a batch leaves, by name, but for its cache and its record of runs, which tells times."""
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file() and path.name != "运行记录.jsonl"}


@pytest.mark.slow
@DISTRIBUTED
def test_the_same_bytes_as_on_one_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # paths are shown as they were given
    reports = Path("来件")
    reports.mkdir()
    for number in (3, 4):
        (reports / f"{number}.txt").write_text(flat.write(truth.make(number)), "utf-8")
    (reports / "坏.docx").write_bytes(b"PK\x03\x04nothing")
    with machines(tmp_path / "machines") as there:
        there.worker()
        assert main(["audit", "来件", "--out", "多台", "--scheduler", there.address]) == 1
    assert main(["audit", "来件", "--out", "一台"]) == 1
    several, one = made(Path("多台")), made(Path("一台"))
    assert several == one
    assert "index.html" in several
    assert not Path("多台", FOLDER, "jobs").exists()


@pytest.fixture
def refused(tmp_path, capsys):
    """What is said before any work begins of a batch over one report on the cluster at an address, which nothing is left of."""
    report, out = tmp_path / "input" / "报告.txt", tmp_path / "output" / "结果"
    report.parent.mkdir()
    out.parent.mkdir()
    report.write_text(flat.write(truth.make(3)), "utf-8")

    def told(address):
        assert main(["audit", str(report), "--out", str(out), "--scheduler", address]) == 2
        assert not out.exists()
        said = capsys.readouterr()
        assert not said.out
        (line,) = said.err.splitlines()
        assert "没有读取任何报告" in line
        return line

    return told


def test_without_the_library_it_is_said_how_to_install_it(refused, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install 'gongkai-audit[cluster]'" in refused("tcp://127.0.0.1:8786")


@DISTRIBUTED
def test_an_address_where_nobody_answers_is_told(refused, monkeypatch):
    monkeypatch.setattr(joining, "PATIENCE", 1.0)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        assert "没有调度器应答" in refused(f"tcp://127.0.0.1:{silent.getsockname()[1]}")
    for wrong in ("tcp://机器", "other://machine:8786", "://"):
        assert "写法不正确" in refused(wrong)


class LostScheduler:
    """A client whose scheduler has gone, before it tells of workers or as it is to ask them."""

    def __init__(self, at: str) -> None:
        self.at = at

    def wait_for_workers(self, *_, **__):
        self._answer("wait")

    def nthreads(self, *_, **__):
        self._answer("count")
        return {"tcp://127.0.0.1:1": 1}

    def run(self, *_, **__):
        self._answer("ask")

    def _answer(self, step):
        if step == self.at:
            raise OSError("Stream is closed")


@pytest.mark.parametrize("step", ["wait", "count", "ask"])
def test_a_scheduler_that_is_lost_before_the_work_begins_is_told(tmp_path, step):
    fitness = joining.Fitness.of(tmp_path, [], [])
    with pytest.raises(UsageError, match="连接已中断，没有读取任何报告"):
        fitness.demand(LostScheduler(step), "tcp://127.0.0.1:8786")


def hiding(folder):
    """The beginning of a command that does not see what ``folder`` holds."""
    own = () if os.geteuid() == 0 else ("--map-root-user",)
    return ("unshare", "--mount", *own, "sh", "-ec", f'mount -t tmpfs none {folder}; exec "$@"', "sh")


@pytest.mark.slow
@pytest.mark.needs("distributed", "mounts of one's own")
def test_what_workers_lack_is_told(refused, tmp_path, monkeypatch):
    with machines(tmp_path / "machines") as there:
        monkeypatch.setattr(joining, "PATIENCE", 1.0)
        assert f"调度器“{there.address}”上没有工作进程" in refused(there.address)
        monkeypatch.setattr(joining, "PATIENCE", FAR)
        other = tmp_path / "other"
        shutil.copytree(ROOT / "audit", other / "audit", ignore=shutil.ignore_patterns("__pycache__"))
        with (other / "audit" / "cells.py").open("a") as code:
            code.write("\n# Another version.\n")
        for lacking, sentence in (
            ({"path": other}, "不是同一版本"),
            ({"before": hiding(tmp_path / "output")}, "看不到本机的输出文件夹"),
            ({"before": hiding(tmp_path / "input")}, "读不到与本机相同的“"),
        ):
            worker = there.worker(wait=False, **lacking)
            assert sentence in refused(there.address)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            wait_until(lambda: there.workers() == 0)


def test_jobs_that_a_killed_batch_has_left_go_with_the_next_one(tmp_path):
    left = tmp_path / "out" / FOLDER / "jobs" / "1-0.job"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    assert main(["audit", str(tmp_path / "没有.txt"), "--out", str(tmp_path / "out")]) == 1
    assert not left.parent.exists()


def test_what_the_run_itself_did_not_write_is_not_opened(tmp_path):
    ours, others = Parcels(tmp_path, b"1" * 32), Parcels(tmp_path, b"2" * 32)
    ours.put("1.result", ("found", None))
    assert ours.take("1.result") == ("found", None)
    shutil.copy(tmp_path / "1.result", tmp_path / "2.result")
    others.put("3.result", ("forged", None))
    (tmp_path / "4.result").write_bytes(b"")
    for name in ("2.result", "3.result", "4.result"):
        with pytest.raises(RenderError, match="不是本次核查写入的内容"):
            ours.take(name)
