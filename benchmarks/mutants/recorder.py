"""A plugin of pytest that records which lines of the package each test runs, and the processor time that it takes.

It is loaded by ``benchmarks.mutants.record`` in a copy of the tree, before anything of the package is imported. Lines
that run while the tests are collected stand under the empty name; those of a fixture that several tests share under its
own. Processes that a test starts record under the test's name (``concurrency`` is not set: all threads are followed).
"""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import coverage
import psutil
import pytest

from benchmarks.mutants.tree import FOLDER, TEST

_folder = Path(os.environ[FOLDER])
_known = _folder / f"tests-{os.getpid()}.jsonl"
_measured = coverage.Coverage(config_file=str(_folder / "coverage.ini"))
_measured.start()
_results: dict[str, dict[str, object]] = {}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    _enter(item.nodeid)
    shared = sorted(
        {
            _name(found)
            for several in item._fixtureinfo.name2fixturedefs.values()
            for found in several
            if found.scope != "function"
        }
    )
    _results[item.nodeid] = {"shared": shared}
    started = _processor()
    try:
        return (yield)
    finally:
        _end_readers()
        result = _results.pop(item.nodeid) | {"seconds": round(_processor() - started, 4)}
        with _known.open("a", encoding="utf-8") as file:
            file.write(json.dumps({item.nodeid: result}, ensure_ascii=False) + "\n")
        _enter("")


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef):
    if fixturedef.scope == "function":
        return (yield)
    before = os.environ[TEST]
    _enter(_name(fixturedef))
    try:
        return (yield)
    finally:
        _enter(before)


def pytest_runtest_logreport(report) -> None:
    result = _results.get(report.nodeid)
    if result is None:  # of another process
        return
    if report.failed or report.skipped:
        result["outcome"] = report.outcome
    else:
        result.setdefault("outcome", report.outcome)


def pytest_sessionfinish() -> None:
    _measured.stop()
    _measured.save()


def _name(fixture) -> str:
    return f"fixture {fixture.baseid}::{fixture.argname}"


def _enter(name: str) -> None:
    """All that runs from now on is recorded under ``name``; a process that the test starts is told it, a NUL spelt out."""
    os.environ[TEST] = name.replace("\0", "\\x00")
    _measured.switch_context(name)


def _processor() -> float:
    return sum(os.times()[:4])


def _end_readers() -> None:
    """Processes of our own that wait for the next document end here: what they ran belongs to this test."""
    for child in psutil.Process().children():
        if "audit.machine" in " ".join(child.cmdline()):
            child.send_signal(signal.SIGTERM)
            child.wait(10)
