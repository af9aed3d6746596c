"""Whole reports that are right: no rule finds a fault in them, and little is left for people to check."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from audit.findings import Outcome
from audit.forms import Form, load
from audit.rules import run
from tests.build import report
from tests.roots import TESTS

FOLDER = TESTS / "reports"
REPORTS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


#: Other ways of writing the same text; the first lines, which name organ and period, stay as they are.
WRITINGS: dict[str, Callable[[str], str]] = {
    "full-width digits": lambda line: line.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "spaces around numbers": lambda line: re.sub(r"(\d[\d,.]*)", r" \1 ", line),
    "half-width brackets": lambda line: line.replace("（", "(").replace("）", ")"),
    "commas for semicolons": lambda line: line.replace("；", "，"),
    "full stops for semicolons": lambda line: line.replace("；", "。"),
    "list marks for commas": lambda line: line.replace("件，", "件、"),
    "colons before lists": lambda line: line.replace("，其中", "：其中"),
    "no mark before lists": lambda line: line.replace("其中：", "其中").replace("，其中", "其中"),
    "no year named": lambda line: line.replace("2024年，", ""),
}
_FIRST_LINES = 4


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


@pytest.mark.parametrize("writing", WRITINGS)
def test_figures_stay_right_in_another_writing(writing: str) -> None:
    """Digits, marks and spaces may be written otherwise: no figure of the text is then called wrong."""
    found = []
    for name, entry in REPORTS.items():
        lines = entry["text"].split("\n")
        text = "\n".join([*lines[:_FIRST_LINES], *map(WRITINGS[writing], lines[_FIRST_LINES:])])
        faults = [o for o in outcomes(entry | {"text": text}) if o.verdict == "fail" and o.rule.startswith("C")]
        found += [f"{name} {o.rule} {o.message}" for o in faults]
    assert found == []


def test_there_are_enough_reports() -> None:
    """Reports of twenty different kinds of organs."""
    assert len(REPORTS) >= 20
    assert len({entry["agency"] for entry in REPORTS.values()}) == len(REPORTS)
