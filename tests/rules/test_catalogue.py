"""The catalogue as a whole: every rule documented, grounded, and shown by cases of each verdict."""

from __future__ import annotations

import re
import tomllib

import pytest

from audit.rules import Rule, catalogue
from tests.roots import CASES

#: Texts that may carry an error: law, regulation, the national form and orders, or what a form prints.
_GROUNDS = re.compile(r"条例|法》|国办|格式")
_FAMILIES = {
    "arithmetic": "A",
    "completeness": "M",
    "consistency": "C",
    "filing": "F",
    "hierarchy": "H",
    "originality": "O",
    "peers": "P",
    "wording": "W",
}

every_rule = pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.id)


def test_ids_are_unique_and_in_order() -> None:
    """Each id belongs to one rule."""
    ids = [rule.id for rule in catalogue()]
    assert ids == sorted(set(ids))


@every_rule
def test_id_is_family_letter_and_three_digits(rule: Rule) -> None:
    """A001: the letter of the family, the report's section (0 anywhere, 9 across years), two digits running."""
    assert re.fullmatch(r"[A-Z][0-69]\d\d", rule.id)
    assert rule.id[0] == _FAMILIES.get(rule.family, rule.id[0])


@every_rule
def test_documentation_is_complete_and_neutral(rule: Rule) -> None:
    """依据, 核对, 不判 are sentences; the title names the fault and keeps a neutral tone."""
    for part in (rule.basis, rule.compares, rule.not_judged):
        assert part.endswith("。")
    assert not re.search(r"[!！]|应当|造假", rule.title)
    assert len(rule.title) <= 40


@every_rule
def test_error_quotes_a_binding_text(rule: Rule) -> None:
    """An error names the regulation, a national document or the form’s own words."""
    if rule.severity == "error":
        assert _GROUNDS.search(rule.basis)


@every_rule
def test_cases_show_every_verdict(rule: Rule) -> None:
    """A case file stands beside every rule, with each verdict it can give; ``never`` names those it cannot, and why."""
    path = CASES / f"{rule.id.lower()}.toml"
    assert path.is_file(), f"write {path.name}"
    data = tomllib.loads(path.read_text("utf-8"))
    never = data.get("never", {})
    short = [verdict for verdict, reason in never.items() if len(reason) < 10]
    assert not short, f"{path.name}: say in ten characters or more why it can never be {'、'.join(short)}"
    for verdict in ("pass", "fail", "undecided"):
        assert bool(data.get(verdict)) != (verdict in never), f"{path.name}: {verdict}"


def test_every_case_file_has_its_rule() -> None:
    """No cases are left behind by a rule that is gone."""
    ids = {rule.id.lower() for rule in catalogue()}
    assert {path.stem for path in CASES.glob("*.toml")} <= ids
