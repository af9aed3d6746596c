"""Statements and tables that are right, written to trip a rule: no rule calls them wrong.

``tests/true/<family>.toml`` holds ``[[case]]`` with the rule, why the rule might be tripped, and a report as in ``tests/rules``.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from audit.rules import catalogue
from tests.roots import TESTS
from tests.rules.test_rules import outcomes

FOLDER = TESTS / "true"
#: Rules that compare the figures of sentences.
SENTENCES = {
    rule.id for rule in catalogue() if rule.id.startswith("C") and rule.id not in ("C901", "C902", "C904", "C905")
}
FEWEST = 3


def _cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield case["rule"], {key: value for key, value in case.items() if key != "rule"}


CASES = list(_cases())


@pytest.mark.parametrize(("rule_id", "case"), [pytest.param(*case, id=f"{case[0]}-{case[1]['why']}") for case in CASES])
def test_what_is_right_is_not_called_wrong(rule_id: str, case: dict[str, Any]) -> None:
    assert [outcome.message for outcome in outcomes(rule_id, case) if outcome.verdict == "fail"] == []


def test_each_rule_is_tried_three_times() -> None:
    tried = Counter(rule_id for rule_id, _ in CASES)
    assert [rule.id for rule in catalogue() if rule.id not in SENTENCES and tried[rule.id] < FEWEST] == []
