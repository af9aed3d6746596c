"""Each rule on its cases: ``tests/rules/<id>.toml`` holds ``[[pass]]``, ``[[fail]]``, ``[[undecided]]``, ``[[silent]]``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from audit.findings import Outcome
from audit.reuse import find
from audit.rules import Case, Survey, catalogue
from tests.build import corpus, form, profile, report
from tests.roots import CASES

VERDICTS = ("pass", "fail", "undecided", "silent")


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        for verdict in VERDICTS:
            for number, case in enumerate(data.get(verdict, ()), 1):
                why = case.get("why", number)
                yield pytest.param(path.stem.upper(), verdict, case, id=f"{path.stem.upper()}-{verdict}-{why}")


def outcomes(rule_id: str, case: dict[str, Any]) -> list[Outcome]:
    """What the rule says of the case's report, or of the ``reports`` of a case over many.

    ``previous`` is a list of cases of earlier years.
    """
    rule = next(r for r in catalogue() if r.id == rule_id)
    if rule.scope == "corpus":
        many = corpus(case)
        return list(rule.check(Survey(many, rule, find(f.report for f in (*many.filings, *many.background)))))
    known = form(case)
    if rule.needs_form and known is None:
        return []
    earlier = [report(entry) for entry in case.get("previous", ())]
    return list(rule.check(Case(report(case), known, rule, earlier, profile(case))))


@pytest.mark.parametrize(("rule_id", "verdict", "case"), list(_cases()))
def test_case(rule_id: str, verdict: str, case: dict[str, Any]) -> None:
    """The rule gives the verdict the case is listed under, no severity it does not declare, and what else the case says.

    ``pass``: nothing but passes; ``undecided``: at least one, and no failure; ``silent``: no outcome at all.
    """
    found = outcomes(rule_id, case)
    given = [outcome.verdict for outcome in found]
    declared = next(rule.severities for rule in catalogue() if rule.id == rule_id)
    assert {outcome.severity for outcome in found if outcome.verdict == "fail"} <= set(declared)
    if verdict == "silent":
        assert not found
        return
    if verdict == "pass":
        assert set(given) == {"pass"}, [o.message for o in found]
    elif verdict == "undecided":
        assert "fail" not in given, [o.message for o in found]
    chosen = [outcome for outcome in found if outcome.verdict == verdict]
    assert chosen, [o.message for o in found]
    _assert_as_told(case, chosen)
    assert all(outcome.places for outcome in chosen) or verdict != "fail" or not case.get("raw")


def _assert_as_told(case: dict[str, Any], chosen: list[Outcome]) -> None:
    raws = [evidence.raw for outcome in chosen for evidence in outcome.places]
    if "count" in case:
        assert len(chosen) == case["count"], [o.message for o in chosen]
    for name in ("message", "basis", "raw"):
        texts = raws if name == "raw" else [getattr(o, name) for o in chosen]
        wanted = case.get(name, [])
        for part in [wanted] if isinstance(wanted, str) else wanted:
            assert any(part in text for text in texts), texts
    if "severity" in case:
        assert {outcome.severity for outcome in chosen} == {case["severity"]}
    if "cells" in case:
        assert {key for outcome in chosen for key in outcome.cells} == set(case["cells"])
    if "confidence" in case:
        assert min(outcome.confidence for outcome in chosen) == pytest.approx(case["confidence"])
    for name in ("expected", "actual"):
        if name in case:
            assert case[name] in [getattr(outcome, name) for outcome in chosen]
    if "suggestion" in case:
        assert {o.suggestion.cell: o.suggestion.value for o in chosen if o.suggestion} == case["suggestion"]
