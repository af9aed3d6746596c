"""Jobs in several processes: one that fails or dies costs only itself.

Each process imports this module for its jobs, which is why it imports little itself.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from audit import engine
from audit.errors import OwnError, RoomError
from audit.render.processes import Workers
from tests.roots import ROOT

#: Seconds of the clock far beyond what anything takes here.
FAR = 600


def double(job):
    if job == "bad":
        raise KeyError(job)
    if job == "dies":
        os._exit(9)
    return job * 2


def test_a_job_that_fails_or_dies_costs_only_itself(tmp_path):
    jobs = ["a", "bad", "dies", "b"]
    done = {
        job: (result, str(error))
        for job, result, error in Workers(2, str(tmp_path), progress=False).run(double, jobs, "")
    }
    assert done["a"][0] == "aa"
    assert done["b"][0] == "bb"
    assert "KeyError" in done["bad"][1]
    assert "意外终止" in done["dies"][1]


def troubled(number):
    """What the system says of a disk: a job for workers."""
    raise OSError(number, os.strerror(number))


def test_what_finds_no_room_is_told_as_that_and_any_other_trouble_as_a_fault_of_our_own(tmp_path):
    jobs = [errno.ENOSPC, errno.EIO]
    with Workers(1, str(tmp_path), progress=False) as pool:
        told = {job: error for job, _, error in pool.run(troubled, jobs, "")}
    assert isinstance(told[errno.ENOSPC], RoomError)
    assert "空间不足" in str(told[errno.ENOSPC])
    assert isinstance(told[errno.EIO], OwnError)


def counted(job):
    """Note in the file beside the job that it was begun."""
    name, path = job
    with Path(path).open("a") as stream:
        stream.write(f"{name}\n")
    return double(name)


def test_one_job_that_kills_its_process_is_tried_again_and_costs_the_others_nothing(tmp_path):
    begun = tmp_path / "begun"
    jobs = [(str(number), str(begun)) for number in range(12)]
    jobs.insert(3, ("dies", str(begun)))
    with Workers(2, str(tmp_path), progress=False) as pool:
        done = {name: error for (name, _), _, error in pool.run(counted, jobs, "")}
    assert [name for name, error in done.items() if error] == ["dies"]
    assert sorted(begun.read_text().split()) == sorted([*(name for name, _ in jobs), "dies"])


def own_process(_):
    return os.getpid()


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_a_process_that_dies_between_two_tasks_costs_nothing(tmp_path, monkeypatch, way):
    monkeypatch.setenv("GKAUDIT_ENGINE", way)
    with Workers(1, str(tmp_path), progress=False) as pool:
        ((_, process, _),) = pool.run(own_process, ["a"], "")
        with suppress(ProcessLookupError):  # one that was forked has ended with its jobs
            os.kill(process, signal.SIGKILL)
        assert sorted(result for _, result, _ in pool.run(double, ["b", "c"], "")) == ["bb", "cc"]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_the_warm_process_is_begun_again_where_it_was_lost(tmp_path):
    with Workers(1, str(tmp_path), progress=False) as pool:
        list(pool.run(double, ["a"], ""))
        running = [each for each in psutil.Process().children() if each.status() != psutil.STATUS_ZOMBIE]
        (warm,) = [each for each in running if "nursery" in " ".join(each.cmdline())]
        warm.kill()
        assert [result for _, result, _ in pool.run(double, ["b"], "")] == ["bb"]


def begun_and_waits(job):
    """Note the process in the file ``job`` and wait until a file of that name and ``.go`` is there."""
    path = Path(job)
    path.write_text(str(os.getpid()))
    while not path.with_suffix(".go").exists():
        time.sleep(0.02)
    return os.getpid()


def wait_for(true):
    for _ in range(6000):
        if found := true():
            return found
        time.sleep(0.05)
    pytest.fail("it never came")


def process_of(path):
    return wait_for(lambda: path.exists() and path.read_text() and int(path.read_text()))


def is_gone(number):
    return not psutil.pid_exists(number) or psutil.Process(number).status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_what_is_abandoned_ends_at_once_and_the_work_of_others_goes_on(tmp_path, monkeypatch, way):
    monkeypatch.setenv("GKAUDIT_ENGINE", way)
    given_up, goes_on = tmp_path / "given_up", tmp_path / "goes_on"
    with (
        Workers(1, str(tmp_path), progress=False) as one,
        Workers(1, str(tmp_path), progress=False) as other,
        ThreadPoolExecutor(2) as threads,
    ):
        lost = threads.submit(one.ask, begun_and_waits, str(given_up))
        kept = threads.submit(other.ask, begun_and_waits, str(goes_on))
        ended, works = process_of(given_up), process_of(goes_on)
        one.abandon()
        result, error = lost.result(FAR)
        assert result is None
        assert "意外终止" in str(error)
        wait_for(lambda: is_gone(ended))
        goes_on.with_suffix(".go").touch()
        assert kept.result(FAR) == (works, None)
        assert one.ask(double, "a")[0] is None  # nobody waits for what it would do


def test_what_is_abandoned_while_a_process_is_begun_is_not_begun(tmp_path, monkeypatch):
    """As by a Ctrl-C in that moment."""
    pool, forks = Workers(1, str(tmp_path), progress=False), engine.forks

    def abandoned():
        pool.abandon()
        return forks()

    monkeypatch.setattr(engine, "forks", abandoned)
    result, error = pool.ask(begun_and_waits, str(tmp_path / "begun"))
    assert result is None
    assert error is not None
    assert not (tmp_path / "begun").exists()


STUCK = """import os, signal, sys, psutil
from audit.render.processes import Workers
from tests.render.test_workers import double
with Workers(1, sys.argv[1], progress=False) as pool:
    assert [result for _, result, _ in pool.run(double, ["a"], "")] == ["aa"]
(warm,) = [each for each in psutil.Process().children() if "nursery" in " ".join(each.cmdline())]
warm.suspend()
sys.stdout.write(str(warm.pid))"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_a_warm_process_that_does_not_answer_keeps_nobody_from_ending(tmp_path):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", STUCK, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=FAR,
        check=True,
    )
    wait_for(lambda: is_gone(int(done.stdout)))
