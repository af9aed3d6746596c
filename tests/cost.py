"""What tests cost: seconds of processor time, of the test and of the processes that it waits for, whatever else the machine does.

``pytest --costs 20`` names the costliest 20 at the end, and what all cost together.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

_SPENT = pytest.StashKey[float]()


def spent() -> float:
    """The seconds of processor time of this process so far and of its children, on Linux also of those that still run.

    Elsewhere a process that serves several tests counts for the test in which it ends.
    """
    times = os.times()
    ended = times.user + times.system + times.children_user + times.children_system
    return ended + (_below("self") if sys.platform == "linux" else 0.0)


def _below(process: str) -> float:
    """The seconds of the descendants of ``process`` that still run, and of what they have waited for."""
    seconds = 0.0
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            seconds += sum(map(running, listed.read_text("ascii").split()))
    return seconds


def running(process: str) -> float:
    """The seconds of the process of that number, of what it has waited for, and of its descendants that still run."""
    try:
        # The name of the program, in brackets, may hold anything.
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") + _below(process)


def pytest_addoption(parser):
    parser.addoption("--costs", type=int, default=0, metavar="N", help="name the N tests that cost most processor time")


def pytest_configure(config):
    if costliest := config.getoption("--costs"):
        config.pluginmanager.register(Costs(costliest))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    item.stash[_SPENT] = spent()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """The report of a part of a test (set up, call, tear down) carries what the part cost, from a worker as well."""
    report = yield
    now = spent()
    report.cost = now - item.stash[_SPENT]
    item.stash[_SPENT] = now
    return report


class Costs:
    """Adds up what the reports say, where the summary is written."""

    def __init__(self, costliest):
        self._costliest = costliest
        self._costs = Counter()

    def pytest_runtest_logreport(self, report):
        self._costs[report.nodeid] += getattr(report, "cost", 0.0)

    def pytest_terminal_summary(self, terminalreporter):
        terminalreporter.section(f"{self._costs.total():.0f} seconds of processor time, the costliest tests")
        for name, cost in self._costs.most_common(self._costliest):
            terminalreporter.write_line(f"{cost:7.1f}  {name}")
