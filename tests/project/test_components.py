"""A check that could not run is no check that passed: what tests lack is a failure where CI is to be trusted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import components
from tests.roots import TESTS

pytest_plugins = ["pytester"]

LACKING = {"nothing": (lambda: False, "apt-get install nothing"), "there": (lambda: True, "")}


def test_without_ci_a_missing_component_skips(monkeypatch):
    monkeypatch.setattr(components, "COMPONENTS", LACKING)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install nothing"):
        components.demand("there", "nothing")


def test_under_ci_a_missing_component_fails(monkeypatch):
    monkeypatch.setattr(components, "COMPONENTS", LACKING)
    monkeypatch.setenv("CI", "true")
    components.demand("there")
    with pytest.raises(pytest.fail.Exception, match="apt-get install nothing"):
        components.demand("nothing")


#: A file of tests that are skipped, and the hooks of the tests' own conftest.
SKIPPED = """
import pytest

@pytest.mark.skipif(True, reason="soffice is not there")
def test_for_want_of_a_program():
    raise AssertionError

def test_by_itself():
    pytest.skip("no fonts")

@pytest.mark.shared("no such report")
def test_of_material_beside_the_repository():
    raise AssertionError
"""
CONFTEST = "from tests.conftest import pytest_runtest_makereport, pytest_runtest_setup"


@pytest.mark.parametrize(
    ("ci", "ends"),
    [("", {"skipped": 3}), ("false", {"skipped": 3}), ("true", {"failed": 1, "errors": 1, "skipped": 1})],
)
def test_under_ci_nothing_else_is_skipped_than_what_lies_beside_the_repository(pytester, monkeypatch, ci, ends):
    monkeypatch.setenv("CI", ci)
    pytester.makeini("[pytest]\nmarkers =\n    shared\n    needs\n")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(SKIPPED)
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(**ends)


def test_skips_that_stand_in_the_tests_are_for_other_systems():
    skips = re.compile(r"(?:skipif\(|pytest\.skip\(|importorskip\()[^\n]*")
    systems = re.compile(r'skipif\((?:sys\.platform|os\.name) [!=]= "')
    found = {
        f"{path.name}: {skip}"
        for path in TESTS.rglob("*.py")
        if path.name not in ("components.py", Path(__file__).name)
        for skip in skips.findall(path.read_text("utf-8"))
        if not systems.match(skip)
    }
    assert found == set()
