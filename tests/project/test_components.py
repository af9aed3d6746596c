"""A check that could not run is no check that passed: what tests lack is a failure where CI is to be trusted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import components
from tests.roots import TESTS

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


def test_no_test_skips_by_itself_for_want_of_a_program():
    """Skips that stand in the tests are for other systems and for material that is no part of the repository."""
    skips = re.compile(r"(?:skipif\(|pytest\.skip\(|importorskip\()[^\n]*")
    programs = re.compile(r"soffice|which\(|chromium|can_recognise|importorskip|installed|安装", re.IGNORECASE)
    found = {
        f"{path.name}: {skip}"
        for path in TESTS.rglob("*.py")
        if path.name not in ("components.py", Path(__file__).name)
        for skip in skips.findall(path.read_text("utf-8"))
        if programs.search(skip)
    }
    assert found == set()
