"""Reports that several tests look at."""

from __future__ import annotations

import pytest

import audit
from tests import components
from tests.generate.formats import flat
from tests.generate.report import truth


def pytest_runtest_setup(item):
    """Before its fixtures are made, a test that needs a component is held to it."""
    for mark in item.iter_markers("needs"):
        components.demand(*mark.args)
    for mark in item.iter_markers("shared"):
        components.demand_shared(*mark.args)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call):
    """What is skipped for any other reason is no check that passed either."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and not components.may_skip(str(call.excinfo.value)):
        report.outcome, report.longrepr = "failed", f"skipped where nothing may be: {call.excinfo.value}"
    return report


@pytest.fixture(scope="session")
def small_reports(tmp_path_factory):
    """A folder with one clean report and one whose totals and balances do not hold."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "clean.txt").write_text(flat.write(truth.make(3)), "utf-8")
    (folder / "faulty.txt").write_text(flat.write(truth.make(5, consistent=False)), "utf-8")
    return folder


@pytest.fixture(scope="session")
def clean(small_reports):
    """The clean report with its outcomes."""
    report = audit.read(small_reports / "clean.txt")
    return report, audit.check(report)


@pytest.fixture(scope="session")
def faulty(small_reports):
    """The faulty report with its outcomes."""
    report = audit.read(small_reports / "faulty.txt")
    return report, audit.check(report)
