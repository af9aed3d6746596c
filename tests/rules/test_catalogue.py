"""The catalogue as a whole: every rule documented, grounded, and shown by cases of each verdict."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

import pytest

from audit.rules import Rule, catalogue
from audit.rules.skeleton import TO_FILL_IN
from tests.roots import CASES

#: Texts that may carry an error: law, regulation, the national form and orders, or what a form prints.
_GROUNDS = re.compile(r"条例|法》|国办|格式")
every_rule = pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.id)


def test_ids_are_unique_and_in_order() -> None:
    """Each id belongs to one rule."""
    ids = [rule.id for rule in catalogue()]
    assert ids == sorted(set(ids))


@every_rule
def test_id_is_family_letter_and_three_digits(rule: Rule) -> None:
    """A001: the letter of the family, the report's section (0 anywhere, 9 across years), two digits running."""
    assert re.fullmatch(r"[A-Z][0-69]\d\d", rule.id)


@every_rule
def test_documentation_is_complete_and_neutral(rule: Rule) -> None:
    """依据, 核对, 不判 are sentences; the title names the fault and keeps a neutral tone."""
    for name, part in (("依据", rule.basis), ("核对", rule.compares), ("不判", rule.not_judged)):
        assert part.endswith("。"), f"{rule.id}的“{name}”应以句号结束"
    assert not re.search(r"[!！]|应当|造假", rule.title), f"{rule.id}的标题应当中性：{rule.title}"
    assert len(rule.title) <= 40, f"{rule.id}的标题超过40字：{rule.title}"


@every_rule
def test_error_quotes_a_binding_text(rule: Rule) -> None:
    """An error names the regulation, a national document or the form’s own words."""
    if rule.severity == "error":
        assert _GROUNDS.search(rule.basis), f"{rule.id}的级别为错误，依据须为条例、国务院办公厅文件或格式文件"


@every_rule
def test_cases_show_every_verdict(rule: Rule) -> None:
    """A case file stands beside every rule, with each verdict it can give; ``never`` names those it cannot, and why."""
    path = CASES / f"{rule.id.lower()}.toml"
    assert path.is_file(), f"缺少用例：tests/rules/{path.name}"
    data = tomllib.loads(path.read_text("utf-8"))
    never = data.get("never", {})
    short = [verdict for verdict, reason in never.items() if len(reason) < 10]
    assert not short, f"{path.name}：never中{'、'.join(short)}的原因不足十字"
    for verdict in ("pass", "fail", "undecided"):
        assert data.get(verdict) or verdict in never, f"{path.name}缺少[[{verdict}]]的用例；不可能出现的，写入never"
        assert not (data.get(verdict) and verdict in never), f"{path.name}的never写有{verdict}，又有[[{verdict}]]的用例"


@every_rule
def test_nothing_is_left_to_fill_in(rule: Rule) -> None:
    """Neither the rule nor its cases have a place that their skeleton marks."""
    for path in (Path(inspect.getfile(rule.check)), CASES / f"{rule.id.lower()}.toml"):
        lines = enumerate(path.read_text("utf-8").splitlines(), 1) if path.is_file() else ()
        open_ = [f"第{number}行：{line.strip()}" for number, line in lines if TO_FILL_IN in line]
        assert not open_, f"{path.name}中待填写：" + "；".join(open_)


def test_every_case_file_has_its_rule() -> None:
    """No cases are left behind by a rule that is gone."""
    ids = {rule.id.lower() for rule in catalogue()}
    assert {path.stem for path in CASES.glob("*.toml")} <= ids
