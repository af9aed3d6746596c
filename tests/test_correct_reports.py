"""Whole reports that are right: no rule finds a fault in them, and little is left for people to check."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from audit.findings import Outcome
from audit.forms import Form, load
from audit.rules import run
from tests.build import report

FOLDER = Path(__file__).parent / "reports"
REPORTS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def filled(form: Form, details: dict[str, Any]) -> dict[str, Any]:
    """The details with every total of the form that follows from them, rows before columns."""
    cells = dict(details)
    for direction in ("column", "row"):
        for total in form.totals:
            if total.direction == direction:
                cells[total.key] = sum(cells.get(part, 0) for part in total.parts)
    return {key: value for key, value in cells.items() if value}


def outcomes(entry: dict[str, Any]) -> list[Outcome]:
    """What the rules say of a report of this folder."""
    form = load(entry.get("edition", "2021"))
    given = {key: value for key, value in entry.items() if key not in ("cells", "undecided")}
    read = report(given | filled(form, entry["cells"]))
    return list(run(read, form))


@pytest.mark.parametrize("name", REPORTS)
def test_a_correct_report_has_no_finding(name: str) -> None:
    """No rule calls anything wrong."""
    assert [f"{o.rule} {o.message}" for o in outcomes(REPORTS[name]) if o.verdict == "fail"] == []


@pytest.mark.parametrize("name", REPORTS)
def test_little_is_left_for_people(name: str) -> None:
    """What cannot be decided from the report is what its list says, and nothing else."""
    found = [o for o in outcomes(REPORTS[name]) if o.verdict == "undecided"]
    told = REPORTS[name].get("undecided", [])
    assert [f"{o.rule} {o.message}" for o in found if not any(part in f"{o.rule} {o.message}" for part in told)] == []
    assert len(found) <= len(told)


def test_there_are_enough_reports() -> None:
    """Fifteen reports of different kinds of organs."""
    assert len(REPORTS) >= 15
    assert len({entry["agency"] for entry in REPORTS.values()}) == len(REPORTS)
