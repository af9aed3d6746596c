"""Jobs in several processes: one that fails or dies costs only itself.

Each process imports this module for its jobs, which is why it imports little itself.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from audit.render.processes.workers import Workers


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
