"""Jobs in several processes: one that fails or dies costs only itself.

Each process imports this module for its jobs, which is why it imports little itself.
"""

from __future__ import annotations

import os
import signal
import time

from audit.render.workers import Workers


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


def test_one_job_that_kills_its_process_does_not_cost_the_others_their_pool(tmp_path):
    jobs = [str(number) for number in range(12)]
    jobs.insert(3, "dies")
    started = []
    with Workers(2, str(tmp_path), progress=False) as pool:
        begin = pool._submit

        def submit(work, job):
            started.append(job)
            return begin(work, job)

        pool._submit = submit
        done = {job: error for job, _, error in pool.run(double, jobs, "")}
    assert [job for job, error in done.items() if error] == ["dies"]
    assert len(started) <= len(jobs) + 4


def own_process(_):
    return os.getpid()


def test_a_process_that_dies_between_two_tasks_costs_nothing(tmp_path):
    with Workers(1, str(tmp_path), progress=False) as pool:
        ((_, process, _),) = pool.run(own_process, ["a"], "")
        os.kill(process, signal.SIGTERM)
        time.sleep(1)
        assert sorted(result for _, result, _ in pool.run(double, ["b", "c"], "")) == ["bb", "cc"]
