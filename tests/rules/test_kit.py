"""The kit for authors of rules: what its door offers is described, and the page on adding a rule names it rightly."""

from __future__ import annotations

import re

import pytest

from audit import check
from audit.errors import RuleError
from audit.profiles import merged
from audit.rules import Case, catalogue, kit
from tests.build import report
from tests.roots import ROOT

PAGE = (ROOT / "docs" / "怎样增加一条规则.md").read_text("utf-8")
#: Numbers, and names for types that ``audit.findings`` describes.
CONSTANTS = ("BLANK_CONFIDENCE", "MOST_PLACES", "Severity", "Verdict")


@pytest.mark.parametrize("name", kit.__all__)
def test_what_the_kit_offers_is_described(name: str) -> None:
    assert name in CONSTANTS or len(getattr(kit, name).__doc__ or "") > 20


def test_the_page_names_only_what_the_kit_offers() -> None:
    behind = PAGE.partition("**工具箱**")[2].splitlines()
    rows = [line for line in behind[: behind.index("## 三、填写用例")] if line.startswith("|")]
    named = set(re.findall(r"`([a-z_]+|[A-Z][a-z]+)`", "\n".join(rows)))
    assert len(named) > 20
    assert named <= set(kit.__all__)


def test_a_rule_needs_a_form_unless_it_says_that_it_does_without() -> None:
    (sums,) = (rule for rule in catalogue() if rule.id == "A001")
    assert sums.condition == "有统一格式的报告（2019年度起）"
    of_2016 = report({"edition": "", "year": 2016})
    assert not [outcome for outcome in check(of_2016) if outcome.rule == "A001"]


def test_a_rule_that_asks_for_a_form_where_there_is_none_is_told_what_to_say_of_itself() -> None:
    (words,) = (rule for rule in catalogue() if rule.id == "W007")
    case = Case(report({"edition": "", "year": 2016}), None, words, (), merged((), None))
    with pytest.raises(RuleError, match=r"规则 W007 需要格式文件.*needs_form=False"):
        _ = case.form
